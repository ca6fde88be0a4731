/// A packet and what the stack notes about it: the `sk_buff` that hooks see.
struct Packet {
    /// The frame, with room before it for a new link header.
    var bytes: [UInt8]
    /// Where the layer begins that the packet is in now: the network header for hooks of IP and ingress, the link header at egress.
    var start: Int
    /// The link header; `nil` where none was ever set, as in a local packet before it is sent.
    var link: Int?
    var network: Int
    /// The type of what follows the link header and a tag that was taken off.
    var etherType: UInt16
    /// A tag that is kept beside the bytes.
    var tag: Tag?
    var mark: UInt32 = 0
    var priority: UInt32 = 0
    var addressee: Addressee = .host
    /// The place of the link that has it; `nil` for a local packet before it is sent.
    var device: Int?
    /// Whether it still belongs to a socket of this host.
    var hasSocket = false
    var tracking: Tracking = .none
    /// What IPv4 forwarding or a reassembly noted of the largest fragment.
    var largestFragment = 0

    static let room = 32

    struct Tag {
        var type: UInt16
        var control: UInt16
    }

    /// Raw values are those of `meta pkttype`.
    enum Addressee: UInt32 {
        case host, broadcast, multicast, other
    }

    /// From the current layer on.
    var length: Int { bytes.count - start }

    // MARK: bytes

    @inline(__always) func byte(_ offset: Int) -> UInt8? { offset >= 0 && offset < bytes.count ? bytes[offset] : nil }

    @inline(__always) func number16(_ offset: Int) -> UInt16? {
        guard offset >= 0, offset + 2 <= bytes.count else { return nil }
        return UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
    }

    @inline(__always) func number32(_ offset: Int) -> UInt32? {
        guard offset >= 0, offset + 4 <= bytes.count else { return nil }
        return UInt32(bytes[offset]) << 24 | UInt32(bytes[offset + 1]) << 16 | UInt32(bytes[offset + 2]) << 8 | UInt32(bytes[offset + 3])
    }

    mutating func set16(_ offset: Int, _ value: UInt16) {
        guard offset >= 0, offset + 2 <= bytes.count else { return }
        bytes[offset] = UInt8(value >> 8)
        bytes[offset + 1] = UInt8(truncatingIfNeeded: value)
    }

    func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
        offset >= 0 && count >= 0 && offset + count <= bytes.count ? bytes[offset..<(offset + count)] : nil
    }

    // MARK: the network header

    var isIPv6: Bool { etherType == EtherType.ipv6 }
    var isIP: Bool { etherType == EtherType.ipv4 || isIPv6 }
    /// Of IPv4.
    var headerLength: Int { (Int(byte(network) ?? 0) & 15) * 4 }
    var source: InternetAddress? { address(isIPv6 ? 8 : 12) }
    var destination: InternetAddress? { address(isIPv6 ? 24 : 16) }

    private func address(_ offset: Int) -> InternetAddress? { slice(network + offset, isIPv6 ? 16 : 4).map { InternetAddress($0) } }

    var timeToLive: UInt8 { byte(network + (isIPv6 ? 7 : 8)) ?? 0 }
    /// Of IPv4: flags and offset.
    var fragmentField: UInt16 { number16(network + 6) ?? 0 }
    /// Whether it is a fragment of an IPv4 packet.
    var isFragment: Bool { fragmentField & 0x3fff != 0 }

    /// The IP packet, without link header.
    var networkBytes: ArraySlice<UInt8> { bytes[min(network, bytes.count)...] }

    /// Takes off what follows the packet's end, such as Ethernet's padding.
    mutating func trim(toNetworkLength length: Int) {
        if network + length < bytes.count { bytes.removeLast(bytes.count - network - length) }
    }
}

enum EtherType {
    static let ipv4: UInt16 = 0x0800
    static let arp: UInt16 = 0x0806
    static let ipv6: UInt16 = 0x86dd
    static let vlan: UInt16 = 0x8100
    static let serviceVLAN: UInt16 = 0x88a8
    static func isVLAN(_ type: UInt16) -> Bool { type == vlan || type == serviceVLAN }
}

/// `IPPROTO_…`.
enum TransportProtocol {
    static let icmp: UInt8 = 1
    static let tcp: UInt8 = 6
    static let udp: UInt8 = 17
    static let dccp: UInt8 = 33
    static let icmpv6: UInt8 = 58
    static let sctp: UInt8 = 132
    static let udplite: UInt8 = 136
}
