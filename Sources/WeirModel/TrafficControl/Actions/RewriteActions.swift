extension Action {
    /// Rewrites words of the packet.
    public struct PEdit: TrafficOptions {
        public static let kind = "pedit"
        /// The header that an offset counts from, in the extended form: tc's `munge ip …`.
        public enum Header: String, Codable, Hashable, Sendable, CaseIterable { case network, eth, ip, ip6, tcp, udp }
        /// Whether a word is replaced or added to: tc's `set`, `add`.
        public enum Command: String, Codable, Hashable, Sendable, CaseIterable { case set, add }

        /// A 32-bit word in network byte order: the bits that the mask keeps are combined with the value by exclusive or.
        public struct Key: Codable, Hashable, Sendable {
            /// The bits that are kept.
            public var mask: UInt32
            /// The bits that are combined by exclusive or.
            public var value: UInt32
            /// The word's place in bytes from the header: tc's `offset`.
            public var offset: Int32
            /// The place in the packet of a number that is added to the offset: tc's `at`.
            public var at: UInt32?
            /// The bits of that number that count: tc's `offmask`.
            public var offsetMask: UInt32?
            /// Bits by which that number is shifted to the right: tc's `shift`.
            public var shift: UInt32?
            /// The header that the offset counts from. Only in the extended form, tc's `ex`.
            public var header: Header?
            /// Whether the word is set or added to. Only in the extended form, tc's `ex`.
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
        /// The words to edit: tc's `munge`, one for each.
        public var keys: [Key] = []
        /// The kernel's flags of the selector. 0 by default.
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
        /// The packet's priority, a class's handle or a number: tc's `priority`.
        public var priority: UInt32?
        /// The transmit queue: tc's `queue_mapping`.
        public var queueMapping: UInt16?
        /// The last queue of a range, from which the packet's hash chooses: tc's `queue_mapping skbhash 2 6`.
        public var queueMappingMax: UInt16?
        /// The packet's mark: tc's `mark`.
        public var mark: UInt32?
        /// The bits of the mark that are set: tc's `mark VALUE/MASK`. All by default.
        public var markMask: UInt32?
        /// `PACKET_*`: 0 host, 1 broadcast, 2 multicast, 3 otherhost: tc's `ptype`.
        public var packetType: UInt16?
        /// Whether the priority is taken from the DS field: tc's `inheritdsfield`.
        public var inheritDSField: Bool?
        public init() {}
    }

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
        public init() {}
        public init(_ mode: Mode) { self.mode = mode }

        /// Whether the mode has an option for the protocol of its result.
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
        /// The address, or prefix with `mask`, that is replaced.
        public var old = IPv4Address(0)
        /// The address or prefix that replaces it.
        public var new = IPv4Address(0)
        /// The mask of a prefix: `"255.255.255.0"`. A single address by default.
        public var mask = IPv4Address(.max)
        /// Whether sources of sent packets are translated rather than destinations of received ones: tc's `egress`, `ingress`. Off by
        /// default.
        public var isEgress: Bool?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.old = IPv4Address(old.number & mask.number)
            copy.isEgress = isEgress ?? false
            return copy
        }
    }

    /// Computes checksums again after an edit.
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
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            guard !isEncode else { return self }
            var copy = self
            // Decoding takes packets of any type, and by default all metadata that the kernel knows.
            copy.etherType = 0
            if mark == nil, priority == nil, tcIndex == nil { (copy.mark, copy.priority, copy.tcIndex) = (.allow, .allow, .allow) }
            return copy
        }
    }
}
