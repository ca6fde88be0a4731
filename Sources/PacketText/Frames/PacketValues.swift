import WeirModel

/// The values of a packet's fields, as words give them: one value each, and none that contradicts another.
struct PacketValues {
    struct Given {
        var number: UInt128?
        var value: Value
        var column: Int
    }

    let words: MatchWords
    private(set) var given: [Field: Given] = [:]
    /// In the order of the words.
    private(set) var fields: [Field] = []

    init(_ words: MatchWords, mayBeEmpty: Bool = false) throws(PacketTextError) {
        self.words = words
        guard mayBeEmpty || !words.matches.isEmpty else {
            throw words.failure(
                "the packet is empty", at: 1, help: "as in `iif eth0 ip saddr 192.0.2.1 ip daddr 198.51.100.1 tcp dport 22`")
        }
        for match in words.matches {
            guard case .field(let field) = match.left, match.comparison == .equal || match.comparison == .anyOf,
                let value = Self.value(match.right)
            else {
                throw words.failure(
                    "a packet has one value of each field", at: match.valueColumn, help: "ranges, sets and `!=` are for matches")
            }
            if let other = given[field], other.value != value {
                throw words.failure("the packet has two values of one field: `\(other.value)` and `\(value)`", at: match.valueColumn)
            }
            let number: UInt128? = if case .number(let number, _) = value { number } else { nil }
            given[field] = Given(number: number, value: value, column: match.column)
            fields.append(field)
        }
    }

    private static func value(_ term: Term) -> Value? {
        switch term {
        case .value(let value): return value
        case .flags(let values):
            guard let type = values.first?.type else { return nil }
            var bits: UInt128 = 0
            for case .number(let number, _) in values { bits |= number }
            return .number(bits, type)
        case .field, .range, .prefix, .set, .namedSet, .concatenation, .binary, .map, .jhash: return nil
        }
    }

    subscript(field: HeaderField) -> UInt128? { given[.header(field)]?.number }
    subscript(key: MetaKey) -> UInt128? { given[.meta(key)]?.number }

    func column(_ field: Field) -> Int { given[field]?.column ?? 1 }

    /// The name of a link, by its name or its number.
    func link(_ keys: MetaKey...) -> (name: String, column: Int)? {
        for key in keys {
            if let link = given[.meta(key)] { return (link.value.description, link.column) }
        }
        return nil
    }

    /// The given fields of a header, with their values.
    func values(of header: Header) -> [(field: HeaderField, number: UInt128)] {
        fields.compactMap { field in
            guard case .header(let named) = field, named.header == header, let number = given[field]?.number else { return nil }
            return (named, number)
        }
    }

    // MARK: layers

    /// The network header: of addresses, of what only one family carries, or as `meta nfproto` and the like say.
    func network() throws(PacketTextError) -> Header? {
        try agreed(
            among: fields.compactMap { field in
                let number = given[field]?.number
                let header: Header? =
                    switch field {
                    case .header(let named):
                        switch named.header {
                        case .ip, .ip6, .arp: named.header
                        case .icmp, .igmp: .ip
                        case .icmpv6: .ip6
                        case .ether, .vlan:
                            named == .etherType || named == .vlanType
                                ? number.flatMap { UInt16(exactly: $0) }.flatMap(Header.init(etherType:)).flatMap { $0 == .vlan ? nil : $0 }
                                : nil
                        case .tcp, .udp, .udplite, .sctp, .dccp, .ah, .esp, .comp, .gre, .vxlan, .geneve, .th: nil
                        }
                    case .meta(.nfproto): number == 2 ? .ip : number == 10 ? .ip6 : nil
                    case .meta(.protocol): number.flatMap { UInt16(exactly: $0) }.flatMap(Header.init(etherType:))
                    case .extensionHeader, .extensionHeaderPresence: .ip6
                    case .ipOption, .ipOptionPresence: .ip
                    case .payload, .meta, .ct, .rt, .tcpOption, .tcpOptionPresence, .rawTCPOption, .sctpChunk, .sctpChunkPresence, .fib,
                        .socket, .osf, .ipsec, .numgen, .symhash, .inner, .tunnel:
                        nil
                    }
                return header.map { (field, $0) }
            })
    }

    /// The transport header, or the number of a protocol that nft has no fields for.
    func transport() throws(PacketTextError) -> (header: Header?, number: UInt8?) {
        let header = try agreed(
            among: fields.compactMap { field in
                let header: Header? =
                    switch field {
                    case .header(let named) where named.header.inetProtocol != nil: named.header
                    case .tcpOption, .tcpOptionPresence: .tcp
                    default: self.protocolNumber(field).flatMap(Header.init(inetProtocol:))
                    }
                return header.map { (field, $0) }
            })
        let numbers = fields.compactMap { field in protocolNumber(field).map { (field, $0) } }
        let number = header?.inetProtocol ?? numbers.first?.1
        if let other = numbers.first(where: { $0.1 != number }) {
            throw words.failure("the packet has two transport protocols: \(number ?? 0) and \(other.1)", at: column(other.0))
        }
        return (header, number)
    }

    private func protocolNumber(_ field: Field) -> UInt8? {
        switch field {
        case .meta(.l4proto), .header(.ipProtocol), .header(.ip6Nexthdr): given[field]?.number.flatMap { UInt8(exactly: $0) }
        default: nil
        }
    }

    private func agreed(among headers: [(field: Field, header: Header)]) throws(PacketTextError) -> Header? {
        guard let first = headers.first else { return nil }
        if let other = headers.first(where: { $0.header != first.header }) {
            throw words.failure(
                "a packet can't be both \(first.header.rawValue) and \(other.header.rawValue)", at: column(other.field),
                help: "leave one of them out")
        }
        return first.header
    }
}
