extension Action {
    /// Logs a text for each packet.
    public struct Simple: TrafficOptions {
        public static let kind = "simple"
        /// The text: tc's `sdata`.
        public var text: String?
        private enum CodingKeys: String, CodingKey { case text }
        public init() {}
    }
}
