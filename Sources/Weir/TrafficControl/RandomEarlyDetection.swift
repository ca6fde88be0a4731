public import WeirModel

/// Flags of random early detection: tc's `ecn`, `harddrop`, `adaptive`, `nodrop`. See tc-red(8).
public typealias REDFlags = WeirModel.REDFlags
/// Random early detection in the kernel's terms, as `.red(limit:…)` and `.flow(limit:…)` compute them.
public typealias REDParameters = WeirModel.REDParameters

// Random early detection in the terms of tc.
extension QdiscKind {
    /// Random early detection: `.red(limit: .kib(400), min: .kib(30), max: .kib(90), averagePacket: .bytes(1000), burst: 55, bandwidth:
    /// .mbit(10))`.
    ///
    /// - Parameters:
    ///   - limit: the bytes that may wait.
    ///   - min, max: the average length from which packets are dropped or marked by chance, and from which all are. By default max is three
    ///     times min, or a quarter of the limit; min is a third of max.
    ///   - averagePacket: the size of an average packet: tc's `avpkt`.
    ///   - burst: the number of packets that may arrive at once before the average follows; by default computed from min and max.
    ///   - probability: the probability of a drop at max, from 0 to 1.
    ///   - bandwidth: the link's rate, at which the average of an idle queue falls.
    ///   - flags: `[.ecn, .harddrop, .adaptive, .nodrop]`
    ///   - earlyDropBlock, markBlock: blocks of filters that see early drops and marked packets: tc's `qevent`.
    public static func red(
        limit: ByteSize, min: ByteSize? = nil, max: ByteSize? = nil, averagePacket: ByteSize, burst: UInt32? = nil,
        probability: Double = 0.02,
        bandwidth: BitRate = .mbit(10), flags: REDFlags = [], earlyDropBlock: UInt32? = nil, markBlock: UInt32? = nil,
        offload: Offload? = nil
    ) -> QdiscKind {
        var intent = REDIntent(.bytes, limit: limit.bytes, averagePacket: averagePacket.bytes)
        (intent.min, intent.max, intent.burst) = (min?.bytes ?? 0, max?.bytes ?? 0, burst ?? 0)
        (intent.probability, intent.bandwidth, intent.flags) = (probability, bandwidth, flags)
        return red(offload: offload) {
            $0.parameters = REDParameters(intent)
            ($0.earlyDropBlock, $0.markBlock) = (earlyDropBlock, markBlock)
        }
    }

    /// Random early detection that also drops waiting packets of the same flow: limit, min, max and burst are packets.
    ///
    /// - Parameters:
    ///   - min, max: by default, max is a quarter of the limit, and min a third of max.
    ///   - averagePacket: the size of an average packet: tc's `avpkt`.
    ///   - burst: the number of packets that may arrive at once before the average follows; by default computed from min and max.
    ///   - probability: the probability of a drop at max, from 0 to 1.
    ///   - bandwidth: the link's rate, at which the average of an idle queue falls.
    ///   - flags: `.ecn`
    public static func choke(
        limit: UInt32, min: UInt32? = nil, max: UInt32? = nil, averagePacket: ByteSize = .bytes(1000), burst: UInt32? = nil,
        probability: Double = 0.02,
        bandwidth: BitRate, flags: REDFlags = []
    ) -> QdiscKind {
        var intent = REDIntent(.packets, limit: UInt64(limit), averagePacket: averagePacket.bytes)
        (intent.min, intent.max, intent.burst) = (UInt64(min ?? 0), UInt64(max ?? 0), burst ?? 0)
        (intent.probability, intent.bandwidth, intent.flags) = (probability, bandwidth, flags)
        return choke { $0.parameters = REDParameters(intent) }
    }

