import WeirModel

/// Fragments that wait for the others of their packet.
struct Reassembly {
    private struct Key: Hashable {
        var source, destination: InternetAddress
        var identification: UInt32
        var kind: UInt8
        var user: Hook
    }

    private struct Fragment {
        var packet: Packet
        var offset: Int
        var isLast: Bool
        var data: [UInt8]
    }

    private var waiting: [Key: [Fragment]] = [:]

    /// Takes a fragment. True when the packet is whole, or never was in pieces; false while some are missing.
    mutating func add(_ packet: inout Packet, user: Hook) -> Bool {
        packet.isIPv6 ? addIPv6(&packet, user) : addIPv4(&packet, user)
    }

    private mutating func addIPv4(_ packet: inout Packet, _ user: Hook) -> Bool {
        guard packet.isFragment, let source = packet.source, let destination = packet.destination,
            let id = packet.number16(packet.network + 4), let kind = packet.byte(packet.network + 9)
        else { return true }
        let field = packet.fragmentField
        let start = packet.network + packet.headerLength
        guard start <= packet.bytes.count else { return false }
        let fragment = Fragment(
            packet: packet, offset: Int(field & 0x1fff) * 8, isLast: field & 0x2000 == 0, data: Array(packet.bytes[start...]))
        let key = Key(source: source, destination: destination, identification: UInt32(id), kind: kind, user: user)
        guard let (first, data) = whole(key, with: fragment) else { return false }
        packet = first
        packet.bytes = Array(first.bytes[..<(first.network + first.headerLength)]) + data
        packet.set16(packet.network + 2, UInt16(truncatingIfNeeded: packet.bytes.count - packet.network))
        packet.set16(packet.network + 6, 0)
        packet.sealHeader()
        packet.largestFragment = fragment.packet.bytes.count
        return true
    }

    private mutating func addIPv6(_ packet: inout Packet, _ user: Hook) -> Bool {
        guard let header = packet.fragmentHeader, let field = packet.number16(header + 2), let next = packet.byte(header),
            let id = packet.number32(header + 4), let source = packet.source, let destination = packet.destination
        else { return true }
        let (offset, isLast) = (Int(field & 0xfff8), field & 1 == 0)
        if offset == 0, isTransportCut(packet, header + 8, next) { return true }
        let data = Array(packet.bytes[min(header + 8, packet.bytes.count)...])
        if !isLast, data.count % 8 != 0 { return true }
        let fragment = Fragment(packet: packet, offset: offset, isLast: isLast, data: data)
        guard
            let (first, all) = whole(
                Key(source: source, destination: destination, identification: id, kind: 44, user: user), with: fragment)
        else { return false }
        guard let place = first.fragmentHeader, let kind = first.byte(place) else { return false }
        packet = first
        let previous = first.place(ofHeaderAt: place)
        packet.bytes = Array(first.bytes[..<place]) + all
        packet.bytes[previous] = kind
        packet.set16(packet.network + 4, UInt16(truncatingIfNeeded: packet.bytes.count - packet.network - 40))
        if offset > 0 || !isLast { packet.largestFragment = fragment.packet.bytes.count }
        return true
    }

    /// Whether a first fragment has not its whole transport header.
    private func isTransportCut(_ packet: Packet, _ offset: Int, _ next: UInt8) -> Bool {
        var (kind, offset) = (next, offset)
        while ExtensionHeader.isOne(kind), kind != ExtensionHeader.none {
            guard let following = packet.byte(offset), let length = packet.byte(offset + 1) else { return true }
            offset += kind == ExtensionHeader.fragment ? 8 : (Int(length) + 1) * 8
            kind = following
        }
        let needed =
            switch kind {
            case TransportProtocol.tcp: 20
            case TransportProtocol.udp, TransportProtocol.icmpv6: 8
            default: 1
            }
        return packet.bytes.count < offset + needed
    }

    /// The first fragment and all data, when nothing is missing.
    private mutating func whole(_ key: Key, with fragment: Fragment) -> (first: Packet, data: [UInt8])? {
        var fragments = waiting[key] ?? []
        if fragments.contains(where: { $0.offset == fragment.offset && $0.data.count == fragment.data.count }) { return nil }
        fragments.append(fragment)
        fragments.sort { $0.offset < $1.offset }
        waiting[key] = fragments
        guard let first = fragments.first, first.offset == 0, fragments.last?.isLast == true else { return nil }
        var data: [UInt8] = []
        for fragment in fragments {
            guard fragment.offset == data.count else { return nil }
            data += fragment.data
        }
        waiting[key] = nil
        return (first.packet, data)
    }
}

extension Packet {
    /// The byte that names the extension header at an offset.
    fileprivate func place(ofHeaderAt offset: Int) -> Int {
        var previous = network + 6
        var at = network + 40
        while at < offset, let length = byte(at + 1) {
            previous = at
            at += (Int(length) + 1) * 8
        }
        return previous
    }
}
