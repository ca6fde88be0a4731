extension Action {
    /// Pushes, pops or changes VLAN tags and Ethernet headers.
    public struct VLAN: TrafficOptions {
        public static let kind = "vlan"
        /// TCA_VLAN_ACT_*, 1 to 5.
        public enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
            case pop, push, modify
            case popEthernet = "pop_eth"
            case pushEthernet = "push_eth"
        }
        /// tc's `pop`, `push`, `modify`, `pop_eth`, `push_eth`.
        public var mode = Mode.pop
        /// The VLAN's number: tc's `id`. Required by `push` and `modify`.
        public var id: UInt16?
        /// The tag's EtherType, 0x8100 or 0x88a8: tc's `protocol`. 0x8100 by default.
        public var protocolID: UInt16?
        /// The priority, 0 to 7: tc's `priority`. 0 by default with `push`.
        public var priority: UInt8?
        /// The destination of a pushed Ethernet header: tc's `dst_mac`.
        public var destinationMAC: MACAddress?
        /// The source of a pushed Ethernet header: tc's `src_mac`.
        public var sourceMAC: MACAddress?
        private enum CodingKeys: String, CodingKey { case mode, id, protocolID, priority, destinationMAC, sourceMAC }
        public init() {}
        public init(_ mode: Mode, id: UInt16? = nil) { (self.mode, self.id) = (mode, id) }

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            if mode == .push || mode == .modify { copy.protocolID = protocolID ?? 0x8100 }
            if mode == .push { copy.priority = priority ?? 0 }
            return copy
        }
    }
}
