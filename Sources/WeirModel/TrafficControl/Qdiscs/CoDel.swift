extension Qdisc {
    /// Controlled delay.
    public struct CoDel: TrafficOptions {
        public static let kind = "codel"
        /// Packets.
        public var limit: UInt32?
        /// The delay that is accepted; microseconds count.
        public var target: TimeSpan?
        public var interval: TimeSpan?
        public var ecn: Bool?
        /// The delay from which packets are marked; nil is never.
        public var ceThreshold: TimeSpan?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.limit = limit ?? 1000
            copy.target = (target ?? .milliseconds(5)).held(inUnitsOf: 1024)
            copy.interval = (interval ?? .milliseconds(100)).held(inUnitsOf: 1024)
            copy.ecn = ecn ?? false
            copy.ceThreshold = ceThreshold?.held(inUnitsOf: 1024)
            return copy
        }
    }

    /// Fair queueing with controlled delay.
    public struct FQCoDel: TrafficOptions {
        public static let kind = "fq_codel"
        /// Packets.
        public var limit: UInt32?
        public var flows: UInt32?
        /// The delay that is accepted; microseconds count.
        public var target: TimeSpan?
        public var interval: TimeSpan?
        public var quantum: ByteSize?
        public var ecn: Bool?
        /// The delay from which packets are marked; nil is never.
        public var ceThreshold: TimeSpan?
        /// Which DS fields `ceThreshold` is for.
        public var ceThresholdSelector: UInt8?
        public var ceThresholdMask: UInt8?
        public var memoryLimit: ByteSize?
        /// Packets dropped at a time when the limit is passed.
        public var dropBatch: UInt32?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.limit = limit ?? 10240
            copy.flows = flows ?? 1024
            copy.target = (target ?? .milliseconds(5)).held(inUnitsOf: 1024)
            copy.interval = (interval ?? .milliseconds(100)).held(inUnitsOf: 1024)
            copy.quantum = link.heldQuantum(quantum)
            copy.ecn = ecn ?? true
            copy.ceThreshold = ceThreshold?.held(inUnitsOf: 1024)
            copy.ceThresholdSelector = ceThreshold == nil ? nil : ceThresholdSelector ?? 0
            copy.ceThresholdMask = ceThreshold == nil ? nil : ceThresholdMask ?? 0
            copy.memoryLimit = memoryLimit.map { min($0, .bytes(1 << 31)) } ?? .mib(32)
            copy.dropBatch = max(dropBatch ?? 64, 1)
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? {
            other.flows != nil && flows != other.flows ? "the number of flows is fixed once packets flow" : nil
        }
    }
}
