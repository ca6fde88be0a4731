extension Qdisc {
    /// Random early detection.
    public struct RED: TrafficOptions {
        public static let kind = "red"
        /// The thresholds and the probability. `.red(limit:averagePacket:)` computes them.
        public var parameters = REDParameters()
        /// The block of filters that see early drops: tc's `qevent early_drop block`.
        public var earlyDropBlock: UInt32?
        /// The block of filters that see marked packets: tc's `qevent mark block`.
        public var markBlock: UInt32?
        private enum CodingKeys: String, CodingKey { case parameters, earlyDropBlock, markBlock }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.parameters = parameters.canonical
            return copy
        }
    }
}

/// The parameters that red, gred, choke and sfq share, as the kernel holds them.
public struct REDParameters: Codable, Hashable, Sendable {
    /// The bytes that may wait; for choke, packets: tc's `limit`.
    public var limit: UInt32 = 0
    /// The average queue length from which packets are dropped or marked by chance: tc's `min`. In the unit of `limit`.
    public var min: UInt32 = 0
    /// The average queue length from which the probability is largest: tc's `max`. In the unit of `limit`.
    public var max: UInt32 = 0
    /// Binary logarithm of the average's weight (`Wlog`).
    public var ewmaLog: UInt8 = 0
    /// Binary logarithm of (max - min) / probability (`Plog`).
    public var probabilityLog: UInt8 = 0
    /// Binary logarithm of a cell of the idle damping table (`Scell_log`).
    public var idleCellLog: UInt8 = 0
    /// The largest drop probability, as a fraction of 2^32; 0 follows `probabilityLog`.
    public var probability: UInt32?
    /// tc's `ecn`, `harddrop`, `adaptive`, `nodrop`.
    public var flags: REDFlags = []
    /// The size of an average packet in bytes: tc's `avpkt`. With `bandwidth`, the idle damping table is computed from it; the kernel does
    /// not return the table.
    public var averagePacket: UInt32?
    /// The rate at which an idle queue would have drained: tc's `bandwidth`.
    public var bandwidth: BitRate?
    /// The terms of tc, as an author wrote them. Lowering computes the numbers from these; until then they are 0.
    public var intent: REDIntent?

    public init(
        limit: UInt32 = 0, min: UInt32 = 0, max: UInt32 = 0, ewmaLog: UInt8 = 0, probabilityLog: UInt8 = 0, idleCellLog: UInt8 = 0,
        probability: UInt32? = nil, flags: REDFlags = [], averagePacket: UInt32? = nil, bandwidth: BitRate? = nil
    ) {
        self.limit = limit
        self.min = min
        self.max = max
        self.ewmaLog = ewmaLog
        self.probabilityLog = probabilityLog
        self.idleCellLog = idleCellLog
        self.probability = probability
        self.flags = flags
        self.averagePacket = averagePacket
        self.bandwidth = bandwidth
    }

    public init(_ intent: REDIntent) { self.intent = intent }

    var canonical: REDParameters {
        var copy = self
        copy.idleCellLog = damping.cellLog
        copy.averagePacket = nil
        copy.bandwidth = nil
        copy.intent = nil
        if (probability ?? 0) == 0 {
            // red_set_parms
            let span = Swift.max(1, max > min ? max - min : 0)
            copy.probability = (UInt32.max >> UInt32(Swift.min(probabilityLog, 31))) &* span
        }
        return copy
    }
}

/// Flags of random early detection: `TC_RED_*` of linux/pkt_sched.h.
public struct REDFlags: OptionSet, Codable, Hashable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Marks packets instead of dropping them: tc's `ecn`.
    public static let ecn = REDFlags(rawValue: 1)
    /// Above `max`, drops packets that could be marked: tc's `harddrop`.
    public static let harddrop = REDFlags(rawValue: 2)
    /// Adapts the probability to the traffic: tc's `adaptive`.
    public static let adaptive = REDFlags(rawValue: 4)
    /// Queues packets that can't be marked instead of dropping them: tc's `nodrop`.
    public static let nodrop = REDFlags(rawValue: 8)
}
