extension Filter {
    /// Matches the fields of a packet, of its tunnel and of its connection. Numbers are in host byte order; a key that is `nil` is not
    /// compared.
    ///
    /// The corresponding attributes are TCA_FLOWER_KEY_*, each with another for its mask.
    public struct Flower: TrafficOptions {
        public static let kind = "flower"

        /// Ports from a first to a last.
        public struct PortRange: Codable, Hashable, Sendable {
            /// The first port.
            public var minimum: UInt16
            /// The last port.
            public var maximum: UInt16
            private enum CodingKeys: String, CodingKey { case minimum, maximum }
            public init(_ minimum: UInt16, _ maximum: UInt16) { (self.minimum, self.maximum) = (minimum, maximum) }
        }
        /// A VLAN tag.
        public struct VLAN: Codable, Hashable, Sendable {
            /// The VLAN's number, 12 bits: tc's `vlan_id`.
            public var id: UInt16?
            /// The priority, 3 bits: tc's `vlan_prio`.
            public var priority: UInt8?
            /// The EtherType after the tag: tc's `vlan_ethtype`.
            public var etherType: UInt16?
            private enum CodingKeys: String, CodingKey { case id, priority, etherType }
            public init(id: UInt16? = nil, priority: UInt8? = nil, etherType: UInt16? = nil) {
                (self.id, self.priority, self.etherType) = (id, priority, etherType)
            }
        }
        /// Type and code of ICMP or ICMPv6.
        public struct ICMP: Codable, Hashable, Sendable {
            /// The type: tc's `type`.
            public var type: Masked<UInt8>?
            /// The code: tc's `code`.
            public var code: Masked<UInt8>?
            private enum CodingKeys: String, CodingKey { case type, code }
            public init(type: Masked<UInt8>? = nil, code: Masked<UInt8>? = nil) { (self.type, self.code) = (type, code) }
        }
        /// The fields of an ARP packet.
        public struct ARP: Codable, Hashable, Sendable {
            /// The sender's IPv4 address: tc's `arp_sip`.
            public var senderIP: Masked<IPv4Address>?
            /// The target's IPv4 address: tc's `arp_tip`.
            public var targetIP: Masked<IPv4Address>?
            /// The operation, 1 request, 2 reply: tc's `arp_op`.
            public var operation: Masked<UInt8>?
            /// The sender's link-layer address: tc's `arp_sha`.
            public var senderMAC: Masked<MACAddress>?
            /// The target's link-layer address: tc's `arp_tha`.
            public var targetMAC: Masked<MACAddress>?
            private enum CodingKeys: String, CodingKey { case senderIP, targetIP, operation, senderMAC, targetMAC }
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
        /// A label stack entry; the outermost label when without a depth.
        public struct MPLS: Codable, Hashable, Sendable {
            /// The place in the stack, from 1 on: tc's `lse depth`.
            public var depth: UInt8?
            /// The label, 20 bits: tc's `mpls_label`.
            public var label: UInt32?
            /// The traffic class, 3 bits: tc's `mpls_tc`.
            public var trafficClass: UInt8?
            /// 1 for the last label: tc's `mpls_bos`.
            public var bottomOfStack: UInt8?
            /// The time to live: tc's `mpls_ttl`.
            public var ttl: UInt8?
            private enum CodingKeys: String, CodingKey { case depth, label, trafficClass, bottomOfStack, ttl }
            public init(
                depth: UInt8? = nil, label: UInt32? = nil, trafficClass: UInt8? = nil, bottomOfStack: UInt8? = nil, ttl: UInt8? = nil
            ) {
                (self.depth, self.label, self.trafficClass, self.bottomOfStack, self.ttl) = (depth, label, trafficClass, bottomOfStack, ttl)
            }
        }
        /// The state of a connection, after action ct.
        public struct Connection: Codable, Hashable, Sendable {
            /// `TCA_FLOWER_KEY_CT_FLAGS_*`: 1 new, 2 established, 4 related, 8 tracked, 16 invalid, 32 reply: tc's `ct_state`.
            public var state: Masked<UInt16>?
            /// The conntrack zone: tc's `ct_zone`.
            public var zone: Masked<UInt16>?
            /// The connection's mark: tc's `ct_mark`.
            public var mark: Masked<UInt32>?
            /// The connection's label, 16 bytes: tc's `ct_label`.
            public var label: Masked<HexBytes>?
            private enum CodingKeys: String, CodingKey { case state, zone, mark, label }
            public init(
                state: Masked<UInt16>? = nil, zone: Masked<UInt16>? = nil, mark: Masked<UInt32>? = nil, label: Masked<HexBytes>? = nil
            ) {
                (self.state, self.zone, self.mark, self.label) = (state, zone, mark, label)
            }
        }
        /// Connectivity fault management, IEEE 802.1ag.
        public struct CFM: Codable, Hashable, Sendable {
            /// The maintenance domain's level, 0 to 7: tc's `mdl`.
            public var level: UInt8?
            /// The operation: tc's `op`.
            public var operation: UInt8?
            private enum CodingKeys: String, CodingKey { case level, operation }
            public init(level: UInt8? = nil, operation: UInt8? = nil) { (self.level, self.operation) = (level, operation) }
        }
        /// The metadata of a tunnel.
        public struct Tunnel: Codable, Hashable, Sendable {
            /// The tunnel's number, such as a VNI: tc's `enc_key_id`.
            public var keyID: UInt32?
            /// The outer IPv4 source: tc's `enc_src_ip`.
            public var sourceIPv4: Masked<IPv4Address>?
            /// The outer IPv4 destination: tc's `enc_dst_ip`.
            public var destinationIPv4: Masked<IPv4Address>?
            /// The outer IPv6 source: tc's `enc_src_ip`.
            public var sourceIPv6: Masked<IPv6Address>?
            /// The outer IPv6 destination: tc's `enc_dst_ip`.
            public var destinationIPv6: Masked<IPv6Address>?
            /// The outer UDP source port; tc has no word for it.
            public var sourcePort: Masked<UInt16>?
            /// The outer UDP destination port: tc's `enc_dst_port`.
            public var destinationPort: Masked<UInt16>?
            /// The outer DS field: tc's `enc_tos`.
            public var tos: Masked<UInt8>?
            /// The outer time to live: tc's `enc_ttl`.
            public var ttl: Masked<UInt8>?
            /// The options of the tunnel's header: tc's `geneve_opts`, `vxlan_opts`, `erspan_opts`, `gtp_opts`.
            public var options: [TunnelOption]?
            /// The mask of `options`.
            public var optionsMask: [TunnelOption]?
            /// `TCA_FLOWER_KEY_FLAGS_TUNNEL_*`: 4 checksum, 8 don't fragment, 16 OAM, 32 critical options: tc's `enc_flags`. Linux 6.11.
            public var flags: Masked<UInt32>?
            private enum CodingKeys: String, CodingKey {
                case keyID, sourceIPv4, destinationIPv4, sourceIPv6, destinationIPv6, sourcePort, destinationPort, tos, ttl, options,
                    optionsMask, flags
            }
            public init(
                keyID: UInt32? = nil, sourceIPv4: Masked<IPv4Address>? = nil, destinationIPv4: Masked<IPv4Address>? = nil,
                sourceIPv6: Masked<IPv6Address>? = nil, destinationIPv6: Masked<IPv6Address>? = nil, sourcePort: Masked<UInt16>? = nil,
                destinationPort: Masked<UInt16>? = nil, tos: Masked<UInt8>? = nil, ttl: Masked<UInt8>? = nil,
                options: [TunnelOption]? = nil,
                optionsMask: [TunnelOption]? = nil, flags: Masked<UInt32>? = nil
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
                self.flags = flags
            }
        }

