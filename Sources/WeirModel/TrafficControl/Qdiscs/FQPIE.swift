extension Qdisc {
    /// Fair queueing with PIE on each flow.
    public struct FQPIE: TrafficOptions {
        public static let kind = "fq_pie"
        /// The packets that may wait in all flows together: tc's `limit`. 10240 by default.
        public var limit: UInt32?
        /// The number of queues that flows are hashed to: tc's `flows`. 1024 by default; fixed once the qdisc exists.
        public var flows: UInt32?
        /// The queueing delay that is aimed at: tc's `target`. 15 ms by default; the kernel counts units of 64 ns.
        public var target: TimeSpan?
        /// The time between computations of the drop probability: tc's `tupdate`. 15 ms by default.
        public var tupdate: TimeSpan?
        /// The weight of the delay's distance from `target`, 0 to 32: tc's `alpha`. 2 by default.
        public var alpha: UInt32?
        /// The weight of the delay's trend, 0 to 32: tc's `beta`. 20 by default.
        public var beta: UInt32?
        /// The bytes that a flow may send per round: tc's `quantum`. A full frame by default: MTU and link-layer header.
        public var quantum: ByteSize?
        /// The memory that waiting packets may take: tc's `memory_limit`. 32 MiB by default.
        public var memoryLimit: ByteSize?
        /// The drop probability, in per cent, up to which packets are marked instead of dropped: tc's `ecn_prob`. 10 by default.
        public var ecnProbability: UInt32?
        /// Whether packets are marked instead of dropped: tc's `ecn`, `noecn`. Off by default.
        public var ecn: Bool?
        /// Whether the drop probability grows with a packet's length: tc's `bytemode`, `nobytemode`. Off by default.
        public var bytemode: Bool?
        /// Whether the delay is estimated from the rate of departure instead of timestamps: tc's `dq_rate_estimator`. Off by default.
        public var dqRateEstimator: Bool?
        private enum CodingKeys: String, CodingKey {
            case limit, flows, target, tupdate, alpha, beta, quantum, memoryLimit, ecnProbability, ecn, bytemode, dqRateEstimator
        }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
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
