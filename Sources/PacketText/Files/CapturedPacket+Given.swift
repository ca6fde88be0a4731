import WeirModel

extension CapturedPacket {
    /// The packet as it comes into a host by a link.
    ///
    /// Captures of raw IP and cooked ones lack the Ethernet header: it is made up, with the link's address and the addressee that they tell.
    package func given(at link: String, hardwareAddress: UInt128?, file: String) throws(PacketTextError) -> GivenPacket {
        func failure(_ message: String) -> PacketTextError { PacketTextError(.file(file, offset: 0), "packet \(number) \(message)") }
        let own = hardwareAddress ?? 0x0200_0000_0001
        func framed(_ type: UInt16, _ body: some Collection<UInt8>, to target: UInt128) -> GivenPacket {
            var header = HeaderBytes(count: 14)
            header.set(.etherDaddr, to: target)
            header.set(.etherSaddr, to: 0x0200_0000_0002)
            header.set(.etherType, to: UInt128(type))
            return GivenPacket(origin: .wire, link: link, frame: header.bytes + body)
        }
        switch linkType {
        case .ethernet:
            guard bytes.count >= 14 else { throw failure("has \(bytes.count) bytes, which is less than an Ethernet header") }
            return GivenPacket(origin: .wire, link: link, frame: bytes)
        case .raw, .rawIPv4, .rawIPv6:
            switch bytes.first.map({ $0 >> 4 }) {
            case 4?: return framed(0x0800, bytes, to: own)
            case 6?: return framed(0x86dd, bytes, to: own)
            case nil, _?: throw failure("is neither IPv4 nor IPv6")
            }
        case .cooked, .cooked2:
            let size = linkType == .cooked ? 16 : 20
            guard bytes.count >= size else { throw failure("has \(bytes.count) bytes, which is less than its header") }
            let at = linkType == .cooked ? (addressee: 1, type: 14) : (addressee: 10, type: 0)
            let type = UInt16(bytes[at.type]) << 8 | UInt16(bytes[at.type + 1])
            let body = bytes[size...]
            switch bytes[at.addressee] {
            case 0: return framed(type, body, to: own)
            case 1: return framed(type, body, to: 0xffff_ffff_ffff)
            case 2: return framed(type, body, to: 0x0100_5e00_0001)
            case 3: return framed(type, body, to: 0x0200_0000_00ff)
            case 4 where type == 0x0800 || type == 0x86dd: return GivenPacket(origin: .local, link: nil, frame: Array(body))
            default: throw failure("was sent by the host, and is not of IP")
            }
        }
    }
}
