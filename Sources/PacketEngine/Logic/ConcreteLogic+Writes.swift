import Netfilter

extension ConcreteLogic {
    package mutating func write(
        _ target: WriteTarget, from registers: RegisterFile<UInt32>, at slot: Int, under condition: Bool
    ) -> Bool {
        guard condition else { return false }
        switch target {
        case .payload(let write): return writePayload(write, registers, slot)
        case .meta(let key): writeMeta(key, registers[slot])
        case .ct(let key, _): writeConnection(key, registers, slot)
        case .exthdr(let header): return writeOption(header, registers[slot])
        case .resetOption(let type): return resetOption(type)
        }
        return true
    }

    private mutating func writePayload(_ write: Expression.PayloadWrite, _ registers: RegisterFile<UInt32>, _ slot: Int) -> Bool {
        let length = Int(write.length)
        let new = (0..<length).map { index in
            let place = slot + index / 4
            return place < Registers.slots ? UInt8(truncatingIfNeeded: registers[place] >> UInt32(24 - 8 * (index % 4))) : 0
        }
        let base: Int
        switch write.base {
        case 0:
            guard let link = packet.link else { return false }
            base = link
            if packet.tag != nil, Int(write.offset) + length > 12 { return writeTag(new, Int(write.offset), link) }
        case 1: base = packet.network
        case 2:
            guard let view, view.fragmentOffset == 0 else { return false }
            base = packet.start + view.offset
        case 3:
            guard let inner = innerOffset else { return false }
            base = inner
        default: return false
        }
        let place = base + Int(write.offset)
        guard let old = packet.slice(place, length).map(Array.init) else { return false }
        let (oldSum, newSum) = (InternetChecksum.sum(old), InternetChecksum.sum(new))
        if write.checksumType == 1 {
            let checksum = base + Int(write.checksumOffset)
            guard packet.number16(checksum) != nil else { return false }
            packet.replaceChecksum(at: checksum, old: oldSum, new: newSum)
        }
        if write.checksumFlags & 1 != 0, let view, view.fragmentOffset == 0, let checksum = transportChecksum(view) {
            guard packet.number16(checksum) != nil else { return false }
            packet.replaceChecksum(at: checksum, old: oldSum, new: newSum)
        }
        for (index, byte) in new.enumerated() { packet.bytes[place + index] = byte }
        if write.checksumType == 2, let view, view.kind == TransportProtocol.sctp, view.fragmentOffset == 0 {
            packet.sealSCTP(at: packet.start + view.offset)
        }
        return true
    }

    /// Where the checksum stands that covers the addresses. A UDP packet may have none, and one whose header is cut counts as such.
    private func transportChecksum(_ view: TransportView) -> Int? {
        let header = packet.start + view.offset
        switch view.kind {
        case TransportProtocol.tcp: return header + 16
        case TransportProtocol.udp:
            guard packet.slice(header, 8) != nil, packet.number16(header + 6) != 0 else { return nil }
            return header + 6
        case TransportProtocol.udplite: return header + 6
        case TransportProtocol.icmpv6: return header + 2
        default: return nil
        }
    }

    /// Writes into a frame whose tag was taken off.
    private mutating func writeTag(_ new: [UInt8], _ offset: Int, _ link: Int) -> Bool {
        func number(_ at: Int) -> UInt16 { UInt16(new[at]) << 8 | UInt16(new[at + 1]) }
        switch (offset, new.count) {
        case (16..., _):
            guard packet.slice(link + offset - 4, new.count) != nil else { return false }
            for (index, byte) in new.enumerated() { packet.bytes[link + offset - 4 + index] = byte }
        case (12, 2): packet.tag?.type = number(0)
        case (12, 4): packet.tag = Packet.Tag(type: number(0), control: number(2))
        case (14, 2): packet.tag?.control = number(0)
        default: return false
        }
        return true
    }
}

extension Packet {
    /// Writes the CRC-32C of an SCTP packet.
    mutating func sealSCTP(at offset: Int) {
        guard slice(offset, 12) != nil else { return }
        for index in 8..<12 { bytes[offset + index] = 0 }
        let sum = sctpChecksum(at: offset)
        for index in 0..<4 { bytes[offset + 8 + index] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * index)) }
    }

    private func sctpChecksum(at offset: Int) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes[offset...] {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0x82f6_3b78 : sum >> 1 }
        }
        return ~sum
    }

    func hasGoodSCTPChecksum(at offset: Int) -> Bool {
        guard let header = slice(offset, 12) else { return false }
        let stated = header.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var blank = self
        for index in 8..<12 { blank.bytes[offset + index] = 0 }
        return blank.sctpChecksum(at: offset) == stated
    }
}
