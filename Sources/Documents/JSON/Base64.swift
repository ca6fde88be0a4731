import WeirModel

/// RFC 4648, section 4, with padding.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// The value of each letter; 255 for no letter.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = alphabet
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let length = min(3, bytes.count - start)
            var group = UInt32(bytes[start]) << 16
            if length > 1 { group |= UInt32(bytes[start + 1]) << 8 }
            if length > 2 { group |= UInt32(bytes[start + 2]) }
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(length > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            text.append(length > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
        }
        return text
    }

    /// `nil` if the text isn't Base64.
    static func decode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8 { letters in decode(letters) }
    }

    private static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let values = values
        guard text.count % 4 == 0 else { return nil }
        var letters = text[...]
        while text.count - letters.count < 2, letters.last == UInt8(ascii: "=") { letters.removeLast() }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count * 3 / 4)
        var group: UInt32 = 0
        var bits = 0
        for letter in letters {
            let value = values[Int(letter)]
            guard value != 255 else { return nil }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        // The remaining bits must be zero, or several texts would mean the same.
        guard group & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return bytes
    }
}
