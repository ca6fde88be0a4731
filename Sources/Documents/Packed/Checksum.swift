import WeirModel

/// A fast 64-bit checksum against truncation and damage. It does not protect against intent.
enum Checksum {
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let prime: UInt64 = 0x9e37_79b9_7f4a_7c15
        // Four lanes, which the processor runs side by side.
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        func mix(_ lane: inout UInt64, _ word: UInt64) {
            lane = (lane ^ word) &* prime
            lane ^= lane >> 29
        }
        func word(_ offset: Int) -> UInt64 { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
        var offset = 0
        while offset + 32 <= bytes.count {
            mix(&lanes.0, word(offset))
            mix(&lanes.1, word(offset + 8))
            mix(&lanes.2, word(offset + 16))
            mix(&lanes.3, word(offset + 24))
            offset += 32
        }
        var sum = UInt64(bytes.count)
        for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { mix(&sum, lane) }
        while offset < bytes.count {
            mix(&sum, UInt64(bytes[offset]))
            offset += 1
        }
        return sum
    }
}
