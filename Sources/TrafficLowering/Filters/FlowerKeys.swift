import WeirModel

/// Matches on their way to flower's keys.
struct FlowerKeys {
    var flower = Filter.Flower()
    private var protocols = MatchedProtocols()

    mutating func add(_ match: FilterMatch) throws(FilterProblem) {
        switch match.field {
        case .ct(.state, nil): return try add(ctState: match)
        case .ct(.direction, nil): return try add(ctDirection: match)
        case .meta(.iif), .meta(.iifname):
            flower.indev = try match.linkName(.flower)
            return
        default: if try protocols.take(match) { return }
        }
        guard match.comparison == .equal else {
            throw FilterProblem(
                "flower can only compare for equality, not with `\(match.comparison.rawValue)`", help: "put a filter before this one")
        }
        if match.operand.last != nil, !Self.hasRange(match.field) { throw FilterProblem("flower has ranges of ports alone") }
        switch match.field {
        case .ct(let key, nil): try add(key, match.operand)
        case .header(let header): try add(header, match.operand)
        default: throw Self.missing(match.field)
        }
    }

    static func missing(_ field: Field) -> FilterProblem { FilterMatching.Classifier.flower.lacks(field) }

    private static func hasRange(_ field: Field) -> Bool {
        guard case .header(let header) = field else { return false }
        switch header.header {
        case .tcp, .udp, .sctp: return header.name == "sport" || header.name == "dport"
        default: return false
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
        if header.header != .vlan { try protocols.require(header.header) }
        switch header.header {
        case .ether: try add(ether: header, operand)
        case .ip: try add(ip: header, operand)
        case .ip6: try add(ip6: header, operand)
        case .tcp, .udp, .sctp: try add(ports: header, operand)
        case .vlan: try add(vlan: header, operand)
        case .icmp: try add(icmp: header, operand, to: \.icmp)
        case .icmpv6: try add(icmp: header, operand, to: \.icmpv6)
        case .arp: try add(arp: header, operand)
        default: throw Self.missing(.header(header))
        }
    }

    // MARK: results

    func results() throws(FilterProblem) -> [FilterMatching.Result] {
        // Transport protocols and their ports need the family of the packet.
        guard protocols.transport != nil, protocols.inner == nil, protocols.outer.map(MatchedProtocols.isVLAN) ?? true,
            flower.vlan?.etherType == nil
        else {
            return [try result(protocols.inner)]
        }
        return try MatchedProtocols.families.map { (family) throws(FilterProblem) in try result(family) }
    }

    /// With a tag, the EtherType behind it is the tag's.
    private func result(_ family: UInt16?) throws(FilterProblem) -> FilterMatching.Result {
        var flower = flower
        flower.ipProtocol = protocols.transport
        guard flower.vlan != nil || protocols.outer.map(MatchedProtocols.isVLAN) ?? false else {
            if let outer = protocols.outer, let family, outer != family { throw MatchedProtocols.conflict }
            flower.etherType = protocols.outer ?? family
            return FilterMatching.Result(flower, protocolID: flower.etherType ?? Filter.allProtocols)
        }
        let tag = protocols.outer ?? 0x8100
        guard MatchedProtocols.isVLAN(tag) else { throw MatchedProtocols.conflict }
        flower.etherType = tag
        if let family {
            var vlan = flower.vlan ?? Filter.Flower.VLAN()
            if let known = vlan.etherType, known != family { throw MatchedProtocols.conflict }
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
