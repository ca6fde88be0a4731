extension Action {
    /// Sends the packet through connection tracking.
    public struct CT: TrafficOptions {
        public static let kind = "ct"
        /// `TCA_CT_ACT_*` of linux/tc_act/tc_ct.h.
        public struct Flags: OptionSet, Codable, Hashable, Sendable {
            public var rawValue: UInt16
            public init(rawValue: UInt16) { self.rawValue = rawValue }
            /// Confirms the connection: tc's `commit`.
            public static let commit = Flags(rawValue: 1)
            /// Makes the packet's direction the original one: tc's `force`. With `commit`.
            public static let force = Flags(rawValue: 2)
            /// Removes conntrack's state from the packet: tc's `clear`.
            public static let clear = Flags(rawValue: 4)
            /// Translates addresses: tc's `nat`.
            public static let nat = Flags(rawValue: 8)
            /// Translates the source: tc's `nat src`.
            public static let source = Flags(rawValue: 16)
            /// Translates the destination: tc's `nat dst`.
            public static let destination = Flags(rawValue: 32)
        }
        /// `[.commit, .nat, .source]` and so on.
        public var flags: Flags = []
        /// The conntrack zone: tc's `zone`. 0 by default.
        public var zone: UInt16?
        /// The mark of the connection: tc's `mark VALUE/MASK`. With `commit`.
        public var mark: Masked<UInt32>?
        /// The label of the connection, 16 bytes: tc's `label VALUE/MASK`. With `commit`.
        public var label: Masked<HexBytes>?
        /// The first IPv4 address of the translation: tc's `addr`.
        public var ipv4Minimum: IPv4Address?
        /// The last IPv4 address of the translation; the first by default.
        public var ipv4Maximum: IPv4Address?
        /// The first IPv6 address of the translation: tc's `addr`.
        public var ipv6Minimum: IPv6Address?
        /// The last IPv6 address of the translation; the first by default.
        public var ipv6Maximum: IPv6Address?
        /// The first port of the translation: tc's `port`.
        public var portMinimum: UInt16?
        /// The last port of the translation; the first by default.
        public var portMaximum: UInt16?
        /// The helper of the connection: tc's `helper ipv4-tcp-ftp`. With `commit`; Linux 6.2.
        public var helper: Helper?
        private enum CodingKeys: String, CodingKey {
            case flags, zone, mark, label, ipv4Minimum, ipv4Maximum, ipv6Minimum, ipv6Maximum, portMinimum, portMaximum, helper
        }
        public init() {}

        /// A conntrack helper, of a family and a transport protocol.
        public struct Helper: TextCoded {
            public var family: Family
            /// By number: 6 TCP, 17 UDP.
            public var protocolNumber: UInt8
            public var name: String
            public enum Family: String, Hashable, Sendable { case ipv4, ipv6 }

            public init(_ family: Family, _ protocolNumber: UInt8, _ name: String) {
                (self.family, self.protocolNumber, self.name) = (family, protocolNumber, name)
            }

            /// As tc writes it: `ipv4-tcp-ftp`.
            public init?(_ description: String) {
                let parts = description.split(separator: "-", maxSplits: 2).map(String.init)
                guard parts.count == 3, let family = Family(rawValue: parts[0]),
                    let number = Self.names.first(where: { $0.value == parts[1] })?.key ?? UInt8(parts[1])
                else { return nil }
                self.init(family, number, parts[2])
            }
            public var description: String { "\(family.rawValue)-\(Self.names[protocolNumber] ?? "\(protocolNumber)")-\(name)" }
            private static let names: [UInt8: String] = [6: "tcp", 17: "udp"]
        }

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            if !flags.contains(.clear) { copy.zone = zone ?? 0 }
            if !flags.contains(.nat) {
                (copy.ipv4Minimum, copy.ipv4Maximum, copy.ipv6Minimum, copy.ipv6Maximum) = (nil, nil, nil, nil)
                (copy.portMinimum, copy.portMaximum) = (nil, nil)
            }
            if ipv4Minimum == ipv4Maximum { copy.ipv4Maximum = nil }
            if ipv6Minimum == ipv6Maximum { copy.ipv6Maximum = nil }
            if portMinimum == portMaximum { copy.portMaximum = nil }
            return copy
        }
    }
}
