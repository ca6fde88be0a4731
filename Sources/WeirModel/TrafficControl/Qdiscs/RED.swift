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
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.parameters = parameters.canonical
            return copy
        }
    }

    /// Random early detection with the choke of greedy flows; limits are packets.
    public struct Choke: TrafficOptions {
        public static let kind = "choke"
        /// The thresholds and the probability. `.choke(limit:bandwidth:)` computes them.
        public var parameters = REDParameters()
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.parameters = parameters.canonical
            return copy
        }
    }

    /// Generic random early detection: virtual queues, chosen by tc_index.
    public struct GRED: TrafficOptions {
        public static let kind = "gred"

        /// A virtual queue: tc's `vq`.
        public struct VirtualQueue: Codable, Hashable, Sendable {
            /// The `tc_index` of its packets: tc's `vq`.
            public var index: UInt32
            /// The thresholds and the probability.
            public var parameters: REDParameters
            /// The priority with `grio`, 1 highest: tc's `prio`.
            public var priority: UInt8?
            public init(index: UInt32, parameters: REDParameters, priority: UInt8? = nil) {
                self.index = index
                self.parameters = parameters
                self.priority = priority
            }
        }

        /// The number of virtual queues, 16 at most: tc's `vqs`.
        public var queues: UInt32 = 0
        /// The virtual queue of packets that name none: tc's `default`.
        public var defaultQueue: UInt32 = 0
        /// Whether virtual queues have priorities: tc's `grio`. Off by default.
        public var grio: Bool?
        /// Flags of all virtual queues: tc's `ecn`, `harddrop`.
        public var flags: REDFlags?
        /// The bytes that may wait in all virtual queues together: tc's `limit`.
        public var limit: ByteSize?
        /// The virtual queues. `VirtualQueue(0, limit: …)` of `.gred(queues:default:)` computes one.
        public var virtualQueues: [VirtualQueue] = []
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.grio = grio ?? false
            copy.flags = flags ?? []
            copy.limit = limit ?? ByteSize(bytes: UInt64(link.transmitQueueLength) * link.frameSize.bytes)
            copy.virtualQueues.sort { $0.index < $1.index }
            for index in copy.virtualQueues.indices {
                var parameters = copy.virtualQueues[index].parameters.canonical
                // A queue's limit is at most the limit of all queues.
                parameters.limit = Swift.min(parameters.limit, UInt32(clamping: copy.limit?.bytes ?? .max))
                copy.virtualQueues[index].parameters = parameters
                copy.virtualQueues[index].priority = copy.priority(at: index)
            }
            return copy
        }

        /// A queue without a priority gets the default queue's, where that is there before it, else GRED_DEF_PRIO.
        private func priority(at index: Int) -> UInt8 {
            let usual: UInt8 = 8
            guard grio == true else { return usual }
            if let said = virtualQueues[index].priority, said != 0 { return said }
            return virtualQueues[..<index].first { $0.index == defaultQueue }?.priority ?? usual
        }
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "gred can't change its virtual queues in place" }
    }
}
