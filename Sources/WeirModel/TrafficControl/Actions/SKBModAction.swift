extension Action {
    /// Rewrites the Ethernet header, or marks congestion.
    public struct SKBMod: TrafficOptions {
        public static let kind = "skbmod"
        /// The new destination address: tc's `set dmac`.
        public var destinationMAC: MACAddress?
        /// The new source address: tc's `set smac`.
        public var sourceMAC: MACAddress?
        /// The new EtherType: tc's `set etype`.
        public var etherType: UInt16?
        /// Whether source and destination change places: tc's `swap mac`.
        public var swapMAC: Bool?
        /// Whether congestion is marked: tc's `ecn`.
        public var ecn: Bool?
        private enum CodingKeys: String, CodingKey { case destinationMAC, sourceMAC, etherType, swapMAC, ecn }
        public init() {}
    }
}
