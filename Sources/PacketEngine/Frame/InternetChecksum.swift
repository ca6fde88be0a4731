/// The ones' complement sums of IP (RFC 1071).
enum InternetChecksum {
    /// The sum of 16-bit numbers, an odd last byte as the high one, without the complement.
    static func sum(_ bytes: some Collection<UInt8>) -> UInt32 {
        var total: UInt64 = 0
        var high = true
        for byte in bytes {
            total += high ? UInt64(byte) << 8 : UInt64(byte)
            high.toggle()
        }
        return fold(total)
    }

    static func fold(_ total: UInt64) -> UInt32 {
        var total = total
        while total >> 16 != 0 { total = total & 0xffff + total >> 16 }
        return UInt32(total)
    }

    /// A checksum after some of the bytes that it covers changed (RFC 1624).
    static func replaced(_ checksum: UInt16, old: UInt32, new: UInt32) -> UInt16 {
        let total = UInt64(~checksum) + UInt64(~UInt16(truncatingIfNeeded: old)) + UInt64(new)
        return ~UInt16(truncatingIfNeeded: fold(total))
    }

    /// The sum of what precedes a transport header in its checksum.
    static func pseudoHeader(_ source: InternetAddress, _ destination: InternetAddress, length: Int, kind: UInt8) -> UInt32 {
        fold(UInt64(sum(source.bytes)) + UInt64(sum(destination.bytes)) + UInt64(length >> 16) + UInt64(length & 0xffff) + UInt64(kind))
    }
}

extension Packet {
    /// Of IPv4.
    var hasGoodHeaderChecksum: Bool { slice(network, headerLength).map { InternetChecksum.sum($0) == 0xffff } ?? false }

    mutating func sealHeader() {
        set16(network + 10, 0)
        if let header = slice(network, headerLength) { set16(network + 10, ~UInt16(truncatingIfNeeded: InternetChecksum.sum(header))) }
    }

    /// Replaces a checksum for changed bytes; the kernel writes 0xffff for 0.
    mutating func replaceChecksum(at offset: Int, old: UInt32, new: UInt32, mangled: Bool = true) {
        guard let checksum = number16(offset) else { return }
        let value = InternetChecksum.replaced(checksum, old: old, new: new)
        set16(offset, value == 0 && mangled ? 0xffff : value)
    }
}
