/// The parameters that red, gred, choke and sfq share, as the kernel holds them.
public struct REDParameters: Codable, Hashable, Sendable {
    /// Bytes; packets for choke.
    public var limit: UInt32 = 0
    public var min: UInt32 = 0
    public var max: UInt32 = 0
    /// Binary logarithm of the average's weight (`Wlog`).
    public var ewmaLog: UInt8 = 0
    /// Binary logarithm of (max - min) / probability (`Plog`).
    public var probabilityLog: UInt8 = 0
    /// Binary logarithm of a cell of the idle damping table (`Scell_log`).
    public var idleCellLog: UInt8 = 0
    /// The largest drop probability, as a fraction of 2^32; 0 follows `probabilityLog`.
    public var probability: UInt32?
    public var flags: REDFlags = []
    /// An average packet, and the rate at which an idle queue would have drained: from these the idle damping table is computed.
    /// The kernel does not give the table back.
    public var averagePacket: UInt32?
    public var bandwidth: BitRate?

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

    var canonical: REDParameters {
        var copy = self
        copy.idleCellLog = damping.cellLog
        copy.averagePacket = nil
        copy.bandwidth = nil
        if (probability ?? 0) == 0 {
            // red_set_parms
            let span = Swift.max(1, max > min ? max - min : 0)
            copy.probability = (UInt32.max >> UInt32(Swift.min(probabilityLog, 31))) &* span
        }
        return copy
    }
}

public struct REDFlags: OptionSet, Codable, Hashable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let ecn = REDFlags(rawValue: 1)
    public static let harddrop = REDFlags(rawValue: 2)
    public static let adaptive = REDFlags(rawValue: 4)
    public static let nodrop = REDFlags(rawValue: 8)
}

extension Qdisc {
    /// Random early detection.
    public struct RED: TrafficOptions {
        public static let kind = "red"
        public var parameters = REDParameters()
        /// Filter blocks that see early drops and marked packets.
        public var earlyDropBlock: UInt32?
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

        public struct VirtualQueue: Codable, Hashable, Sendable {
            public var index: UInt32
            public var parameters: REDParameters
            /// With grio: the priority of this queue.
            public var priority: UInt8?
            public init(index: UInt32, parameters: REDParameters, priority: UInt8? = nil) {
                self.index = index
                self.parameters = parameters
                self.priority = priority
            }
        }

        /// How many virtual queues there can be.
        public var queues: UInt32 = 0
        public var defaultQueue: UInt32 = 0
        /// Whether queues have priorities.
        public var grio: Bool?
        public var flags: REDFlags?
        /// Bytes of all queues together.
        public var limit: ByteSize?
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
                // What a queue has for itself is no more than what all have together.
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
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "gred's virtual queues are set up anew" }
    }
}
