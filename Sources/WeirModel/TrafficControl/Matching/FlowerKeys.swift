/// Matches on their way to flower's keys.
struct FlowerKeys {
    var flower = Filter.Flower()
    /// The EtherType in the Ethernet header, and the one behind all VLAN tags.
    private var outer: UInt16?
    private var inner: UInt16?
    /// Transport protocols and their ports need the family of the packet.
    private var needsFamily = false

    static let conflict = FilterProblem("the matches are of different protocols")

    mutating func add(_ match: FilterMatch) throws(FilterProblem) {
        switch match.field {
        case .ct(.state, nil): return try add(ctState: match)
        case .ct(.direction, nil): return try add(ctDirection: match)
        default: break
        }
        guard match.comparison == .equal else {
            throw FilterProblem("filters can only say what is equal, not `\(match.comparison.rawValue)`", help: "put a filter before this one")
        }
        if match.operand.last != nil, !Self.hasRange(match.field) { throw FilterProblem("flower has ranges of ports alone") }
        switch match.field {
        case .meta(let key): try add(key, match.operand)
        case .ct(let key, nil): try add(key, match.operand)
        case .header(let header): try add(header, match.operand)
        default: throw Self.missing(match.field)
        }
    }

    static func missing(_ field: Field) -> FilterProblem { FilterProblem("flower has no key for \(field.words)") }

    private static func hasRange(_ field: Field) -> Bool {
        guard case .header(let header) = field else { return false }
        switch header.header {
        case .tcp, .udp, .sctp: return header.name == "sport" || header.name == "dport"
        default: return false
        }
    }

    private mutating func add(_ key: MetaKey, _ operand: FilterOperand) throws(FilterProblem) {
        switch key {
        case .iifname, .iif:
            guard let name = operand.text else { throw FilterProblem("flower knows links by name") }
            flower.indev = name
        case .protocol:
            let etherType = UInt16(truncatingIfNeeded: operand.number)
            if Self.isVLAN(etherType) { try outer(etherType) } else { try family(etherType) }
        case .nfproto: try family(operand.number == 10 ? 0x86dd : 0x0800)
        case .l4proto: try transport(UInt8(truncatingIfNeeded: operand.number))
        default: throw Self.missing(.meta(key))
        }
    }

    private mutating func add(_ key: CtKey, _ operand: FilterOperand) throws(FilterProblem) {
        var connection = flower.ct ?? Filter.Flower.Connection()
        switch key {
        case .mark: connection.mark = operand.masked(UInt32.self)
        case .zone: connection.zone = operand.masked(UInt16.self)
        default: throw Self.missing(.ct(key, direction: nil))
        }
        flower.ct = connection
    }

    private mutating func add(_ header: HeaderField, _ operand: FilterOperand) throws(FilterProblem) {
        switch header.header {
        case .ether: try add(ether: header, operand)
        case .ip:
            try family(0x0800)
            try add(ip: header, operand)
        case .ip6:
            try family(0x86dd)
            try add(ip6: header, operand)
        case .tcp, .udp, .sctp:
            try transport(header.header.inetProtocol ?? 0)
            try add(ports: header, operand)
        case .vlan: try add(vlan: header, operand)
        case .icmp:
            try family(0x0800)
            try transport(1)
            try add(icmp: header, operand, to: \.icmp)
        case .icmpv6:
            try family(0x86dd)
            try transport(58)
            try add(icmp: header, operand, to: \.icmpv6)
        case .arp:
            try family(0x0806)
            try add(arp: header, operand)
        default: throw Self.missing(.header(header))
        }
    }

    // MARK: protocols

    static func isVLAN(_ etherType: UInt16) -> Bool { etherType == 0x8100 || etherType == 0x88a8 }

    mutating func outer(_ etherType: UInt16) throws(FilterProblem) {
        if let outer, outer != etherType { throw Self.conflict }
        outer = etherType
    }

    mutating func family(_ etherType: UInt16) throws(FilterProblem) {
        if let inner, inner != etherType { throw Self.conflict }
        inner = etherType
    }

    mutating func transport(_ number: UInt8) throws(FilterProblem) {
        if let known = flower.ipProtocol, known != number { throw Self.conflict }
        flower.ipProtocol = number
        needsFamily = true
    }

    func results() throws(FilterProblem) -> [FilterMatching.Result] {
        guard needsFamily, inner == nil, outer.map(Self.isVLAN) ?? true, flower.vlan?.etherType == nil else { return [try result(inner)] }
        return [try result(0x0800), try result(0x86dd)]
    }

    /// With a tag, the EtherType behind it is the tag's.
    private func result(_ family: UInt16?) throws(FilterProblem) -> FilterMatching.Result {
        var flower = flower
        guard flower.vlan != nil || outer.map(Self.isVLAN) ?? false else {
            if let outer, let family, outer != family { throw Self.conflict }
            flower.etherType = outer ?? family
            return FilterMatching.Result(flower, protocolID: flower.etherType ?? Filter.allProtocols)
        }
        let tag = outer ?? 0x8100
        guard Self.isVLAN(tag) else { throw Self.conflict }
        flower.etherType = tag
        if let family {
            var vlan = flower.vlan ?? Filter.Flower.VLAN()
            if let known = vlan.etherType, known != family { throw Self.conflict }
            vlan.etherType = family
            flower.vlan = vlan
        }
        return FilterMatching.Result(flower, protocolID: tag)
    }
}

extension Field {
    /// As an author knows it: `meta.skuid`, `ip.length`.
    var words: String {
        switch self {
        case .header(let field): "`\(field.rawValue)`"
        case .meta(let key): "`meta \(key.rawValue)`"
        case .ct(let key, let direction): "`ct \(direction.map { $0.rawValue + " " } ?? "")\(key.rawValue)`"
        case .rt(let key): "`rt \(key.rawValue)`"
        case .payload: "bits by their position"
        case .extensionHeader(let field): "`\(field.rawValue)`"
        case .fib: "`fib`"
        case .socket(let key, _): "`socket \(key.rawValue)`"
        default: "this field"
        }
    }
}
