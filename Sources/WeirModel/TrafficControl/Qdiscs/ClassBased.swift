extension Qdisc {
    /// Hierarchical fair service curves.
    public struct HFSC: TrafficOptions {
        public static let kind = "hfsc"
        /// Minor number of the class that unclassified packets go to.
        public var defaultClass: UInt16?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.defaultClass = defaultClass ?? 0
            return copy
        }
    }

    /// Deficit round robin; its classes say all.
    public struct DRR: TrafficOptions {
        public static let kind = "drr"
        public init() {}
    }

    /// Quick fair queueing; its classes say all.
    public struct QFQ: TrafficOptions {
        public static let kind = "qfq"
        public init() {}
    }
}
