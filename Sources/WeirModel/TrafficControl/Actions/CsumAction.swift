extension Action {
    /// Computes checksums again after an edit.
    public struct Csum: TrafficOptions {
        public static let kind = "csum"
        /// TCA_CSUM_UPDATE_FLAG_*: 1 IPv4, 2 ICMP, 4 IGMP, 8 TCP, 16 UDP, 32 UDP-Lite, 64 SCTP.
        public var checksums: UInt32 = 0
        private enum CodingKeys: String, CodingKey { case checksums }
        public init() {}
        public init(_ checksums: UInt32) { self.checksums = checksums }
    }
}
