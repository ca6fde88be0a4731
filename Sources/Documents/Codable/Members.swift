import WeirModel

/// The parts of a value with their types, by their names in documents: for texts about any options.
package enum Members {
    /// A number, a text or a truth.
    case plain(any Encodable)
    /// Of a structure; absent options are left out.
    case fields([(name: String, value: any Encodable)])
    case items([any Encodable])
    /// Of a case and its values; those without a label are `_0`, `_1` and so on.
    case choice(String, [(name: String, value: any Encodable)])

    package init(of value: any Encodable) {
        let found = FoundMembers()
        // Nothing here refuses a value.
        try? value.encode(to: found)
        self = found.members
    }

    /// Of a structure.
    package var fields: [(name: String, value: any Encodable)] {
        if case .fields(let fields) = self { fields } else { [] }
    }
}

private final class FoundMembers: Encoder {
    private enum Shape {
        case plain(any Encodable)
        case fields, items
        case choice(String)
    }
    private var shape = Shape.fields
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private var parts: [(name: String, value: any Encodable)] = []

    var members: Members {
        switch shape {
        case .plain(let value): .plain(value)
        case .fields: .fields(parts)
        case .items: .items(parts.map(\.value))
        case .choice(let name): .choice(name, parts)
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> { KeyedEncodingContainer(Fields(found: self)) }
    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        shape = .items
        return Items(found: self)
    }
    func singleValueContainer() -> any SingleValueEncodingContainer { Plain(found: self) }

    private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let found: FoundMembers
        var codingPath: [any CodingKey] { [] }

        func encodeNil(forKey key: Key) {}
        func encode<Part: Encodable>(_ value: Part, forKey key: Key) { found.parts.append((key.stringValue, value)) }
        // The standard library refuses these otherwise.
        func encode(_ value: Int128, forKey key: Key) { found.parts.append((key.stringValue, value)) }
        func encode(_ value: UInt128, forKey key: Key) { found.parts.append((key.stringValue, value)) }
        /// Only cases have one.
        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
            found.shape = .choice(key.stringValue)
            return KeyedEncodingContainer(Fields<Nested>(found: found))
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { Items(found: found) }
        func superEncoder() -> any Encoder { found }
        func superEncoder(forKey key: Key) -> any Encoder { found }
    }

    private struct Items: UnkeyedEncodingContainer {
        let found: FoundMembers
        var codingPath: [any CodingKey] { [] }
        var count: Int { found.parts.count }

        func encodeNil() {}
        func encode<Part: Encodable>(_ value: Part) { found.parts.append(("", value)) }
        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            KeyedEncodingContainer(Fields<Nested>(found: found))
        }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
        func superEncoder() -> any Encoder { found }
    }

    private struct Plain: SingleValueEncodingContainer {
        let found: FoundMembers
        var codingPath: [any CodingKey] { [] }

        func encodeNil() {}
        func encode<Part: Encodable>(_ value: Part) { found.shape = .plain(value) }
    }
}