        /// The link by which the packet came in: tc's `indev`.
        public var indev: String?
        /// The source address of the frame: tc's `src_mac`.
        public var sourceMAC: Masked<MACAddress>?
        /// The destination address of the frame: tc's `dst_mac`.
        public var destinationMAC: Masked<MACAddress>?
        /// The EtherType of the packet: the filter's `protocol` in tc.
        public var etherType: UInt16?
        /// The transport protocol by number: tc's `ip_proto`.
        public var ipProtocol: UInt8?
        /// The IPv4 source: tc's `src_ip`.
        public var sourceIPv4: Masked<IPv4Address>?
        /// The IPv4 destination: tc's `dst_ip`.
        public var destinationIPv4: Masked<IPv4Address>?
        /// The IPv6 source: tc's `src_ip`.
        public var sourceIPv6: Masked<IPv6Address>?
        /// The IPv6 destination: tc's `dst_ip`.
        public var destinationIPv6: Masked<IPv6Address>?
        /// The source port of TCP, UDP or SCTP, as `ipProtocol` says: tc's `src_port`.
        public var sourcePort: Masked<UInt16>?
        /// The destination port of TCP, UDP or SCTP, as `ipProtocol` says: tc's `dst_port`.
        public var destinationPort: Masked<UInt16>?
        /// A range of source ports: tc's `src_port 1024-2047`.
        public var sourcePorts: PortRange?
        /// A range of destination ports: tc's `dst_port 1024-2047`.
        public var destinationPorts: PortRange?
        /// The TCP flags, 12 bits: tc's `tcp_flags`.
        public var tcpFlags: Masked<UInt16>?
        /// The DS field with its ECN bits: tc's `ip_tos`.
        public var tos: Masked<UInt8>?
        /// The time to live or hop limit: tc's `ip_ttl`.
        public var ttl: Masked<UInt8>?
        /// `TCA_FLOWER_KEY_FLAGS_*`: 1 fragment, 2 first fragment: tc's `ip_flags frag`, `ip_flags firstfrag`.
        public var fragment: Masked<UInt32>?
        /// The outer VLAN tag: tc's `vlan_id`, `vlan_prio`, `vlan_ethtype`.
        public var vlan: VLAN?
        /// The inner VLAN tag: tc's `cvlan_id` and so on.
        public var cvlan: VLAN?
        /// The number of VLAN tags: tc's `num_of_vlans`.
        public var vlanCount: UInt8?
        /// Type and code of ICMP: tc's `type`, `code`.
        public var icmp: ICMP?
        /// Type and code of ICMPv6: tc's `type`, `code`.
        public var icmpv6: ICMP?
        /// The fields of ARP: tc's `arp_sip`, `arp_op` and so on.
        public var arp: ARP?
        /// Labels of MPLS: one without a depth, or several with: tc's `mpls_label`, `mpls lse depth …`.
        public var mpls: [MPLS]?
        /// The state of the packet's connection, after action ct: tc's `ct_state` and so on.
        public var ct: Connection?
        /// The metadata of the tunnel that the packet came by: tc's `enc_key_id` and so on.
        public var tunnel: Tunnel?
        /// The packet's hash; tc has no word for it.
        public var hash: Masked<UInt32>?
        /// The session of PPPoE: tc's `pppoe_sid`.
        public var pppoeSession: UInt16?
        /// The protocol of PPP: tc's `ppp_proto`.
        public var pppProtocol: UInt16?
        /// The session of L2TPv3: tc's `l2tpv3_sid`.
        public var l2tpv3Session: UInt32?
        /// Whether a bridge found no entry for the destination, so that it floods the packet: tc's `l2_miss`. Linux 6.5.
        public var l2Miss: Bool?
        /// Level and operation of connectivity fault management: tc's `cfm mdl … op …`. Linux 6.5.
        public var cfm: CFM?
        /// The security parameters index of ESP or AH: tc's `spi`. Linux 6.6.
        public var spi: Masked<UInt32>?
        private enum CodingKeys: String, CodingKey {
            case indev, sourceMAC, destinationMAC, etherType, ipProtocol, sourceIPv4, destinationIPv4, sourceIPv6, destinationIPv6,
                sourcePort, destinationPort, sourcePorts, destinationPorts, tcpFlags, tos, ttl, fragment, vlan, cvlan, vlanCount, icmp,
                icmpv6, arp, mpls, ct, tunnel, hash, pppoeSession, pppProtocol, l2tpv3Session, l2Miss, cfm, spi
        }
        public init() {}

        /// Whether it has keys that the packed form of a document has no place for.
        package var hasNewerKeys: Bool { l2Miss != nil || cfm != nil || spi != nil || tunnel?.flags != nil }
    }

    /// An option of a tunnel's header.
    public enum TunnelOption: Codable, Hashable, Sendable {
        /// An option of Geneve: tc's `geneve_opts CLASS:TYPE:DATA`.
        case geneve(class: UInt16, type: UInt8, data: HexBytes)
        /// VXLAN's group-based policy: tc's `vxlan_opts GBP`.
        case vxlan(gbp: UInt32)
        /// ERSPAN, with an index in version 1, direction and hardware number in version 2: tc's `erspan_opts`.
        case erspan(version: UInt8, index: UInt32? = nil, direction: UInt8? = nil, hardwareID: UInt8? = nil)
        /// GTP's PDU type and QoS flow: tc's `gtp_opts`.
        case gtp(pduType: UInt8, qfi: UInt8)
        /// PFCP's type, 0 node or 1 session, and session: tc's `pfcp_opts`. Linux 6.10.
        case pfcp(type: UInt8, session: UInt64)
    }
}
