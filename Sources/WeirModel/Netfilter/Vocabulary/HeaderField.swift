/// The header fields that nft knows by name. Raw values are nft's spellings.
public enum HeaderField: String, Sendable, Codable, Hashable, CaseIterable {
    case etherDaddr = "ether daddr"
    case etherSaddr = "ether saddr"
    case etherType = "ether type"
    case vlanPcp = "vlan pcp"
    case vlanDei = "vlan dei"
    case vlanCfi = "vlan cfi"
    case vlanId = "vlan id"
    case vlanType = "vlan type"
    case arpHtype = "arp htype"
    case arpPtype = "arp ptype"
    case arpHlen = "arp hlen"
    case arpPlen = "arp plen"
    case arpOperation = "arp operation"
    case arpSaddrEther = "arp saddr ether"
    case arpSaddrIp = "arp saddr ip"
    case arpDaddrEther = "arp daddr ether"
    case arpDaddrIp = "arp daddr ip"
    case ipVersion = "ip version"
    case ipHdrlength = "ip hdrlength"
    case ipDscp = "ip dscp"
    case ipEcn = "ip ecn"
    case ipLength = "ip length"
    case ipId = "ip id"
    case ipFragOff = "ip frag-off"
    case ipTtl = "ip ttl"
    case ipProtocol = "ip protocol"
    case ipChecksum = "ip checksum"
    case ipSaddr = "ip saddr"
    case ipDaddr = "ip daddr"
    case icmpType = "icmp type"
    case icmpCode = "icmp code"
    case icmpChecksum = "icmp checksum"
    case icmpId = "icmp id"
    case icmpSequence = "icmp sequence"
    case icmpGateway = "icmp gateway"
    case icmpMtu = "icmp mtu"
    case igmpType = "igmp type"
    case igmpChecksum = "igmp checksum"
    case igmpMrt = "igmp mrt"
    case igmpGroup = "igmp group"
    case ip6Version = "ip6 version"
    case ip6Dscp = "ip6 dscp"
    case ip6Ecn = "ip6 ecn"
    case ip6Flowlabel = "ip6 flowlabel"
    case ip6Length = "ip6 length"
    case ip6Nexthdr = "ip6 nexthdr"
    case ip6Hoplimit = "ip6 hoplimit"
    case ip6Saddr = "ip6 saddr"
    case ip6Daddr = "ip6 daddr"
    case icmpv6Type = "icmpv6 type"
    case icmpv6Code = "icmpv6 code"
    case icmpv6Checksum = "icmpv6 checksum"
    case icmpv6ParamProblem = "icmpv6 param-problem"
    case icmpv6Mtu = "icmpv6 mtu"
    case icmpv6Id = "icmpv6 id"
    case icmpv6Sequence = "icmpv6 sequence"
    case icmpv6MaxDelay = "icmpv6 max-delay"
    case tcpSport = "tcp sport"
    case tcpDport = "tcp dport"
    case tcpSequence = "tcp sequence"
    case tcpAckseq = "tcp ackseq"
    case tcpDoff = "tcp doff"
    case tcpReserved = "tcp reserved"
    case tcpFlags = "tcp flags"
    case tcpWindow = "tcp window"
    case tcpChecksum = "tcp checksum"
    case tcpUrgptr = "tcp urgptr"
    case udpSport = "udp sport"
    case udpDport = "udp dport"
    case udpLength = "udp length"
    case udpChecksum = "udp checksum"
    case udpliteSport = "udplite sport"
    case udpliteDport = "udplite dport"
    case udpliteCsumcov = "udplite csumcov"
    case udpliteChecksum = "udplite checksum"
    case sctpSport = "sctp sport"
    case sctpDport = "sctp dport"
    case sctpVtag = "sctp vtag"
    case sctpChecksum = "sctp checksum"
    case dccpSport = "dccp sport"
    case dccpDport = "dccp dport"
    case dccpType = "dccp type"
    case ahNexthdr = "ah nexthdr"
    case ahHdrlength = "ah hdrlength"
    case ahReserved = "ah reserved"
    case ahSpi = "ah spi"
    case ahSequence = "ah sequence"
    case espSpi = "esp spi"
    case espSequence = "esp sequence"
    case compNexthdr = "comp nexthdr"
    case compFlags = "comp flags"
    case compCpi = "comp cpi"
    case greVersion = "gre version"
    case greFlags = "gre flags"
    case greProtocol = "gre protocol"
    case vxlanVni = "vxlan vni"
    case vxlanFlags = "vxlan flags"
    case geneveVni = "geneve vni"
    case geneveType = "geneve type"
    case thSport = "th sport"
    case thDport = "th dport"
}

