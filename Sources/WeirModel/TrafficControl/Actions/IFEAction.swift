extension Action {
    /// Encapsulates metadata between Ethernet and the packet.
    public struct IFE: TrafficOptions {
        public static let kind = "ife"
        /// A metadatum: taken from the packet, or a fixed value.
        public enum Metadatum: Codable, Hashable, Sendable {
            /// Taken from the packet: tc's `allow`.
            case allow
            /// This value: tc's `use`.
            case use(UInt32)
        }
        /// Whether metadata is put in rather than read: tc's `encode`, `decode`.
        public var isEncode = false
        /// The destination of the outer header: tc's `dst`.
        public var destinationMAC: MACAddress?
        /// The source of the outer header: tc's `src`.
        public var sourceMAC: MACAddress?
        /// The EtherType of the outer header: tc's `type`. 0xED3E by default.
        public var etherType: UInt16?
        /// The packet's mark: tc's `allow mark`, `use mark 17`.
        public var mark: Metadatum?
        /// The packet's priority: tc's `allow prio`, `use prio 3`.
        public var priority: Metadatum?
        /// The packet's traffic control index: tc's `allow tcindex`.
        public var tcIndex: Metadatum?
        private enum CodingKeys: String, CodingKey { case isEncode, destinationMAC, sourceMAC, etherType, mark, priority, tcIndex }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            guard !isEncode else { return self }
            var copy = self
            // Decoding takes packets of any type, and by default all metadata that the kernel knows.
            copy.etherType = 0
            if mark == nil, priority == nil, tcIndex == nil { (copy.mark, copy.priority, copy.tcIndex) = (.allow, .allow, .allow) }
            return copy
        }
    }
}
