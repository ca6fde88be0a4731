extension Qdisc {
    /// Hierarchical fair service curves.
    public struct HFSC: TrafficOptions {
        public static let kind = "hfsc"
        /// The minor number of the class that unclassified packets go to: tc's `default`, in hexadecimal there. 0, the default, drops them.
        public var defaultClass: UInt16?
        private enum CodingKeys: String, CodingKey { case defaultClass }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.defaultClass = defaultClass ?? 0
            return copy
        }
    }
}