    /// Random early detection by virtual queues, which a packet's `tc_index` chooses: `.gred(queues: 2, default: 1, VirtualQueue(0, limit:
    /// .kib(60), min: .kib(15), max: .kib(25), averagePacket: .bytes(1000)))`.
    ///
    /// - Parameters:
    ///   - queues: the number of virtual queues, 16 at most.
    ///   - default: the queue of packets that name none.
    ///   - grio: whether queues have priorities, so that those above count for those below.
    ///   - limit: the bytes that may wait in all queues together.
    ///   - flags: flags of all queues, `[.ecn, .harddrop]`; with any, no queue can have separate ones.
    public static func gred(
        queues: UInt32, default defaultQueue: UInt32, grio: Bool = false, limit: ByteSize? = nil, flags: REDFlags = [],
        offload: Offload? = nil,
        _ virtualQueues: VirtualQueue...
    ) -> QdiscKind {
        // MAX_DPs
        if queues == 0 || queues > 16 { PendingDiagnostics.leave(.red, "gred has 1 to 16 virtual queues, not \(queues)") }
        if defaultQueue >= queues {
            PendingDiagnostics.leave(.red, "gred's default queue is \(defaultQueue), and there are \(queues), from 0 on")
        }
        for queue in virtualQueues {
            func leave(_ message: String, help: String? = nil) {
                PendingDiagnostics.leave(.red, "\(queue.words) \(message)", help: help, at: queue.location)
            }
            if queue.index >= queues { leave("is one too many: there are \(queues), from 0 on") }
            if flags != [], queue.intent.flags != [] {
                leave("has flags, and so has gred itself", help: "the kernel takes either: leave out one of them")
            }
            if queue.priority != nil, !grio { leave("has a priority, and gred has none", help: "`grio: true` gives its queues priorities") }
        }
        return gred(offload: offload) {
            ($0.queues, $0.defaultQueue, $0.limit) = (queues, defaultQueue, limit)
            ($0.grio, $0.flags) = (grio ? true : nil, flags == [] ? nil : flags)
            $0.virtualQueues = virtualQueues.map(\.model)
        }
    }
}

extension REDParameters {
    /// Random early detection within each flow of sfq: `.sfq { $0.red = .flow(limit: .bytes(100_000), min: .bytes(8000), max:
    /// .bytes(60000)) }`.
    ///
    /// - Parameters:
    ///   - limit: the bytes of a flow that may wait: tc's `redflowlimit`.
    ///   - min, max: by default, max is a quarter of the limit, and min a third of max.
    ///   - averagePacket: the size of an average packet: tc's `avpkt`.
    ///   - burst: the number of packets that may arrive at once before the average follows; by default computed from min and max.
    ///   - probability: the probability of a drop at max, from 0 to 1.
    ///   - flags: `[.ecn, .harddrop]`
    public static func flow(
        limit: ByteSize, min: ByteSize? = nil, max: ByteSize? = nil, averagePacket: ByteSize = .bytes(1000), burst: UInt32? = nil,
        probability: Double = 0.02,
        flags: REDFlags = []
    ) -> REDParameters {
        var intent = REDIntent(.flowBytes, limit: limit.bytes, averagePacket: averagePacket.bytes)
        (intent.min, intent.max, intent.burst) = (min?.bytes ?? 0, max?.bytes ?? 0, burst ?? 0)
        (intent.probability, intent.flags) = (probability, flags)
        return REDParameters(intent)
    }
}

/// A virtual queue of gred, in tc's terms: tc's `gred vq`.
public struct VirtualQueue: Sendable {
    let index: UInt32
    let priority: UInt8?
    let intent: REDIntent
    let location: SourceLocation

    /// - Parameters:
    ///   - index: the `tc_index` of its packets.
    ///   - min, max: the average length from which packets are dropped or marked by chance, and from which all are.
    ///   - averagePacket: the size of an average packet: tc's `avpkt`.
    ///   - burst: the number of packets that may arrive at once before the average follows; by default computed from min and max.
    ///   - probability: the probability of a drop at max, from 0 to 1.
    ///   - bandwidth: the link's rate, at which the average of an idle queue falls.
    ///   - priority: with `grio`; 1 is the highest.
    public init(
        _ index: UInt32, limit: ByteSize, min: ByteSize, max: ByteSize, averagePacket: ByteSize, burst: UInt32? = nil,
        probability: Double = 0.02,
        bandwidth: BitRate = .mbit(10), flags: REDFlags = [], priority: UInt8? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column
    ) {
        var intent = REDIntent(.bytes, limit: limit.bytes, averagePacket: averagePacket.bytes)
        (intent.min, intent.max, intent.burst) = (min.bytes, max.bytes, burst ?? 0)
        (intent.probability, intent.bandwidth, intent.flags) = (probability, bandwidth, flags)
        self.index = index
        self.priority = priority
        location = here(file, line, column)
        intent.at = Located(location)
        self.intent = intent
    }

    fileprivate var words: String { "virtual queue \(index) of gred" }

    fileprivate var model: Qdisc.GRED.VirtualQueue {
        Qdisc.GRED.VirtualQueue(index: index, parameters: REDParameters(intent), priority: priority)
    }
}
