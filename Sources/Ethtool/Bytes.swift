internal import Netlink

// The memory of an ioctl: numbers in host byte order.
extension [UInt8] {
    /// `nil` if it does not fit.
    func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self, at offset: Int) -> Number? {
        withUnsafeBytes { Payload($0).number(at: offset) }
    }

    /// Writes a number; does nothing if it does not fit.
    mutating func store<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
        guard offset >= 0, offset + MemoryLayout<Number>.size <= count else { return }
        withUnsafeMutableBytes { $0.storeBytes(of: number, toByteOffset: offset, as: Number.self) }
    }
}

extension Sequence<UInt8> {
    /// Two hexadecimal digits for each byte.
    func hexadecimal(separator: String = "") -> String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: separator)
    }
}
