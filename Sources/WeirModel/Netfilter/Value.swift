/// A constant that a field is compared with or set to.
///
/// A number is the field's value as a number, whatever byte order its register has. A text is the content of a string type
/// (interface names, helper names; a trailing `*` is a prefix wildcard, `\*` the character), or, for numeric types, a name that only the
/// host can resolve: an interface of `iif`, a user of `meta skuid`, a group, a realm, a cgroup path.
public enum Value: Sendable, Hashable {
    case number(UInt128, DataType)
    case text(String, DataType)

    /// A text that is compared as far as the byte that ends it, as iptables-nft does; nft compares all bytes that the field has.
    public static func cString(_ text: String, _ type: DataType) -> Value { .text(text + "\0*", type) }

    /// The text of such a value; nil for others.
    public var cString: String? {
        guard case .text(let text, let type) = self, type.isString, text.hasSuffix("\0*") else { return nil }
        return String(text.dropLast(2))
    }

    public var type: DataType {
        switch self {
        case .number(_, let type), .text(_, let type): type
        }
    }
}

/// In documents: `{"ipv4_addr": "10.0.0.1"}`, `{"inet_service": 22}`, `{"ifname": "eth0"}`. Where a name of the host looks like a number
/// it is `{"uid": {"name": "0"}}`, and a number of a string type is `{"ifname": {"number": "0x6c6f"}}`.
extension Value: Codable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a value is one type and its text, as in {\"ipv4_addr\": \"10.0.0.1\"}"))
        }
        guard let type = DataType(documentName: key.stringValue) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "no data type named `\(key.stringValue.excerpt())`")
        }
        let text: String
        if let string = try? container.decode(String.self, forKey: key) {
            text = string
        } else if let number = try? container.decode(UInt64.self, forKey: key) {
            text = String(number)
        } else {
            self = try Self.explicit(type, container.nestedContainer(keyedBy: Key.self, forKey: key))
            return
        }
        do {
            self = try type.parse(text)
        } catch {
            throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: error.description)
        }
    }

    private static func explicit(_ type: DataType, _ container: KeyedDecodingContainer<Key>) throws -> Value {
        if let name = try container.decodeIfPresent(String.self, forKey: Key("name")) { return .text(name, type) }
        let text = try container.decode(String.self, forKey: Key("number"))
        guard text.hasPrefix("0x"), let number = UInt128(text.dropFirst(2), radix: 16) else {
            throw DecodingError.dataCorruptedError(
                forKey: Key("number"), in: container, debugDescription: "`\(text.excerpt())` is not a hexadecimal number")
        }
        return .number(number, type)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let key = Key(type.documentName)
        let text = description
        switch self {
        case _ where (try? type.parse(text)) == self:
            // Larger numbers would lose digits in readers that take them as floating point.
            if case .number = self, let number = UInt64(text), number < 1 << 53, String(number) == text {
                try container.encode(number, forKey: key)
            } else {
                try container.encode(text, forKey: key)
            }
        case .text(let name, _):
            var explicit = container.nestedContainer(keyedBy: Key.self, forKey: key)
            try explicit.encode(name, forKey: Key("name"))
        case .number(let number, _):
            var explicit = container.nestedContainer(keyedBy: Key.self, forKey: key)
            try explicit.encode("0x" + String(number, radix: 16), forKey: Key("number"))
        }
    }
}
