import CNl
import ModelGenerators
import Netlink
import NetworkNamespace
import Tags
import Testing
import TrafficLowering
import WeirModel

@testable import TrafficControl

/// Random early detection, computed as stock tc computes it: what tc sends is compared byte by byte, whether or not this kernel has the kind.
/// The kernel does not give the table of idle damping back, so it is seen nowhere else.
@Suite(.tags(.kernel), .enabled(if: Kernel.isThere && Strace.isThere, "skipped: random early detection as stock tc sends it, for want of strace"))
struct REDStockTests {
    private static let perPart = 60

    @Test(arguments: 0..<4) func redIsWhatTcSends(_ part: UInt64) throws {
        try compare(Seeded(part &+ 100), .bytes) { words, intent in
            var options = Qdisc.RED()
            options.parameters = intent
            let writer = MessageWriter()
            try options.encode(into: writer, EncodingContext(names: InterfaceTable()))
            return ("red \(words)", writer.array)
        }
    }

    @Test(arguments: 0..<3) func chokeIsWhatTcSends(_ part: UInt64) throws {
        try compare(Seeded(part &+ 200), .packets) { words, intent in
            var options = Qdisc.Choke()
            options.parameters = intent
            let writer = MessageWriter()
            try options.encode(into: writer, EncodingContext(names: InterfaceTable()))
            return ("choke \(words)", writer.array)
        }
    }

    /// A structure without attributes.
    @Test(arguments: 0..<2) func sfqIsWhatTcSends(_ part: UInt64) throws {
        try compare(Seeded(part &+ 400), .flowBytes) { words, intent in
            var options = Qdisc.SFQ()
            options.red = intent
            let writer = MessageWriter()
            try options.encode(into: writer, EncodingContext(names: InterfaceTable()))
            return ("sfq redflow\(words)", writer.array)
        }
    }

    @Test(arguments: 0..<2) func aVirtualQueueOfGredIsWhatTcSends(_ part: UInt64) throws {
        try compare(Seeded(part &+ 300), .bytes, needsThresholds: true) { words, intent in
            var options = Qdisc.GRED()
            options.virtualQueues = [.init(index: 3, parameters: intent, priority: 5)]
            let writer = MessageWriter()
            options.followUps.first?(writer)
            return ("gred vq 3 prio 5 \(words)", writer.array)
        }
    }

    /// Both ways: what tc refuses is refused, and nothing else but what the kernel would refuse.
    private func compare(
        _ random: Seeded, _ unit: REDIntent.Unit, needsThresholds: Bool = false, encode: @Sendable @escaping (String, REDParameters) throws -> (command: String, options: [UInt8])
    ) throws {
        let failures = try inNamespace { () -> [String] in
            var failures: [String] = []
            var generator = ModelGenerator(seed: 0)
            generator.random = random
            var sent = 0
            for _ in 0..<Self.perPart {
                let (words, intent) = Self.intent(&generator, unit, needsThresholds: needsThresholds)
                let parameters = Result { try intent.parameters() }
                let (command, options) = try encode(words, (try? parameters.get()) ?? REDParameters())
                let stock = try Self.sent("qdisc \(needsThresholds ? "change" : "add") dev lo root \(command)")
                switch (parameters, stock) {
                case (.failure, nil): break
                case (.success, nil): failures.append("stock tc refuses `\(command)`")
                case (.failure(let problem), let stock?):
                    if !Self.isBeyondTheKernel(stock, unit), intent.probability > 0, intent.probability < 1 { failures.append("`\(command)` is refused: \(problem)") }
                case (.success(let parameters), let stock?):
                    sent += 1
                    if unit == .flowBytes {
                        if options != stock { failures.append("the structure of `\(command)`") }
                    } else {
                        failures += Self.differences(options.attributes, stock.attributes, parameters).map { "attribute \($0) of `\(command)`" }
                    }
                }
            }
            return failures + (sent > Self.perPart / 5 ? [] : ["only \(sent) could be sent"])
        }
        #expect(failures == [])
    }

    /// The attributes that stock tc sends and that are not the same here.
    private static func differences(_ ours: [Int: [UInt8]], _ theirs: [Int: [UInt8]], _ parameters: REDParameters) -> [Int] {
        theirs.keys.sorted().filter { type in
            // The flags of a virtual queue stand in nests, which stock tc marks otherwise.
            if type == Int(TCA_GRED_VQ_LIST) { return false }
            guard let own = ours[type], let stock = theirs[type] else { return true }
            // TCA_RED_STAB, TCA_CHOKE_STAB, TCA_GRED_STAB
            guard type == 2 else { return own != stock }
            let count = wholeCells(of: parameters)
            return own.prefix(count) != stock.prefix(count) || own.last != stock.last
        }
    }

