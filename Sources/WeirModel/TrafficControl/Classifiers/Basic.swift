extension Filter {
    /// Matches by a tree of extended matches; without one, every packet.
    public struct Basic: TrafficOptions {
        public static let kind = "basic"
        /// The tree of extended matches: tc's `match '…'`. See tc-ematch(8).
        public var ematches: [Ematch]?
        private enum CodingKeys: String, CodingKey { case ematches }
        public init() {}
    }
}
