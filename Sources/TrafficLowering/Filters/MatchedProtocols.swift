import WeirModel

/// The protocols of a filter's matches. A filter has one EtherType or all, and its packets have one transport protocol.
struct MatchedProtocols {
    /// The EtherType in the Ethernet header, and the one behind all VLAN tags.
    private(set) var outer: UInt16?
    private(set) var inner: UInt16?
    /// `ip protocol`, or the IPv6 header's `nexthdr`.
    private(set) var transport: UInt8?

    static let conflict = FilterProblem("the matches are of different protocols")
    static let families: [UInt16] = [0x0800, 0x86dd]

    static func isVLAN(_ etherType: UInt16) -> Bool { etherType == 0x8100 || etherType == 0x88a8 }

    /// - Returns: whether the match determined a protocol, and nothing else.
    mutating func take(_ match: FilterMatch) throws(FilterProblem) -> Bool {
        let number = match.operand.number
        guard match.comparison == .equal, match.operand.mask == nil, match.operand.last == nil else { return false }
        switch match.field {
        case .meta(.protocol):
            let etherType = UInt16(truncatingIfNeeded: number)
            if Self.isVLAN(etherType) { try outer(etherType) } else { try family(etherType) }
        case .header(.etherType): try outer(UInt16(truncatingIfNeeded: number))
        case .meta(.nfproto): try family(number == 10 ? 0x86dd : 0x0800)
        case .meta(.l4proto): try transport(UInt8(truncatingIfNeeded: number))
        case .header(.ipProtocol):
            try family(0x0800)
            try transport(UInt8(truncatingIfNeeded: number))
        case .header(.ip6Nexthdr):
            try family(0x86dd)
            try transport(UInt8(truncatingIfNeeded: number))
        default: return false
        }
        return true
    }

    /// The protocol that a field of this header implies.
    mutating func require(_ header: Header) throws(FilterProblem) {
        switch header {
        case .ip, .ip6, .arp: if let etherType = header.etherType { try family(etherType) }
        case .icmp, .igmp: try family(0x0800)
        case .icmpv6: try family(0x86dd)
        default: break
        }
        if let number = header.inetProtocol { try transport(number) }
    }

    private mutating func outer(_ etherType: UInt16) throws(FilterProblem) {
        if let outer, outer != etherType { throw Self.conflict }
        outer = etherType
    }

    private mutating func family(_ etherType: UInt16) throws(FilterProblem) {
        if let inner, inner != etherType { throw Self.conflict }
        inner = etherType
    }

    private mutating func transport(_ number: UInt8) throws(FilterProblem) {
        if let known = transport, known != number { throw Self.conflict }
        transport = number
    }
}

extension Field {
    /// Whether its value becomes the filter's protocol.
    var isProtocolOfFilter: Bool {
        switch self {
        case .meta(.protocol), .meta(.nfproto), .header(.etherType): true
        default: false
        }
    }
}
