import WeirModel

/// An IPv4 or IPv6 packet of words.
struct InternetPacket {
    let builder: PacketBuilder
    let network: Header
    let incoming: String?
    let outgoing: String?

    private var values: PacketValues { builder.values }

    /// The packet, and its destination.
    func bytes() throws(PacketTextError) -> (bytes: [UInt8], target: UInt128) {
        let (transport, number) = try values.transport()
        try refuseUnbuildable(transport)
        let (source, target) = (try address(isSource: true), try address(isSource: false))
        let extensions = try ExtensionHeaders(values, network: network)
        var payload = isLaterFragment(extensions) ? try withoutTransport() : try TransportHeader(values, transport).bytes
        let size = (network.byteLength ?? 0) + extensions.byteCount + payload.count
        if let length = values[.length] {
            guard let more = Int(exactly: length).map({ $0 - size }), (0...65535 - size).contains(more) else {
                throw values.words.failure(
                    "the packet's length of \(length) bytes is not between \(size), that of its headers, and 65535",
                    at: values.column(.meta(.length)))
            }
            payload += Array(repeating: 0, count: more)
        }
        if transport == .udp, values[.udpLength] == nil, !isLaterFragment(extensions) {
            payload = HeaderBytes(payload).with(.udpLength, UInt128(payload.count)).bytes
        }
        let header = networkHeader(source, target, protocol: number ?? 59, extensions, payload: payload.count)
        if let transport, !isLaterFragment(extensions) { payload = checksummed(payload, transport, header) }
        return (header.bytes + extensions.bytes(before: number ?? 59) + payload, target)
    }

    private func refuseUnbuildable(_ transport: Header?) throws(PacketTextError) {
        if let transport, transport == .icmpv6 && network == .ip || (transport == .icmp || transport == .igmp) && network == .ip6,
            values.given[.header(network == .ip ? .ipProtocol : .ip6Nexthdr)] == nil
        {
            throw values.words.failure("\(network.rawValue) carries no \(transport.rawValue) of its own", at: 1)
        }
        for field in values.fields {
            let isUnbuildable =
                switch field {
                case .header(let named):
                    named.header == .vxlan || named.header == .geneve || named.header == .th && transport?.hasPorts != true
                case .payload, .rawTCPOption, .ipOption, .ipOptionPresence, .sctpChunk, .sctpChunkPresence, .inner: true
                case .meta, .ct, .rt, .extensionHeader, .extensionHeaderPresence, .tcpOption, .tcpOptionPresence, .fib, .socket, .osf,
                    .ipsec, .numgen, .symhash, .tunnel:
                    false
                }
            guard isUnbuildable else { continue }
            throw values.words.failure(
                field.isTransportPort ? "`th` needs a protocol that has ports" : "a packet can't be given by this field",
                at: values.column(field), help: field.isTransportPort ? "add `meta l4proto tcp`" : "give the whole packet as hex")
        }
    }

    // MARK: network

    private func address(isSource: Bool) throws(PacketTextError) -> UInt128 {
        let field: HeaderField = network == .ip ? (isSource ? .ipSaddr : .ipDaddr) : isSource ? .ip6Saddr : .ip6Daddr
        if let given = values[field] { return given }
        // The host's own, at the end where the packet meets it.
        let isOwn = isSource == (incoming == nil)
        let family: Family = network == .ip ? .ip : .ip6
        if isOwn, let own = builder.defaults.address(isSource ? outgoing : incoming, family) { return own }
        throw values.words.failure("the \(isSource ? "source" : "destination") address is missing", at: 1, help: "add `\(field.rawValue)`")
    }

    private func networkHeader(
        _ source: UInt128, _ target: UInt128, protocol number: UInt8, _ extensions: ExtensionHeaders, payload: Int
    ) -> HeaderBytes {
        guard network == .ip else {
            return builder.header(
                .ip6,
                [
                    .ip6Version: 6, .ip6Hoplimit: 64, .ip6Nexthdr: UInt128(extensions.first ?? number), .ip6Saddr: source,
                    .ip6Daddr: target,
                    .ip6Length: UInt128(extensions.byteCount + payload),
                ]
            ).with(.ip6Nexthdr, UInt128(extensions.first ?? number))
        }
        var header = builder.header(
            .ip,
            [
                .ipVersion: 4, .ipHdrlength: 5, .ipTtl: 64, .ipProtocol: UInt128(number), .ipSaddr: source, .ipDaddr: target,
                .ipLength: UInt128(20 + payload),
            ])
        if values[.ipChecksum] == nil { header.set(.ipChecksum, to: UInt128(PacketChecksums.internet(header.bytes))) }
        return header
    }

    private func isLaterFragment(_ extensions: ExtensionHeaders) -> Bool {
        network == .ip ? (values[.ipFragOff] ?? 0) & 0x1fff != 0 : extensions.fragmentOffset != 0
    }

    /// A later fragment begins with data.
    private func withoutTransport() throws(PacketTextError) -> [UInt8] {
        for field in values.fields {
            if case .header(let named) = field, named.header.base == .transport {
                throw values.words.failure(
                    "a later fragment has no \(named.header.rawValue) header", at: values.column(field),
                    help: "leave it out, and give the protocol by `\(network == .ip ? "ip protocol" : "ip6 nexthdr")`")
            }
        }
        return Array(repeating: 0, count: 8)
    }

    private func checksummed(_ payload: [UInt8], _ transport: Header, _ header: HeaderBytes) -> [UInt8] {
        let addresses = Array(header.bytes[network == .ip ? 12..<20 : 8..<40])
        guard let (field, value) = PacketChecksums.transport(transport, payload, addresses: addresses), values[field] == nil else {
            return payload
        }
        return HeaderBytes(payload).with(field, value).bytes
    }
}

extension HeaderBytes {
    func with(_ field: HeaderField, _ number: UInt128) -> HeaderBytes {
        var copy = self
        copy.set(field, to: number)
        return copy
    }
}

extension Header {
    var hasPorts: Bool {
        switch self {
        case .tcp, .udp, .udplite, .sctp, .dccp: true
        case .ether, .vlan, .arp, .ip, .icmp, .igmp, .ip6, .icmpv6, .ah, .esp, .comp, .gre, .vxlan, .geneve, .th: false
        }
    }
}

extension Field {
    fileprivate var isTransportPort: Bool { self == .header(.thSport) || self == .header(.thDport) }
}
