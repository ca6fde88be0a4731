extension Filter {
    /// Matches the class that the sending process's control group has.
    public struct CGroup: TrafficOptions {
        public static let kind = "cgroup"
        /// The tree of extended matches: tc's `match '…'`. See tc-ematch(8).
        public var ematches: [Ematch]?
        private enum CodingKeys: String, CodingKey { case ematches }
        public init() {}
    }
}
