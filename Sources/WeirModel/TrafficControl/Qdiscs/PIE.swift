extension Qdisc {
    /// Proportional integral controller-enhanced.
    public struct PIE: TrafficOptions {
        public static let kind = "pie"
        /// The packets that may wait: tc's `limit`. 1000 by default.
        public var limit: UInt32?
        /// The queueing delay that is aimed at: tc's `target`. 15 ms by default; the kernel counts units of 64 ns.
        public var target: TimeSpan?
        /// The time between computations of the drop probability: tc's `tupdate`. 15 ms by default.
        public var tupdate: TimeSpan?
        /// The weight of the delay's distance from `target`, 0 to 32: tc's `alpha`. 2 by default.
        public var alpha: UInt32?
        /// The weight of the delay's trend, 0 to 32: tc's `beta`. 20 by default.
        public var beta: UInt32?
        /// Whether packets are marked instead of dropped: tc's `ecn`, `noecn`. Off by default.
        public var ecn: Bool?
        /// Whether the drop probability grows with a packet's length: tc's `bytemode`, `nobytemode`. Off by default.
        public var bytemode: Bool?
        /// Whether the delay is estimated from the rate of departure instead of timestamps: tc's `dq_rate_estimator`. Off by default.
        public var dqRateEstimator: Bool?
        private enum CodingKeys: String, CodingKey { case limit, target, tupdate, alpha, beta, ecn, bytemode, dqRateEstimator }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
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
}
