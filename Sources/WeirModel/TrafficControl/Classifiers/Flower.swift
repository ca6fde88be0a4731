extension Filter {
    /// Matches the fields of a packet, of its tunnel and of its connection. Numbers are as people read them; a key that is nil is not compared.
    ///
    /// The corresponding attributes are TCA_FLOWER_KEY_*, each with a twin for its mask.
    public struct Flower: TrafficOptions {
        public static let kind = "flower"

        public struct PortRange: Codable, Hashable, Sendable {
            public var minimum: UInt16
            public var maximum: UInt16
            public init(_ minimum: UInt16, _ maximum: UInt16) {
                self.minimum = minimum
                self.maximum = maximum
            }
        }
        public struct VLAN: Codable, Hashable, Sendable {
            public var id: UInt16?
            public var priority: UInt8?
            /// The EtherType after the tag.
            public var etherType: UInt16?
            public init(id: UInt16? = nil, priority: UInt8? = nil, etherType: UInt16? = nil) {
                self.id = id
                self.priority = priority
                self.etherType = etherType
            }
        }
        public struct ICMP: Codable, Hashable, Sendable {
            public var type: Masked<UInt8>?
            public var code: Masked<UInt8>?
            public init(type: Masked<UInt8>? = nil, code: Masked<UInt8>? = nil) {
                self.type = type
                self.code = code
            }
        }
        public struct ARP: Codable, Hashable, Sendable {
            public var senderIP: Masked<IPv4Address>?
            public var targetIP: Masked<IPv4Address>?
            public var operation: Masked<UInt8>?
            public var senderMAC: Masked<MACAddress>?
            public var targetMAC: Masked<MACAddress>?
            public init(
                senderIP: Masked<IPv4Address>? = nil, targetIP: Masked<IPv4Address>? = nil, operation: Masked<UInt8>? = nil,
                senderMAC: Masked<MACAddress>? = nil, targetMAC: Masked<MACAddress>? = nil
            ) {
                self.senderIP = senderIP
                self.targetIP = targetIP
                self.operation = operation
                self.senderMAC = senderMAC
                self.targetMAC = targetMAC
            }
        }
        /// A label stack entry, or the outermost label when without depth.
        public struct MPLS: Codable, Hashable, Sendable {
            public var depth: UInt8?
            public var label: UInt32?
            public var trafficClass: UInt8?
            public var bottomOfStack: UInt8?
            public var ttl: UInt8?
            public init(
                depth: UInt8? = nil, label: UInt32? = nil, trafficClass: UInt8? = nil, bottomOfStack: UInt8? = nil, ttl: UInt8? = nil
            ) {
                self.depth = depth
                self.label = label
                self.trafficClass = trafficClass
                self.bottomOfStack = bottomOfStack
                self.ttl = ttl
            }
        }
        public struct Connection: Codable, Hashable, Sendable {
            /// TCA_FLOWER_KEY_CT_FLAGS_*: 1 new, 2 established, 4 related, 8 tracked, 16 invalid, 32 reply.
            public var state: Masked<UInt16>?
            public var zone: Masked<UInt16>?
            public var mark: Masked<UInt32>?
            /// 16 bytes.
            public var label: Masked<HexBytes>?
            public init(
                state: Masked<UInt16>? = nil, zone: Masked<UInt16>? = nil, mark: Masked<UInt32>? = nil, label: Masked<HexBytes>? = nil
            ) {
                self.state = state
                self.zone = zone
                self.mark = mark
                self.label = label
            }
        }
        /// What the packet's tunnel was.
        public struct Tunnel: Codable, Hashable, Sendable {
            public var keyID: UInt32?
            public var sourceIPv4: Masked<IPv4Address>?
            public var destinationIPv4: Masked<IPv4Address>?
            public var sourceIPv6: Masked<IPv6Address>?
            public var destinationIPv6: Masked<IPv6Address>?
            public var sourcePort: Masked<UInt16>?
            public var destinationPort: Masked<UInt16>?
            public var tos: Masked<UInt8>?
            public var ttl: Masked<UInt8>?
            public var options: [TunnelOption]?
            public var optionsMask: [TunnelOption]?
            public init(
                keyID: UInt32? = nil, sourceIPv4: Masked<IPv4Address>? = nil, destinationIPv4: Masked<IPv4Address>? = nil,
                sourceIPv6: Masked<IPv6Address>? = nil, destinationIPv6: Masked<IPv6Address>? = nil, sourcePort: Masked<UInt16>? = nil,
                destinationPort: Masked<UInt16>? = nil, tos: Masked<UInt8>? = nil, ttl: Masked<UInt8>? = nil,
                options: [TunnelOption]? = nil,
                optionsMask: [TunnelOption]? = nil
            ) {
                self.keyID = keyID
                self.sourceIPv4 = sourceIPv4
                self.destinationIPv4 = destinationIPv4
                self.sourceIPv6 = sourceIPv6
                self.destinationIPv6 = destinationIPv6
                self.sourcePort = sourcePort
                self.destinationPort = destinationPort
                self.tos = tos
                self.ttl = ttl
                self.options = options
                self.optionsMask = optionsMask
            }
        }

        public var indev: String?
        public var sourceMAC: Masked<MACAddress>?
        public var destinationMAC: Masked<MACAddress>?
        public var etherType: UInt16?
        public var ipProtocol: UInt8?
        public var sourceIPv4: Masked<IPv4Address>?
        public var destinationIPv4: Masked<IPv4Address>?
        public var sourceIPv6: Masked<IPv6Address>?
        public var destinationIPv6: Masked<IPv6Address>?
        /// Of TCP, UDP or SCTP, as `ipProtocol` says.
        public var sourcePort: Masked<UInt16>?
        public var destinationPort: Masked<UInt16>?
        public var sourcePorts: PortRange?
        public var destinationPorts: PortRange?
        public var tcpFlags: Masked<UInt16>?
        public var tos: Masked<UInt8>?
        public var ttl: Masked<UInt8>?
        /// TCA_FLOWER_KEY_FLAGS_*: 1 fragment, 2 first fragment.
        public var fragment: Masked<UInt32>?
        public var vlan: VLAN?
        public var cvlan: VLAN?
        public var vlanCount: UInt8?
        public var icmp: ICMP?
        public var icmpv6: ICMP?
        public var arp: ARP?
        /// One without a depth, or several with.
        public var mpls: [MPLS]?
        public var ct: Connection?
        public var tunnel: Tunnel?
        public var hash: Masked<UInt32>?
        public var pppoeSession: UInt16?
        public var pppProtocol: UInt16?
        public var l2tpv3Session: UInt32?
        public init() {}
    }

    /// An option of a tunnel's header.
    public enum TunnelOption: Codable, Hashable, Sendable {
        case geneve(class: UInt16, type: UInt8, data: HexBytes)
        /// VXLAN's group-based policy.
        case vxlan(gbp: UInt32)
        case erspan(version: UInt8, index: UInt32?, direction: UInt8?, hardwareID: UInt8?)
        case gtp(pduType: UInt8, qfi: UInt8)
    }
}
