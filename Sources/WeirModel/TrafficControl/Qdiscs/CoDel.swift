extension Qdisc {
    /// Controlled delay.
    public struct CoDel: TrafficOptions {
        public static let kind = "codel"
        /// The packets that may wait: tc's `limit`. 1000 by default.
        public var limit: UInt32?
        /// The acceptable standing delay: tc's `target`. 5 ms by default; the kernel counts units of 1024 ns.
        public var target: TimeSpan?
        /// The time within which the delay has to fall below `target`, a worst-case round trip: tc's `interval`. 100 ms by default.
        public var interval: TimeSpan?
        /// Whether packets are marked instead of dropped: tc's `ecn`, `noecn`. Off by default.
        public var ecn: Bool?
        /// The delay above which packets are marked with congestion experienced: tc's `ce_threshold`. `nil` turns it off.
        public var ceThreshold: TimeSpan?
        private enum CodingKeys: String, CodingKey { case limit, target, interval, ecn, ceThreshold }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.limit = limit ?? 1000
            copy.target = (target ?? .milliseconds(5)).held(inUnitsOf: 1024)
            copy.interval = (interval ?? .milliseconds(100)).held(inUnitsOf: 1024)
            copy.ecn = ecn ?? false
            copy.ceThreshold = ceThreshold?.held(inUnitsOf: 1024)
            return copy
        }
    }
}
