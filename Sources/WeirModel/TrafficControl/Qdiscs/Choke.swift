extension Qdisc {
    /// Random early detection with the choke of greedy flows; limits are packets.
    public struct Choke: TrafficOptions {
        public static let kind = "choke"
        /// The thresholds and the probability. `.choke(limit:bandwidth:)` computes them.
        public var parameters = REDParameters()
        private enum CodingKeys: String, CodingKey { case parameters }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.parameters = parameters.canonical
            return copy
        }
    }
}
