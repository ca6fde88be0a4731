import WeirModel

/// The bytes of a packet as hexadecimal digits, which blanks and colons may part.
struct HexPacket {
    let bytes: [UInt8]

    /// - Parameters:
    ///   - digits: a part of the text.
    ///   - isFrame: whether it begins with an Ethernet header, else with that of IP.
    init(_ digits: Substring, in text: String, isFrame: Bool) throws(PacketTextError) {
        func failure(_ message: String, _ offset: Int, help: String? = nil) -> PacketTextError {
            PacketTextError(.words(text, column: offset + 1), message, help: help)
        }
        var bytes: [UInt8] = []
        var high: UInt8?
        let start = text.utf8.distance(from: text.startIndex, to: digits.startIndex)
        for (index, byte) in digits.utf8.enumerated() where byte != 0x20 && byte != UInt8(ascii: ":") {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue.flatMap({ UInt8(exactly: $0) }), byte < 0x80 else {
                throw failure("`\(Character(UnicodeScalar(byte)))` is not a hexadecimal digit", start + index)
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil else { throw failure("the last byte has one digit", text.utf8.count - 1) }
        let least = isFrame ? 14 : 20
        guard bytes.count >= least else {
            throw failure(
                "the packet has \(bytes.count) bytes, and its \(isFrame ? "Ethernet" : "IP") header \(least)", start,
                help: isFrame ? nil : "`iif eth0 hex …` is a frame that arrives, `hex …` alone an IP packet of this host")
        }
        guard isFrame || [4, 6].contains(bytes[0] >> 4) else {
            throw failure("the packet is neither IPv4 nor IPv6", start, help: "`iif eth0 hex …` is an Ethernet frame that arrives")
        }
        self.bytes = bytes
    }

    /// The digits of a packet's text: what follows `hex`, or all of it.
    static func digits(in text: String) -> (words: Substring, digits: Substring)? {
        let trimmed = text.drop { $0 == " " }
        if trimmed.utf8.count >= 20, trimmed.utf8.allSatisfy({ Self.isPart($0) }) { return (text[..<text.startIndex], trimmed) }
        guard let mark = text.firstRange(of: "hex"), mark.lowerBound == text.startIndex || text[..<mark.lowerBound].hasSuffix(" "),
            mark.upperBound == text.endIndex || text[mark.upperBound...].hasPrefix(" ")
        else { return nil }
        return (text[..<mark.lowerBound], text[mark.upperBound...])
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66, 0x20, 0x3a: true
        default: false
        }
    }
}
