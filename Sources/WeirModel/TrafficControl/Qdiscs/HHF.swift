extension Qdisc {
    /// Heavy-hitter filter.
    public struct HHF: TrafficOptions {
        public static let kind = "hhf"
        /// Packets.
        public var limit: UInt32?
        public var quantum: ByteSize?
        /// Heavy hitters that are tracked.
        public var heavyHitterLimit: UInt32?
        public var resetTimeout: TimeSpan?
        public var admitBytes: ByteSize?
        public var evictTimeout: TimeSpan?
        public var nonHeavyHitterWeight: UInt32?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
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
