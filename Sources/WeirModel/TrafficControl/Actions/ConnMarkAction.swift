extension Action {
    /// Restores the packet's mark from its connection.
    public struct ConnMark: TrafficOptions {
        public static let kind = "connmark"
        /// The conntrack zone: tc's `zone`. 0 by default.
        public var zone: UInt16?
        private enum CodingKeys: String, CodingKey { case zone }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.zone = zone ?? 0
            return copy
        }
    }
}
