/// Where a hook finds the transport header.
struct TransportView {
    var kind: UInt8
    /// From the packet's current layer on. Of a later IPv6 fragment it stays 0, as in the kernel.
    var offset: Int
    /// Not 0 in a later fragment.
    var fragmentOffset: Int
}

extension Packet {
    /// As the chains of IP see it, whose header the stack has checked.
    var transport: TransportView? { isIPv6 ? transportOfIPv6 : transportOfIPv4 }

    private var transportOfIPv4: TransportView {
        TransportView(
            kind: byte(network + 9) ?? 0, offset: network - start + headerLength, fragmentOffset: Int(fragmentField & 0x1fff))
    }

    private var transportOfIPv6: TransportView? { findHeader(nil) }

    /// As chains see it that come before the stack's checks; `nil` if the header is malformed.
    var validatedTransport: TransportView? {
        if isIPv6 {
            guard let first = byte(network), network + 40 <= bytes.count, first >> 4 == 6, let payload = number16(network + 4),
                network + 40 + Int(payload) <= bytes.count
            else { return nil }
            return transportOfIPv6
        }
        guard let first = byte(network), network + 20 <= bytes.count, first >> 4 == 4, headerLength >= 20,
            let total = number16(network + 2), network + Int(total) <= bytes.count, Int(total) >= headerLength
        else { return nil }
        return transportOfIPv4
    }

    /// Walks the headers of an IPv6 packet as `ipv6_find_hdr` does: to a header of a kind, or to the transport header.
    func findHeader(_ target: UInt8?) -> TransportView? {
        guard var kind = byte(network + 6) else { return nil }
        var offset = network + 40
        while true {
            let found = kind == target
            guard ExtensionHeader.isOne(kind), kind != ExtensionHeader.none else {
                guard target == nil || found else { return nil }
                return TransportView(kind: kind, offset: offset - start, fragmentOffset: 0)
            }
            guard let next = byte(offset), let length = byte(offset + 1) else { return nil }
            var size = (Int(length) + 1) * 8
            if kind == ExtensionHeader.fragment {
                guard let field = number16(offset + 2) else { return nil }
                if field & 0xfff8 != 0 {
                    if target == nil, !ExtensionHeader.isOne(next) || next == ExtensionHeader.none {
                        return TransportView(kind: next, offset: 0, fragmentOffset: Int(field & 0xfff8))
                    }
                    guard found else { return nil }
                    return TransportView(kind: kind, offset: offset - start, fragmentOffset: Int(field & 0xfff8))
                }
                size = 8
            } else if kind == ExtensionHeader.authentication {
                if target == nil { return TransportView(kind: kind, offset: offset - start, fragmentOffset: 0) }
                size = (Int(length) + 2) * 4
            }
            if found { return TransportView(kind: kind, offset: offset - start, fragmentOffset: 0) }
            kind = next
            offset += size
        }
    }

    /// Where an IPv6 packet's fragment header stands, if it has one before its transport header.
    var fragmentHeader: Int? {
        guard isIPv6, let found = findHeader(ExtensionHeader.fragment) else { return nil }
        return found.offset + start
    }
}

/// Kinds of IPv6 extension headers.
enum ExtensionHeader {
    static let hopByHop: UInt8 = 0
    static let routing: UInt8 = 43
    static let fragment: UInt8 = 44
    static let authentication: UInt8 = 51
    static let none: UInt8 = 59
    static let destination: UInt8 = 60
    static func isOne(_ kind: UInt8) -> Bool {
        switch kind {
        case hopByHop, routing, fragment, authentication, none, destination: true
        default: false
        }
    }
}
