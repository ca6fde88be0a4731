/// A value that documents hold as one short text: a handle, an address, a verdict.
///
/// Not for types that are RawRepresentable: of the two ways to be coded the compiler would take neither.
public protocol TextCoded: Codable, Hashable, Sendable, LosslessStringConvertible {}

extension TextCoded {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(text.excerpt())` is not a valid \(Self.self)")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Bytes as they are in a message; hexadecimal in documents.
public struct HexBytes: TextCoded {
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public init?(_ description: String) {
        let digits = description.utf8.map { Int(hexDigit: $0) }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        self.bytes = bytes
    }

    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Int {
    package init?(hexDigit digit: UInt8) {
        switch digit {
        case 48...57: self = Int(digit) - 48
        case 65...70: self = Int(digit) - 55
        case 97...102: self = Int(digit) - 87
        default: return nil
        }
    }
}

/// A netlink attribute that no table knows: kept as it came, sent as it came.
public struct RawAttribute: Codable, Hashable, Sendable {
    /// The attribute's number, without the nested and byte-order flags.
    public var type: UInt16
    public var payload: HexBytes
    private enum CodingKeys: String, CodingKey { case type, payload }

    public init(type: UInt16, payload: [UInt8]) {
        self.type = type
        self.payload = HexBytes(payload)
    }
}
