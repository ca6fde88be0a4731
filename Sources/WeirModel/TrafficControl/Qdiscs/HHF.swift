extension Qdisc {
    /// Heavy-hitter filter.
    public struct HHF: TrafficOptions {
        public static let kind = "hhf"
        /// The packets that may wait: tc's `limit`. 1000 by default.
        public var limit: UInt32?
        /// The bytes that may be sent per round: tc's `quantum`. A full frame by default: MTU and link-layer header.
        public var quantum: ByteSize?
        /// The number of large flows that are tracked: tc's `hh_limit`. 2048 by default.
        public var heavyHitterLimit: UInt32?
        /// The time after which the counters of flows start again: tc's `reset_timeout`. 40 ms by default.
        public var resetTimeout: TimeSpan?
        /// The bytes within that time from which a flow is large: tc's `admit_bytes`. 128 KiB by default.
        public var admitBytes: ByteSize?
        /// The idle time after which a large flow is forgotten: tc's `evict_timeout`. 1 s by default.
        public var evictTimeout: TimeSpan?
        /// The weight of small flows against large ones: tc's `non_hh_weight`. 2 by default.
        public var nonHeavyHitterWeight: UInt32?
        private enum CodingKeys: String, CodingKey {
            case limit, quantum, heavyHitterLimit, resetTimeout, admitBytes, evictTimeout, nonHeavyHitterWeight
        }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.limit = limit ?? 1000
            copy.quantum = link.heldQuantum(quantum)
            copy.heavyHitterLimit = heavyHitterLimit ?? 2048
            copy.resetTimeout = (resetTimeout ?? .milliseconds(40)).held(inJiffies: link.jiffy)
            copy.admitBytes = admitBytes ?? .kib(128)
            copy.evictTimeout = (evictTimeout ?? .seconds(1)).held(inJiffies: link.jiffy)
            copy.nonHeavyHitterWeight = nonHeavyHitterWeight ?? 2
            return copy
        }
    }
}
