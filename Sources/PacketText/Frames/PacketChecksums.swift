import WeirModel

/// The checksums of the internet's protocols.
enum PacketChecksums {
    /// RFC 1071: the complement of the sum of all 16-bit words.
    static func internet(_ pieces: [UInt8]...) -> UInt16 {
        var sum: UInt64 = 0
        for piece in pieces {
            for index in stride(from: 0, to: piece.count, by: 2) {
                sum &+= UInt64(piece[index]) << 8 | (index + 1 < piece.count ? UInt64(piece[index + 1]) : 0)
            }
        }
        while sum >> 16 != 0 { sum = (sum & 0xffff) + sum >> 16 }
        return ~UInt16(truncatingIfNeeded: sum)
    }

    /// CRC-32C, as SCTP has it: bytes in reverse order.
    static func crc32c(_ bytes: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0x82f6_3b78 : 0) }
        }
        return (~crc).byteSwapped
    }

    /// The checksum's field of a transport header, and its value for these bytes, in which it is zero.
    ///
    /// - Parameter pseudo: the addresses, of the network header.
    static func transport(_ header: Header, _ bytes: [UInt8], addresses: [UInt8]) -> (field: HeaderField, value: UInt128)? {
        guard let number = header.inetProtocol else { return nil }
        let length = UInt32(truncatingIfNeeded: bytes.count)
        let pseudo = addresses + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + [0, 0, 0, number]
        let sum = UInt128(internet(pseudo, bytes))
        switch header {
        case .tcp: return (.tcpChecksum, sum)
        // Zero means that there is none.
        case .udp: return (.udpChecksum, sum == 0 ? 0xffff : sum)
        case .udplite: return (.udpliteChecksum, sum == 0 ? 0xffff : sum)
        case .icmpv6: return (.icmpv6Checksum, sum)
        case .icmp: return (.icmpChecksum, UInt128(internet(bytes)))
        case .igmp: return (.igmpChecksum, UInt128(internet(bytes)))
        case .sctp: return (.sctpChecksum, UInt128(crc32c(bytes)))
        case .ether, .vlan, .arp, .ip, .ip6, .dccp, .ah, .esp, .comp, .gre, .vxlan, .geneve, .th: return nil
        }
    }
}
