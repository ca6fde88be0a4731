/// Reads plain numbers and addresses from bytes: keys of long data files, of which `ElementLine` reads or refuses the rest, and values.
package struct NumberScanner {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, from offset: Int) { (self.bytes, self.offset) = (bytes, offset) }

    private var current: UInt8 { offset < bytes.count ? bytes[offset] : 0x0a }

    private mutating func skipBlanks() {
        while current == 0x20 || current == 0x09 { offset += 1 }
    }

    /// The start of the next line; `nil` if anything but blanks, a comment and the line's end follows.
    mutating func endOfLine() -> Int? {
        skipBlanks()
        if current == 0x0d { offset += 1 }
        if current == UInt8(ascii: "#") { while current != 0x0a { offset += 1 } }
        return current == 0x0a ? offset + 1 : nil
    }

    /// A whole key. One number a component is written to `lower` and `upper`, which are as long as `types`.
    mutating func key(_ types: [DataType], _ lower: inout [UInt128], _ upper: inout [UInt128]) -> Bool {
        for index in types.indices {
            skipBlanks()
            if index > 0 {
                guard current == UInt8(ascii: "."), offset + 1 < bytes.count, bytes[offset + 1] == 0x20 || bytes[offset + 1] == 0x09 else {
                    return false
                }
                offset += 2
                skipBlanks()
            }
            guard component(types[index], &lower[index], &upper[index]) else { return false }
        }
        return true
    }

    private mutating func component(_ type: DataType, _ lower: inout UInt128, _ upper: inout UInt128) -> Bool {
        guard let first = number(type) else { return false }
        lower = first
        upper = first
        switch current {
        case UInt8(ascii: "-"):
            offset += 1
            guard let last = number(type), last >= first else { return false }
            upper = last
        case UInt8(ascii: "/"):
            offset += 1
            guard type == .ipv4Address || type == .ipv6Address, let width = type.bitLength, let length = decimal(UInt64(width)) else {
                return false
            }
            let mask = UInt128.max >> (UInt128(128 - width) + UInt128(length))
            guard first & mask == 0 else { return false }
            upper = first | mask
        default: break
        }
        // A component ends where a blank or the line does.
        return current <= 0x20 || current == UInt8(ascii: "#")
    }

    /// The number or address that a whole text is, in decimal and within the type's bits; `nil` for other texts and types.
    package static func number(_ text: String, _ type: DataType) -> UInt128? {
        var text = text
        return text.withUTF8 { utf8 in
            var scanner = NumberScanner(UnsafeRawBufferPointer(utf8), from: 0)
            let number = scanner.number(type)
            return scanner.offset == utf8.count ? number : nil
        }
    }

    private mutating func number(_ type: DataType) -> UInt128? {
        switch type {
        case .ipv4Address: ipv4().map { UInt128($0) }
        case .ipv6Address: ipv6()
        case .inetService, .etherType: decimal(0xffff).map { UInt128($0) }
        case .inetProtocol: decimal(0xff).map { UInt128($0) }
        case .mark: decimal(0xffff_ffff).map { UInt128($0) }
        case .integer: decimal(.max).map { UInt128($0) }
        default: nil
        }
    }

    /// Digits without a zero before them.
    private mutating func decimal(_ maximum: UInt64) -> UInt64? {
        let start = offset
        var number: UInt64 = 0
        while case let digit = current &- UInt8(ascii: "0"), digit <= 9 {
            let (product, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            guard !overflow, !carry, sum <= maximum else { return nil }
            number = sum
            offset += 1
        }
        guard offset > start, offset == start + 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
        return number
    }

    private mutating func ipv4() -> UInt32? {
        var address: UInt32 = 0
        for index in 0..<4 {
            if index > 0 {
                guard current == UInt8(ascii: ".") else { return nil }
                offset += 1
            }
            guard let part = decimal(255) else { return nil }
            address = address << 8 | UInt32(part)
        }
        return address
    }

    private mutating func ipv6() -> UInt128? {
        var head: UInt128 = 0
        var tail: UInt128 = 0
        var words = 0
        /// Words before `::`.
        var gap: Int?
        while true {
            if current == UInt8(ascii: ":") {
                guard offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: ":") else { return nil }
                guard gap == nil else { return nil }
                gap = words
                offset += 2
                guard Int(hexDigit: current) != nil else { break }
            }
            let start = offset
            var word: UInt128 = 0
            while offset < start + 4, let digit = Int(hexDigit: current) {
                word = word << 4 | UInt128(digit)
                offset += 1
            }
            guard offset > start else { return nil }
            if current == UInt8(ascii: ".") {
                offset = start
                guard words <= 6, let address = ipv4() else { return nil }
                if gap == nil { head = head << 32 | UInt128(address) } else { tail = tail << 32 | UInt128(address) }
                words += 2
                break
            }
            guard words < 8 else { return nil }
            if gap == nil { head = head << 16 | word } else { tail = tail << 16 | word }
            words += 1
            guard current == UInt8(ascii: ":") else { break }
            // One colon leads to the next word, two are the gap.
            if offset + 1 < bytes.count, bytes[offset + 1] != UInt8(ascii: ":") { offset += 1 }
        }
        guard let gap else { return words == 8 ? head : nil }
        guard words <= 7 else { return nil }
        return gap == 0 ? tail : head << UInt128(16 * (8 - gap)) | tail
    }
}
