import WeirModel

extension GivenPacket {
    /// The packet that words describe; what they leave out is as common programs send it, with right lengths and checksums.
    ///
    /// A packet with `iif` arrives there; without, a program of this host sends it. Lengths and checksums that the words give stay as given.
    package init(words: String, defaults: PacketDefaults = PacketDefaults()) throws(PacketTextError) {
        guard let hex = HexPacket.digits(in: words) else {
            self = try PacketBuilder(values: try PacketValues(try MatchWords(words)), defaults: defaults).packet()
            return
        }
        let builder = PacketBuilder(values: try PacketValues(try MatchWords(String(hex.words)), mayBeEmpty: true), defaults: defaults)
        self = try builder.packet(of: hex.digits, in: words)
    }
}

extension Field {
    /// Whether no byte of a packet has it.
    fileprivate var isBesideBytes: Bool {
        switch self {
        case .meta(.length), .meta(.protocol), .meta(.nfproto), .meta(.l4proto): false
        case .meta, .ct, .rt, .fib, .socket, .osf, .ipsec, .numgen, .symhash, .tunnel: true
        case .header, .payload, .extensionHeader, .extensionHeaderPresence, .tcpOption, .tcpOptionPresence, .rawTCPOption, .ipOption,
            .ipOptionPresence, .sctpChunk, .sctpChunkPresence, .inner:
            false
        }
    }
}

struct PacketBuilder {
    let values: PacketValues
    let defaults: PacketDefaults

    func packet() throws(PacketTextError) -> GivenPacket {
        let incoming = try link(.iifname, .iif)
        let outgoing = try link(.oifname, .oif)
        let network = try values.network()
        guard let network else {
            throw values.words.failure(
                "neither addresses nor a protocol of the network layer are given", at: 1,
                help: "add `ip saddr 192.0.2.1`, `meta nfproto ipv6` or `ether type arp`")
        }
        let body: [UInt8]
        let target: UInt128
        if network == .arp {
            (body, target) = (try arp(), values[.arpOperation] == 2 ? 0 : .max)
        } else {
            (body, target) = try InternetPacket(builder: self, network: network, incoming: incoming, outgoing: outgoing).bytes()
        }
        var packet = GivenPacket(origin: incoming == nil ? network == .arp ? .link : .local : .wire, link: incoming, frame: body)
        if packet.origin == .link {
            guard let outgoing else {
                throw values.words.failure("the link is missing that the packet is sent on", at: 1, help: "add `oif eth0`, or `iif eth0`")
            }
            packet.link = outgoing
        }
        if packet.origin == .local {
            if let field = values.fields.first(where: { if case .header(let named) = $0 { named.header.base == .link } else { false } }) {
                throw values.words.failure(
                    "a packet of this host has no Ethernet header where it begins", at: values.column(field),
                    help: "add `iif eth0` for one that arrives")
            }
        } else {
            packet.frame = try ethernet(network, target: target, link: packet.link) + body
        }
        packet.outLink = packet.origin == .link ? nil : outgoing
        packet.facts = facts
        return packet
    }

    /// The packet of these bytes, with the links and facts that the words give.
    func packet(of digits: Substring, in text: String) throws(PacketTextError) -> GivenPacket {
        if let field = values.fields.first(where: { !$0.isBesideBytes }) {
            throw values.words.failure(
                "the bytes have this field", at: values.column(field), help: "beside them are links, marks and connections alone")
        }
        let incoming = try link(.iifname, .iif)
        let bytes = try HexPacket(digits, in: text, isFrame: incoming != nil).bytes
        var packet = GivenPacket(origin: incoming == nil ? .local : .wire, link: incoming, frame: bytes)
        packet.outLink = try link(.oifname, .oif)
        packet.facts = facts
        return packet
    }

    private func link(_ keys: MetaKey...) throws(PacketTextError) -> String? {
        guard let link = values.link(keys[0], keys[1]) else { return nil }
        if let links = defaults.links, !links.contains(link.name) {
            throw values.words.failure(
                "no link named `\(link.name.excerpt(40))`", at: link.column,
                help: Suggestion.nearest(to: link.name, among: links).map { "did you mean `\($0)`?" }
                    ?? "links are \(links.sorted().prefix(10).joined(separator: ", "))")
        }
        return link.name
    }

    /// What no byte of the packet says.
    private var facts: [Field: Value] {
        values.given.filter { field, _ in
            switch field {
            case .meta(.iif), .meta(.iifname), .meta(.oif), .meta(.oifname): false
            case _: field.isBesideBytes
            }
        }.mapValues(\.value)
    }

    // MARK: headers

    /// The header with the given fields over those that every packet has.
    func header(_ header: Header, _ defaults: [HeaderField: UInt128]) -> HeaderBytes {
        var bytes = HeaderBytes(count: header.byteLength ?? 0)
        for (field, number) in defaults { bytes.set(field, to: number) }
        for (field, number) in values.values(of: header) { bytes.set(field, to: number) }
        return bytes
    }

    private func arp() throws(PacketTextError) -> [UInt8] {
        if let other = try values.transport().header,
            let field = values.fields.first(where: {
                if case .header(let named) = $0 { named.header == other } else { false }
            })
        {
            throw values.words.failure("a packet can't be both arp and \(other.rawValue)", at: values.column(field))
        }
        return header(.arp, [.arpHtype: 1, .arpPtype: 0x0800, .arpHlen: 6, .arpPlen: 4, .arpOperation: 1]).bytes
    }

    /// - Parameter target: the network address that decides on the hardware address: multicast and broadcast have their own.
    private func ethernet(_ network: Header, target: UInt128, link: String?) throws(PacketTextError) -> [UInt8] {
        let own = link.flatMap { defaults.hardwareAddress($0) } ?? 0x0200_0000_0001
        let destination: UInt128 =
            switch values[.pkttype] {
            case 1?: 0xffff_ffff_ffff
            case 2?: 0x0100_5e00_0001
            case 3?: 0x0200_0000_00ff
            case _ where network == .ip && target >> 28 == 0xe: 0x0100_5e00_0000 | target & 0x7f_ffff
            case _ where network == .ip6 && target >> 120 == 0xff: 0x3333_0000_0000 | target & 0xffff_ffff
            case _ where target == (network == .ip ? 0xffff_ffff : .max) && network != .ip6: 0xffff_ffff_ffff
            default: own
            }
        let type = UInt128(network.etherType ?? 0)
        let isTagged = values.fields.contains { if case .header(let named) = $0 { named.header == .vlan } else { false } }
        var frame = header(.ether, [.etherDaddr: destination, .etherSaddr: 0x0200_0000_0002, .etherType: isTagged ? 0x8100 : type])
        guard isTagged else { return frame.bytes }
        if values[.etherType] == type { frame.set(.etherType, to: 0x8100) }
        return frame.bytes + header(.vlan, [.vlanType: type]).bytes
    }
}

extension GivenPacket {
    /// The links that the words of a packet name.
    package static func links(in words: String) throws(PacketTextError) -> Set<String> {
        let words = try MatchWords(HexPacket.digits(in: words).map { String($0.words) } ?? words)
        let values = try PacketValues(words, mayBeEmpty: true)
        return Set([values.link(.iifname, .iif), values.link(.oifname, .oif)].compactMap { $0?.name })
    }
}
