extension Action {
    /// Sets or removes the metadata that a tunnel device sends the packet with.
    public struct TunnelKey: TrafficOptions {
        public static let kind = "tunnel_key"
        /// Whether the metadata is removed: tc's `unset` instead of `set`.
        public var isRelease = false
        /// The outer IPv4 source: tc's `src_ip`.
        public var sourceIPv4: IPv4Address?
        /// The outer IPv4 destination: tc's `dst_ip`.
        public var destinationIPv4: IPv4Address?
        /// The outer IPv6 source: tc's `src_ip`.
        public var sourceIPv6: IPv6Address?
        /// The outer IPv6 destination: tc's `dst_ip`.
        public var destinationIPv6: IPv6Address?
        /// The tunnel's number, such as a VNI: tc's `id`.
        public var keyID: UInt32?
        /// The outer UDP destination port: tc's `dst_port`.
        public var destinationPort: UInt16?
        /// Whether outer UDP has a checksum: tc's `csum`, `nocsum`. On by default.
        public var checksum: Bool?
        /// The outer DS field: tc's `tos`.
        public var tos: UInt8?
        /// The outer time to live: tc's `ttl`.
        public var ttl: UInt8?
        /// Options of the tunnel's header: tc's `geneve_opts`, `vxlan_opts`, `erspan_opts`.
        public var options: [Filter.TunnelOption]?
        /// Whether the outer packet must not be fragmented: tc's `nofrag`. Linux 6.4; off by default.
        public var noFragment: Bool?
        private enum CodingKeys: String, CodingKey {
            case isRelease, sourceIPv4, destinationIPv4, sourceIPv6, destinationIPv6, keyID, destinationPort, checksum, tos, ttl, options,
                noFragment
        }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            if !isRelease { copy.checksum = checksum ?? true }
            if noFragment == false { copy.noFragment = nil }
            return copy
        }
    }
}
