extension Qdisc {
    /// A band for each packet priority; a full queue drops from the lowest.
    public struct SKBPrio: TrafficOptions {
        public static let kind = "skbprio"
        /// The packets that may wait: tc's `limit`. 64 by default.
        public var limit: UInt32?
        private enum CodingKeys: String, CodingKey { case limit }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.limit = limit ?? 64
            return copy
        }
    }
}
