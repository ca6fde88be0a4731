import WeirModel

/// Numbers as the kernel's registers hold them.
enum Bytes {
    /// The low `count` bytes of a number, most significant first for `.big`; host order is little-endian on the hosts that Weir runs on
    /// unless the machine differs.
    static func encode(_ number: UInt128, count: Int, order: ByteOrder) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var rest = number
            for index in 0..<count {
                buffer[isLittle(order) ? index : count - 1 - index] = UInt8(truncatingIfNeeded: rest)
                rest >>= 8
            }
            initialized = count
        }
    }

    /// nil for more than sixteen bytes.
    static func decode(_ bytes: some BidirectionalCollection<UInt8>, order: ByteOrder) -> UInt128? {
        guard bytes.count <= 16 else { return nil }
        return isLittle(order)
            ? bytes.reversed().reduce(0) { $0 << 8 | UInt128($1) }
            : bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// All ones in the low `bits`; none where there are fewer than one, all where there are more than 128.
    static func mask(_ bits: Int) -> UInt128 { bits <= 0 ? 0 : .max >> UInt128(max(0, 128 - bits)) }

    /// The top `length` of `bits` ones.
    static func prefixMask(_ length: Int, of bits: Int) -> UInt128 { mask(bits) ^ mask(bits - length) }

    /// The text and a NUL fill, `count` bytes; `nil` if it does not fit with its NUL.
    static func string(_ text: String, count: Int) -> [UInt8]? {
        let bytes = text.outsideBytes
        guard bytes.count < count else { return nil }
        return bytes + [UInt8](repeating: 0, count: count - bytes.count)
    }

    static func padded(_ bytes: [UInt8], toMultipleOf size: Int) -> [UInt8] {
        bytes.count % size == 0 ? bytes : bytes + [UInt8](repeating: 0, count: size - bytes.count % size)
    }

    private static func isLittle(_ order: ByteOrder) -> Bool {
        #if _endian(little)
            order == .host
        #else
            false
        #endif
    }
}
