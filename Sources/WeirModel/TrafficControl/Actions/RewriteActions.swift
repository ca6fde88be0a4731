extension Action {
    /// Rewrites words of the packet.
    public struct PEdit: TrafficOptions {
        public static let kind = "pedit"
        public enum Header: String, Codable, Hashable, Sendable, CaseIterable { case network, eth, ip, ip6, tcp, udp }
        public enum Command: String, Codable, Hashable, Sendable, CaseIterable { case set, add }

        /// A 32-bit word in network byte order: what the mask keeps is combined with the value by exclusive or.
        public struct Key: Codable, Hashable, Sendable {
            public var mask: UInt32
            public var value: UInt32
            /// Bytes from where the header begins.
            public var offset: Int32
            /// Where in the packet more offset is read, under a mask and a shift.
            public var at: UInt32?
            public var offsetMask: UInt32?
            public var shift: UInt32?
            /// Only in the extended form.
            public var header: Header?
            public var command: Command?
            public init(
                mask: UInt32, value: UInt32, offset: Int32, at: UInt32? = nil, offsetMask: UInt32? = nil, shift: UInt32? = nil,
                header: Header? = nil,
                command: Command? = nil
            ) {
                self.mask = mask
                self.value = value
                self.offset = offset
                self.at = at
                self.offsetMask = offsetMask
                self.shift = shift
                self.header = header
                self.command = command
            }
        }
        public var keys: [Key] = []
        public var flags: UInt8?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            if flags == 0 { copy.flags = nil }
            return copy
        }
    }

    /// Edits the packet's metadata.
    public struct SKBEdit: TrafficOptions {
        public static let kind = "skbedit"
        /// A class's handle, or a number.
        public var priority: UInt32?
        public var queueMapping: UInt16?
        /// With a larger one here, the queue is chosen from the range by the packet's hash.
        public var queueMappingMax: UInt16?
        public var mark: UInt32?
        public var markMask: UInt32?
        /// PACKET_*: 0 host, 1 broadcast, 2 multicast, 3 otherhost.
        public var packetType: UInt16?
        public var inheritDSField: Bool?
        public init() {}
    }

    /// Rewrites the Ethernet header, or marks congestion.
    public struct SKBMod: TrafficOptions {
        public static let kind = "skbmod"
        public var destinationMAC: MACAddress?
        public var sourceMAC: MACAddress?
        public var etherType: UInt16?
        public var swapMAC: Bool?
        public var ecn: Bool?
        public init() {}
    }

    /// Pushes, pops or changes VLAN tags and Ethernet headers.
    public struct VLAN: TrafficOptions {
        public static let kind = "vlan"
        /// TCA_VLAN_ACT_*, 1 to 5.
        public enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
            case pop, push, modify
            case popEthernet = "pop_eth"
            case pushEthernet = "push_eth"
        }
        public var mode = Mode.pop
        public var id: UInt16?
        /// 0x8100 when not said.
        public var protocolID: UInt16?
        public var priority: UInt8?
        public var destinationMAC: MACAddress?
        public var sourceMAC: MACAddress?
        public init() {}
        public init(_ mode: Mode, id: UInt16? = nil) {
            self.mode = mode
            self.id = id
        }

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            if mode == .push || mode == .modify { copy.protocolID = protocolID ?? 0x8100 }
            if mode == .push { copy.priority = priority ?? 0 }
            return copy
        }
    }

    /// Pushes, pops or changes MPLS labels.
    public struct MPLS: TrafficOptions {
        public static let kind = "mpls"
        /// TCA_MPLS_ACT_*, 1 to 5.
        public enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
            case pop, push, modify
            case decrementTTL = "dec_ttl"
            case macPush = "mac_push"
        }
        public var mode = Mode.pop
        public var protocolID: UInt16?
        public var label: UInt32?
        public var trafficClass: UInt8?
        public var ttl: UInt8?
        public var bottomOfStack: UInt8?
        public init() {}
        public init(_ mode: Mode) { self.mode = mode }

        /// Whether the mode is told the protocol of what comes out of it.
        public var hasProtocol: Bool { mode == .pop || mode == .push || mode == .macPush }

        public func canonical(on link: LinkFacts) -> Self {
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

    /// Translates addresses without state.
    public struct NAT: TrafficOptions {
        public static let kind = "nat"
        public var old = IPv4Address(0)
        public var new = IPv4Address(0)
        public var mask = IPv4Address(.max)
        /// Translates what is sent, not what is received.
        public var isEgress: Bool?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.old = IPv4Address(old.number & mask.number)
            copy.isEgress = isEgress ?? false
            return copy
        }
    }

    /// Computes checksums anew.
    public struct Csum: TrafficOptions {
        public static let kind = "csum"
        /// TCA_CSUM_UPDATE_FLAG_*: 1 IPv4, 2 ICMP, 4 IGMP, 8 TCP, 16 UDP, 32 UDP-Lite, 64 SCTP.
        public var checksums: UInt32 = 0
        public init() {}
        public init(_ checksums: UInt32) { self.checksums = checksums }
    }

    /// Encapsulates metadata between Ethernet and the packet.
    public struct IFE: TrafficOptions {
        public static let kind = "ife"
        /// A metadatum: taken from the packet, or said.
        public enum Metadatum: Codable, Hashable, Sendable {
            case allow
            case use(UInt32)
        }
        public var isEncode = false
        public var destinationMAC: MACAddress?
        public var sourceMAC: MACAddress?
        public var etherType: UInt16?
        public var mark: Metadatum?
        public var priority: Metadatum?
        public var tcIndex: Metadatum?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            guard !isEncode else { return self }
            var copy = self
            // Decoding takes packets of any type, and where none is said all metadata that the kernel knows.
            copy.etherType = 0
            if mark == nil, priority == nil, tcIndex == nil { (copy.mark, copy.priority, copy.tcIndex) = (.allow, .allow, .allow) }
            return copy
        }
    }
}