extension HeaderField {
    public var header: Header { row.0 }

    /// The field's name within its header: `saddr`, `frag-off`, and for arp `saddr ip`.
    public var name: String { String(rawValue.drop { $0 != " " }.dropFirst()) }

    /// The field's place in its header, in bits of memory order, and its type.
    public var layout: FieldLayout { row.1 }

    /// The ICMP types that have this field, the request first; `nil` if all have it.
    public var icmpTypes: [UInt8]? {
        switch self {
        case .icmpId, .icmpSequence: [8, 0]
        case .icmpGateway: [5]
        case .icmpMtu: [3]
        case .icmpv6Id, .icmpv6Sequence: [128, 129]
        case .icmpv6Mtu: [2]
        case .icmpv6ParamProblem: [4]
        case .icmpv6MaxDelay: [130]
        default: nil
        }
    }

    private var row: (Header, FieldLayout) {
        switch self {
        case .etherDaddr: (.ether, .bits(0, 48, .etherAddress))
        case .etherSaddr: (.ether, .bits(48, 48, .etherAddress))
        case .etherType: (.ether, .bits(96, 16, .etherType))
        case .vlanPcp: (.vlan, .bits(0, 3))
        case .vlanDei: (.vlan, .bits(3, 1))
        case .vlanCfi: (.vlan, .bits(3, 1))
        case .vlanId: (.vlan, .bits(4, 12))
        case .vlanType: (.vlan, .bits(16, 16, .etherType))
        case .arpHtype: (.arp, .bits(0, 16))
        case .arpPtype: (.arp, .bits(16, 16, .etherType))
        case .arpHlen: (.arp, .bits(32, 8))
        case .arpPlen: (.arp, .bits(40, 8))
        case .arpOperation: (.arp, .bits(48, 16, .arpOperation))
        case .arpSaddrEther: (.arp, .bits(64, 48, .etherAddress))
        case .arpSaddrIp: (.arp, .bits(112, 32, .ipv4Address))
        case .arpDaddrEther: (.arp, .bits(144, 48, .etherAddress))
        case .arpDaddrIp: (.arp, .bits(192, 32, .ipv4Address))
        case .ipVersion: (.ip, .bits(0, 4))
        case .ipHdrlength: (.ip, .bits(4, 4))
        case .ipDscp: (.ip, .bits(8, 6, .dscp))
        case .ipEcn: (.ip, .bits(14, 2, .ecn))
        case .ipLength: (.ip, .bits(16, 16))
        case .ipId: (.ip, .bits(32, 16))
        case .ipFragOff: (.ip, .bits(48, 16))
        case .ipTtl: (.ip, .bits(64, 8))
        case .ipProtocol: (.ip, .bits(72, 8, .inetProtocol))
        case .ipChecksum: (.ip, .bits(80, 16))
        case .ipSaddr: (.ip, .bits(96, 32, .ipv4Address))
        case .ipDaddr: (.ip, .bits(128, 32, .ipv4Address))
        case .icmpType: (.icmp, .bits(0, 8, .icmpType))
        case .icmpCode: (.icmp, .bits(8, 8, .icmpCode))
        case .icmpChecksum: (.icmp, .bits(16, 16))
        case .icmpId: (.icmp, .bits(32, 16))
        case .icmpSequence: (.icmp, .bits(48, 16))
        case .icmpGateway: (.icmp, .bits(32, 32))
        case .icmpMtu: (.icmp, .bits(48, 16))
        case .igmpType: (.igmp, .bits(0, 8, .igmpType))
        case .igmpChecksum: (.igmp, .bits(16, 16))
        case .igmpMrt: (.igmp, .bits(8, 8))
        case .igmpGroup: (.igmp, .bits(32, 32))
        case .ip6Version: (.ip6, .bits(0, 4))
        case .ip6Dscp: (.ip6, .bits(4, 6, .dscp))
        case .ip6Ecn: (.ip6, .bits(10, 2, .ecn))
        case .ip6Flowlabel: (.ip6, .bits(12, 20))
        case .ip6Length: (.ip6, .bits(32, 16))
        case .ip6Nexthdr: (.ip6, .bits(48, 8, .inetProtocol))
        case .ip6Hoplimit: (.ip6, .bits(56, 8))
        case .ip6Saddr: (.ip6, .bits(64, 128, .ipv6Address))
        case .ip6Daddr: (.ip6, .bits(192, 128, .ipv6Address))
        case .icmpv6Type: (.icmpv6, .bits(0, 8, .icmpv6Type))
        case .icmpv6Code: (.icmpv6, .bits(8, 8, .icmpv6Code))
        case .icmpv6Checksum: (.icmpv6, .bits(16, 16))
        case .icmpv6ParamProblem: (.icmpv6, .bits(32, 32))
        case .icmpv6Mtu: (.icmpv6, .bits(32, 32))
        case .icmpv6Id: (.icmpv6, .bits(32, 16))
        case .icmpv6Sequence: (.icmpv6, .bits(48, 16))
        case .icmpv6MaxDelay: (.icmpv6, .bits(32, 16))
        case .tcpSport: (.tcp, .bits(0, 16, .inetService))
        case .tcpDport: (.tcp, .bits(16, 16, .inetService))
        case .tcpSequence: (.tcp, .bits(32, 32))
        case .tcpAckseq: (.tcp, .bits(64, 32))
        case .tcpDoff: (.tcp, .bits(96, 4))
        case .tcpReserved: (.tcp, .bits(100, 4))
        case .tcpFlags: (.tcp, .bits(104, 8, .tcpFlag))
        case .tcpWindow: (.tcp, .bits(112, 16))
        case .tcpChecksum: (.tcp, .bits(128, 16))
        case .tcpUrgptr: (.tcp, .bits(144, 16))
        case .udpSport: (.udp, .bits(0, 16, .inetService))
        case .udpDport: (.udp, .bits(16, 16, .inetService))
        case .udpLength: (.udp, .bits(32, 16))
        case .udpChecksum: (.udp, .bits(48, 16))
        case .udpliteSport: (.udplite, .bits(0, 16, .inetService))
        case .udpliteDport: (.udplite, .bits(16, 16, .inetService))
        case .udpliteCsumcov: (.udplite, .bits(32, 16))
        case .udpliteChecksum: (.udplite, .bits(48, 16))
        case .sctpSport: (.sctp, .bits(0, 16, .inetService))
        case .sctpDport: (.sctp, .bits(16, 16, .inetService))
        case .sctpVtag: (.sctp, .bits(32, 32))
        case .sctpChecksum: (.sctp, .bits(64, 32))
        case .dccpSport: (.dccp, .bits(0, 16, .inetService))
        case .dccpDport: (.dccp, .bits(16, 16, .inetService))
        case .dccpType: (.dccp, .bits(67, 4, .dccpPacketType))
        case .ahNexthdr: (.ah, .bits(0, 8, .inetProtocol))
        case .ahHdrlength: (.ah, .bits(8, 8))
        case .ahReserved: (.ah, .bits(16, 16))
        case .ahSpi: (.ah, .bits(32, 32))
        case .ahSequence: (.ah, .bits(64, 32))
        case .espSpi: (.esp, .bits(0, 32))
        case .espSequence: (.esp, .bits(32, 32))
        case .compNexthdr: (.comp, .bits(0, 8, .inetProtocol))
        case .compFlags: (.comp, .bits(8, 8, .bitmask))
        case .compCpi: (.comp, .bits(16, 16))
        case .greVersion: (.gre, .bits(13, 3))
        case .greFlags: (.gre, .bits(0, 5))
        case .greProtocol: (.gre, .bits(16, 16, .etherType))
        case .vxlanVni: (.vxlan, .bits(32, 24))
        case .vxlanFlags: (.vxlan, .bits(0, 8, .bitmask))
        case .geneveVni: (.geneve, .bits(32, 24))
        case .geneveType: (.geneve, .bits(16, 16, .etherType))
        case .thSport: (.th, .bits(0, 16, .inetService))
        case .thDport: (.th, .bits(16, 16, .inetService))
        }
    }
}
