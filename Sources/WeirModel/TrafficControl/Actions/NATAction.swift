extension Action {
    /// Translates addresses without state.
    public struct NAT: TrafficOptions {
        public static let kind = "nat"
        /// The address, or prefix with `mask`, that is replaced.
        public var old = IPv4Address(0)
        /// The address or prefix that replaces it.
        public var new = IPv4Address(0)
        /// The mask of a prefix: `"255.255.255.0"`. A single address by default.
        public var mask = IPv4Address(.max)
        /// Whether sources of sent packets are translated rather than destinations of received ones: tc's `egress`, `ingress`. Off by
        /// default.
        public var isEgress: Bool?
        private enum CodingKeys: String, CodingKey { case old, new, mask, isEgress }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.old = IPv4Address(old.number & mask.number)
            copy.isEgress = isEgress ?? false
            return copy
        }
    }
}
