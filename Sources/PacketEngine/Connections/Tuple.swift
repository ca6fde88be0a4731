/// One direction of a connection: addresses and what tells connections of a protocol apart.
struct Tuple: Hashable {
    var source, destination: InternetAddress
    /// Ports; of ICMP the identifier, and type and code.
    var sourcePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    var kind: UInt8
    var zone: UInt16 = 0

    /// The other direction; `nil` for a message of ICMP that has no answer.
    var inverted: Tuple? {
        var result = Tuple(source: destination, destination: source, kind: kind, zone: zone)
        switch kind {
        case TransportProtocol.icmp, TransportProtocol.icmpv6:
            let answers: [UInt8: UInt8] =
                kind == TransportProtocol.icmp
                ? [8: 0, 0: 8, 13: 14, 14: 13, 15: 16, 16: 15, 17: 18, 18: 17] : [128: 129, 129: 128, 139: 140, 140: 139]
            guard let type = answers[UInt8(destinationPort >> 8)] else { return nil }
            result.sourcePort = sourcePort
            result.destinationPort = UInt16(type) << 8 | destinationPort & 0xff
        default:
            result.sourcePort = destinationPort
            result.destinationPort = sourcePort
        }
        return result
    }

    static func hasPorts(_ kind: UInt8) -> Bool {
        switch kind {
        case TransportProtocol.tcp, TransportProtocol.udp, TransportProtocol.udplite, TransportProtocol.sctp, TransportProtocol.dccp: true
        default: false
        }
    }
}

extension Packet {
    /// The transport header as conntrack finds it, in `bytes`; `nil` where it finds none, as in a later fragment.
    func trackedTransport(at network: Int) -> (kind: UInt8, offset: Int)? {
        guard isIPv6 else {
            guard let first = byte(network), let field = number16(network + 6), field & 0x1fff == 0, let kind = byte(network + 9) else {
                return nil
            }
            let offset = network + Int(first & 15) * 4
            return offset <= bytes.count ? (kind, offset) : nil
        }
        guard var kind = byte(network + 6) else { return nil }
        var offset = network + 40
        while ExtensionHeader.isOne(kind) {
            if kind == ExtensionHeader.none { return nil }
            guard let next = byte(offset), let length = byte(offset + 1) else { return nil }
            if kind == ExtensionHeader.fragment {
                guard let field = number16(offset + 2), field & 0xfff8 == 0 else { return nil }
                offset += 8
            } else {
                offset += kind == ExtensionHeader.authentication ? (Int(length) + 2) * 4 : (Int(length) + 1) * 8
            }
            kind = next
        }
        return offset <= bytes.count ? (kind, offset) : nil
    }

    /// The tuple of the IP packet that begins at an offset.
    func tuple(at network: Int) -> Tuple? {
        guard let (kind, offset) = trackedTransport(at: network) else { return nil }
        let (first, count) = isIPv6 ? (8, 16) : (12, 4)
        guard let source = slice(network + first, count), let destination = slice(network + first + count, count) else { return nil }
        var tuple = Tuple(source: InternetAddress(source), destination: InternetAddress(destination), kind: kind)
        if Tuple.hasPorts(kind) {
            guard let from = number16(offset), let to = number16(offset + 2) else { return nil }
            tuple.sourcePort = from
            tuple.destinationPort = to
        } else if kind == (isIPv6 ? TransportProtocol.icmpv6 : TransportProtocol.icmp) {
            guard let id = number16(offset + 4), let type = number16(offset) else { return nil }
            tuple.sourcePort = id
            tuple.destinationPort = type
        }
        return tuple
    }
}
