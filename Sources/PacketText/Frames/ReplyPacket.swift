import WeirModel

extension PacketDescription {
    /// The answer to an IP packet, from its IP header on: with addresses and ports exchanged, of a host that is there.
    ///
    /// `nil`: nothing answers such a packet, such as an error message, or a fragment.
    package var reply: [UInt8]? {
        guard let first = network.first, network.count - transport.count >= 20, !transport.isEmpty else { return nil }
        let isIPv6 = first >> 4 == 6
        guard isIPv6 || network[6] & 0x3f == 0 && network[7] == 0 else { return nil }
        guard let number = isIPv6 ? network.dropFirst(6).first : network.dropFirst(9).first, let header = Header(inetProtocol: number)
        else { return nil }
        var network = HeaderBytes(Array(self.network.prefix(self.network.count - transport.count)))
        var transport = HeaderBytes(self.transport)
        network.exchange(isIPv6 ? .ip6Saddr : .ipSaddr, isIPv6 ? .ip6Daddr : .ipDaddr)
        network.set(isIPv6 ? .ip6Hoplimit : .ipTtl, to: 64)
        switch header {
        case .tcp:
            transport.exchange(.tcpSport, .tcpDport)
            let flags = transport.get(.tcpFlags) ?? 0
            guard flags & 4 == 0 else { return nil }
            let (sent, seen) = (transport.get(.tcpSequence) ?? 0, transport.get(.tcpAckseq) ?? 0)
            transport.set(.tcpSequence, to: seen)
            transport.set(.tcpAckseq, to: sent &+ (flags & 3 == 0 ? 0 : 1) & 0xffff_ffff)
            transport.set(.tcpFlags, to: flags & 2 | 16)
        case .udp, .udplite, .sctp, .dccp: transport.exchange(.thSport, .thDport)
        case .icmp:
            guard transport.get(.icmpType) == 8 else { return nil }
            transport.set(.icmpType, to: 0)
        case .icmpv6:
            guard transport.get(.icmpv6Type) == 128 else { return nil }
            transport.set(.icmpv6Type, to: 129)
        case .igmp, .esp, .ah, .comp, .gre, .ether, .vlan, .arp, .ip, .ip6, .vxlan, .geneve, .th: return nil
        }
        if !isIPv6 {
            network.set(.ipChecksum, to: 0)
            network.set(.ipChecksum, to: UInt128(PacketChecksums.internet(network.bytes)))
        }
        let addresses = Array(isIPv6 ? network.bytes[8..<40] : network.bytes[12..<20])
        if let (field, _) = PacketChecksums.transport(header, transport.bytes, addresses: addresses) {
            transport.set(field, to: 0)
            if let (field, value) = PacketChecksums.transport(header, transport.bytes, addresses: addresses) {
                transport.set(field, to: value)
            }
        }
        return network.bytes + transport.bytes
    }
}

extension HeaderBytes {
    fileprivate mutating func exchange(_ one: HeaderField, _ other: HeaderField) {
        guard let first = get(one), let second = get(other) else { return }
        set(one, to: second)
        set(other, to: first)
    }
}

extension GivenPacket {
    /// The answer to a packet that has left a host: by the link that it left by, or from this host to which it was delivered.
    package static func reply(_ bytes: [UInt8], link: String?, hardwareAddress: UInt128?) -> GivenPacket {
        guard let link else { return GivenPacket(origin: .local, link: nil, frame: bytes) }
        var header = HeaderBytes(count: 14)
        header.set(.etherDaddr, to: hardwareAddress ?? 0x0200_0000_0001)
        header.set(.etherSaddr, to: 0x0200_0000_0002)
        header.set(.etherType, to: bytes.first.map { $0 >> 4 } == 6 ? 0x86dd : 0x0800)
        return GivenPacket(origin: .wire, link: link, frame: header.bytes + bytes)
    }
}
