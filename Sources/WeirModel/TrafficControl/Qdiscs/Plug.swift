extension Qdisc {
    /// A queue that holds packets until they are released. The kernel reports nothing about an existing one.
    public struct Plug: TrafficOptions {
        public static let kind = "plug"
        /// The bytes that may wait: tc's `limit`.
        public var limit: ByteSize?
        private enum CodingKeys: String, CodingKey { case limit }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self { Plug() }
    }
}
