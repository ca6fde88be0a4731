extension Qdisc {
    /// Proportional integral controller-enhanced.
    public struct PIE: TrafficOptions {
        public static let kind = "pie"
        /// Packets.
        public var limit: UInt32?
        /// The delay that is aimed at; microseconds count.
        public var target: TimeSpan?
        /// How often the probability is computed.
        public var tupdate: TimeSpan?
        public var alpha: UInt32?
        public var beta: UInt32?
        public var ecn: Bool?
        public var bytemode: Bool?
        /// Whether the delay is estimated from the rate of departure, not from timestamps.
        public var dqRateEstimator: Bool?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.limit = limit ?? 1000
            copy.target = (target ?? .milliseconds(15)).held(inUnitsOf: 64)
            copy.tupdate = (tupdate ?? .milliseconds(15)).held(inJiffies: link.jiffy)
            copy.alpha = alpha ?? 2
            copy.beta = beta ?? 20
            copy.ecn = ecn ?? false
            copy.bytemode = bytemode ?? false
            copy.dqRateEstimator = dqRateEstimator ?? false
            return copy
        }
    }

    /// Fair queueing with PIE on each flow.
    public struct FQPIE: TrafficOptions {
        public static let kind = "fq_pie"
        /// Packets.
        public var limit: UInt32?
        public var flows: UInt32?
        /// The delay that is aimed at; microseconds count.
        public var target: TimeSpan?
        public var tupdate: TimeSpan?
        public var alpha: UInt32?
        public var beta: UInt32?
        public var quantum: ByteSize?
        public var memoryLimit: ByteSize?
        /// Per cent of drop probability up to which packets are marked, not dropped.
        public var ecnProbability: UInt32?
        public var ecn: Bool?
        public var bytemode: Bool?
        public var dqRateEstimator: Bool?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.limit = limit ?? 10240
            copy.flows = flows ?? 1024
            copy.target = (target ?? .milliseconds(15)).held(inUnitsOf: 64)
            copy.tupdate = (tupdate ?? .milliseconds(15)).held(inJiffies: link.jiffy)
            copy.alpha = alpha ?? 2
            copy.beta = beta ?? 20
            copy.quantum = link.heldQuantum(quantum)
            copy.memoryLimit = memoryLimit ?? .mib(32)
            copy.ecnProbability = ecnProbability ?? 10
            copy.ecn = ecn ?? false
            copy.bytemode = bytemode ?? false
            copy.dqRateEstimator = dqRateEstimator ?? false
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? {
            other.flows != nil && flows != other.flows ? "the number of flows is fixed once packets flow" : nil
        }
    }
}
