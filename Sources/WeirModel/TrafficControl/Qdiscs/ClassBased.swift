extension Qdisc {
    /// Hierarchical fair service curves.
    public struct HFSC: TrafficOptions {
        public static let kind = "hfsc"
        /// The minor number of the class that unclassified packets go to: tc's `default`, in hexadecimal there. 0, the default, drops them.
        public var defaultClass: UInt16?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.defaultClass = defaultClass ?? 0
            return copy
        }
    }

    /// Deficit round robin; only its classes have options.
    public struct DRR: TrafficOptions {
        public static let kind = "drr"
        public init() {}
    }

    /// Quick fair queueing; only its classes have options.
    public struct QFQ: TrafficOptions {
        public static let kind = "qfq"
        public init() {}
    }
}