    /// How much of its table of idle damping stock tc can compute: at low rates its `int` overflows, and where a packet takes no microsecond
    /// it divides by nothing.
    private static func wholeCells(of parameters: REDParameters) -> Int {
        let ticks = Burst.bytes(UInt64(parameters.averagePacket ?? 0)).ticks(at: parameters.bandwidth ?? .mbit(10))
        return ticks == 0 ? 0 : min(256, 1 << (31 - Int(min(parameters.idleCellLog, 31))))
    }

    /// red_check_params, and CHOKE_MAX_QUEUE.
    private static func isBeyondTheKernel(_ options: [UInt8], _ unit: REDIntent.Unit) -> Bool {
        // TCA_RED_PARMS, TCA_CHOKE_PARMS, TCA_GRED_PARMS: the last has a structure of its own. That of sfq stands within its options.
        options.withUnsafeBytes { options in
            let found = unit == .flowBytes ? Payload(options).slice(28, 16) : Payload(options).attributes[attribute: 1]
            guard let structure = found, let limit: UInt32 = structure.number(), let max: UInt32 = structure.number(at: 8),
                let ewmaLog: UInt8 = structure.number(at: structure.count > 20 ? 40 : 12)
            else { return false }
            return 32 - max.leadingZeroBitCount + Int(ewmaLog) >= 32 || (unit == .packets && limit >= 128 << 10)
        }
    }

    /// From the usual to the absurd.
    private static func intent(_ generator: inout ModelGenerator, _ unit: REDIntent.Unit, needsThresholds: Bool) -> (words: String, intent: REDIntent) {
        func size(_ bits: ClosedRange<Int>, _ generator: inout ModelGenerator) -> UInt64 {
            let width = Int.random(in: bits, using: &generator.random)
            return UInt64.random(in: (1 << UInt64(width - 1))...((1 << UInt64(width)) - 1), using: &generator.random)
        }
        let packet = generator.one(of: [1000, 1000, 1500, 512, 64, 9000, size(1...14, &generator)])
        var intent = REDIntent(unit, limit: size(unit == .packets ? (generator.chance(10) ? 2...19 : 6...14) : 10...28, &generator), averagePacket: packet)
        var words = ["limit \(intent.limit)", "avpkt \(packet)"]
        if needsThresholds || generator.chance(70) {
            intent.min = Swift.max(1, intent.limit / UInt64.random(in: 2...40, using: &generator.random))
            words.append("min \(intent.min)")
        }
        if needsThresholds || generator.chance(70) {
            intent.max = generator.chance(10) ? size(3...24, &generator) : Swift.max(1, intent.min * UInt64.random(in: 1...4, using: &generator.random))
            words.append("max \(intent.max)")
        }
        if generator.chance(60) {
            let packets = unit == .packets ? intent.min : intent.min / packet
            intent.burst = UInt32(clamping: packets + size(1...12, &generator))
            if generator.chance(15) { intent.burst = UInt32(size(1...20, &generator)) }
            words.append("burst \(intent.burst)")
        }
        if generator.chance(80) {
            let text = generator.one(of: ["0.02", "0.1", "0.5", "1", "0.001", "0.00001", "0", "1.5", "-0.1", "0.0\(generator.below(99999) + 1)", "0.\(generator.below(99999) + 1)"])
            intent.probability = Double(text) ?? 0
            words.append("probability \(text)")
        }
        if unit != .flowBytes, unit == .packets || generator.chance(80) {
            intent.bandwidth = generator.one(of: [.mbit(10), .kbit(64), .mbit(1), .mbit(100), .gbit(1), .gbit(10), .bytes(perSecond: size(8...31, &generator))])
            words.append("bandwidth \(intent.bandwidth.bytesPerSecond)bps")
        }
        if generator.chance(30) {
            intent.flags = .ecn
            words.append("ecn")
        }
        return (words.joined(separator: " "), intent)
    }

    /// The options that stock tc sends for a command; nil where it refuses it.
    private static func sent(_ command: String) throws -> [UInt8]? {
        let output = try shell("strace -qq -e trace=sendmsg -e write=all -o /dev/fd/1 tc \(command) 2>/dev/null; true").output
        var bytes: [UInt8] = []
        var isMessage = false
        for line in output.split(separator: "\n") {
            if line.hasPrefix("sendmsg(") { (isMessage, bytes) = (line.contains("RTM_NEWQDISC"), isMessage ? bytes : []) }
            guard isMessage, line.hasPrefix(" | ") else { continue }
            bytes += line.dropFirst(" | 00000  ".count).prefix(49).split(separator: " ").compactMap { UInt8($0, radix: 16) }
        }
        guard bytes.count > 36 else { return nil }
        return Array(bytes[36...]).attributes[2]
    }
}

private enum Strace {
    static let isThere = (try? shell("strace -o /dev/null true").status == 0) == true
}

extension [UInt8] {
    /// The attributes that they are, by their numbers.
    fileprivate var attributes: [Int: [UInt8]] {
        withUnsafeBytes { Dictionary(Payload($0).attributes.map { ($0.type, $0.payload.array) }, uniquingKeysWith: { first, _ in first }) }
    }
}
