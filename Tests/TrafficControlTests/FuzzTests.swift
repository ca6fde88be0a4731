import CNl
import Documents
import ModelGenerators
import Netlink
import Planning
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// Messages that begin as true ones, of every kind that has a case, and are then damaged: every decoder survives every one, and what it
/// reads can be sent.
@Suite(.tags(.pure)) struct FuzzTests {
    private static let perPart = Seeded.rounds(12_000)

    @Test(arguments: 0..<8) func decodersSurviveDamage(_ part: Int) throws {
        let originals = try Self.originals()
        var random = Seeded(UInt64(part) &* 7919 &+ 1)
        var read = 0
        for _ in 0..<Self.perPart {
            var bytes = originals[Int(random.next() % UInt64(originals.count))]
            Self.damage(&bytes, &random)
            if Self.decodeAndEncode(bytes) { read += 1 }
        }
        #expect(read > Self.perPart / 10)
    }

    @Test func undamagedMessagesAreReadAsTheyWereWritten() throws {
        for bytes in try Self.originals() { #expect(Self.decodeAndEncode(bytes)) }
    }

    @Test func thereAreMessagesToDamage() throws { #expect(try Self.originals().count > 150) }

    /// One message for each object of the cases' models: what is sent has the form of what is dumped.
    private static func originals() throws -> [[UInt8]] {
        var names = InterfaceTable()
        for (index, name) in ["lo", "d0", "d1"].enumerated() { names.add(name, UInt32(index + 1)) }
        let live = LinkConfiguration("d0", facts: LinkDefaults(transmitQueues: 8))
        return try Cases.all.compactMap { $0.model?() }.flatMap { TrafficControlPlan(desired: [$0], live: [live]).steps }
            .flatMap { try messages($0.requests(names)) }
    }

    /// Whether anything could be read. What was read, written and read again is the same.
    private static func decodeAndEncode(_ bytes: [UInt8]) -> Bool {
        var names = InterfaceTable()
        for (index, name) in ["lo", "d0", "d1"].enumerated() { names.add(name, UInt32(index + 1)) }
        var hasRead = false
        for value in values(bytes, names) {
            hasRead = true
            let step = TrafficControlStep(link: "d0", .add, value)
            if let sent = try? step.requests(names) { _ = values(sent, names) }
            _ = try? Document.encode(HostState(links: [link(of: value)]), as: .json)
            // Both ways to compare: as wanted, and as found.
            let link = link(of: value)
            let other = LinkConfiguration("d0", qdiscs: [Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc)])
            _ = TrafficControlPlan(desired: [link], live: [link, other]).text
            _ = TrafficControlPlan(desired: [other], live: [link]).text
        }
        return hasRead
    }

    /// Messages that stand one behind the other.
    private static func messages(_ bytes: [UInt8]) -> [[UInt8]] {
        var start = 0
        return bytes.withUnsafeBytes { MessageSequence($0).map(\.payload.count) }.map { count in
            defer { start += (Message.headerSize + count + 3) & ~3 }
            return Array(bytes[start..<start + (Message.headerSize + count + 3) & ~3])
        }
    }

    /// The objects that messages hold.
    private static func values(_ bytes: [UInt8], _ names: InterfaceTable) -> [TrafficControlObject] {
        bytes.withUnsafeBytes { bytes in
            MessageSequence(bytes).compactMap { message in
                _ = Acknowledgement(message)
                return ReceivedObject(message).flatMap { value($0, of: message.type, names) }
            }
        }
    }

    private static func value(_ object: ReceivedObject, of type: UInt16, _ names: InterfaceTable) -> TrafficControlObject? {
        switch Int(type) {
        case Int(RTM_NEWQDISC): Qdisc(object, names: names).map { .qdisc($0) }
        case Int(RTM_NEWTCLASS): TrafficClass(object, names: names).map { .trafficClass($0) }
        case Int(RTM_NEWCHAIN): FilterChain(object, on: .parent(.ingress), names: names).map { .chain($0) }
        default: Filter(object, on: .parent(.ingress), names: names).flatMap { U32Tables.normalised([$0]).first }.map { .filter($0) }
        }
    }

    private static func link(of object: TrafficControlObject) -> LinkConfiguration {
        switch object {
        case .qdisc(let qdisc): LinkConfiguration("d0", qdiscs: [qdisc])
        case .trafficClass(let found): LinkConfiguration("d0", classes: [found])
        case .chain(let chain): LinkConfiguration("d0", chains: [chain])
        case .filter(let filter): LinkConfiguration("d0", filters: [filter])
        case .action: LinkConfiguration("d0")
        }
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout Seeded) {
        // The header is the transport's: struct nlmsghdr and struct tcmsg are left alone.
        let start = 36
        for _ in 0...(random.next() % 4) where bytes.count > start {
            let place = start + Int(random.next() % UInt64(bytes.count - start))
            switch random.next() % 6 {
            case 0: bytes[place] ^= 1 << UInt8(random.next() % 8)
            case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 2: bytes[place] = random.next() % 2 == 0 ? 0 : 0xff
            case 3: bytes[place & ~3] = UInt8(truncatingIfNeeded: random.next() % 40)  // a length or a type
            case 4: bytes.removeLast(min(bytes.count - start, Int(random.next() % 24)))
            default:
                let from = start + Int(random.next() % UInt64(bytes.count - start))
                let length = min(bytes.count - max(from, place), Int(random.next() % 16))
                for offset in 0..<max(0, length) { bytes[place + offset] = bytes[from + offset] }
            }
        }
        let length = UInt32(bytes.count)
        withUnsafeBytes(of: length) { for (place, byte) in $0.enumerated() { bytes[place] = byte } }
    }
}
