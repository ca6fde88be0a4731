extension Action {
    /// Pushes, pops or changes MPLS labels.
    public struct MPLS: TrafficOptions {
        public static let kind = "mpls"
        /// TCA_MPLS_ACT_*, 1 to 5.
        public enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
            case pop, push, modify
            case decrementTTL = "dec_ttl"
            case macPush = "mac_push"
        }
        /// tc's `pop`, `push`, `modify`, `dec_ttl`, `mac_push`.
        public var mode = Mode.pop
        /// The EtherType of the result: tc's `protocol`. 0x8847 by default when pushing; required by `pop`.
        public var protocolID: UInt16?
        /// The label, 20 bits: tc's `label`. Required when pushing.
        public var label: UInt32?
        /// The traffic class, 0 to 7: tc's `tc`. 0 by default when pushing.
        public var trafficClass: UInt8?
        /// The time to live: tc's `ttl`. 255 by default when pushing.
        public var ttl: UInt8?
        /// 1 for the last label: tc's `bos`. By default the kernel decides.
        public var bottomOfStack: UInt8?
        private enum CodingKeys: String, CodingKey { case mode, protocolID, label, trafficClass, ttl, bottomOfStack }
        public init() {}
        public init(_ mode: Mode) { self.mode = mode }

        /// Whether the mode has an option for the protocol of its result.
        public var hasProtocol: Bool { mode == .pop || mode == .push || mode == .macPush }

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            if !hasProtocol { copy.protocolID = nil }
            if mode == .push || mode == .macPush {
                copy.protocolID = copy.protocolID ?? 0x8847
                copy.trafficClass = trafficClass ?? 0
                copy.ttl = ttl ?? 255
            }
            return copy
        }
    }
}
