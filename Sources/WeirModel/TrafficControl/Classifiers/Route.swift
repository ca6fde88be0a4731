extension Filter {
    /// Matches the realm of the packet's route.
    public struct Route: TrafficOptions {
        public static let kind = "route"
        /// The realm of the destination, 0 to 255: tc's `to`.
        public var to: UInt32?
        /// The realm of the source, 0 to 255: tc's `from`.
        public var from: UInt32?
        /// The link by which the packet came in, instead of `from`: tc's `fromif`.
        public var fromInterface: String?
        private enum CodingKeys: String, CodingKey { case to, from, fromInterface }
        public init() {}
    }
}
