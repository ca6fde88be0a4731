import WeirModel

/// How one type of value stands in an attribute.
struct Wire<Value: Codable & Hashable & Sendable>: Sendable {
    let write: @Sendable (Value) -> [UInt8]
    let read: @Sendable (Payload) -> Value?
    /// The mask under which all of the value counts.
    let full: Value?
}

extension Wire where Value: FixedWidthInteger & UnsignedInteger {
    /// The machine's byte order.
    static var native: Wire { Wire(write: { nativeBytes(of: $0) }, read: { $0.exactly(Value.self) }, full: .max) }
    static var network: Wire {
        Wire(write: { nativeBytes(of: $0.bigEndian) }, read: { $0.exactly(Value.self).map(Value.init(bigEndian:)) }, full: .max)
    }
}

extension Wire where Value == IPv4Address {
    static var address: Wire {
        Wire(write: { nativeBytes(of: $0.number.bigEndian) }, read: { $0.count == 4 ? $0.network(UInt32.self).map(IPv4Address.init) : nil }, full: IPv4Address(.max))
    }
}

extension Wire where Value == IPv6Address {
    static var address: Wire {
        Wire(write: { nativeBytes(of: $0.number.bigEndian) }, read: { $0.count == 16 ? $0.network(UInt128.self).map(IPv6Address.init) : nil }, full: IPv6Address(.max))
    }
}

extension Wire where Value == MACAddress {
    static var address: Wire {
        Wire(write: { $0.bytes }, read: { MACAddress($0.array) }, full: MACAddress(Array(repeating: 255, count: 6)))
    }
}

extension Wire where Value == HexBytes {
    static func fixed(_ count: Int) -> Wire {
        Wire(write: { $0.bytes }, read: { $0.count == count ? HexBytes($0.array) : nil }, full: HexBytes(Array(repeating: 255, count: count)))
    }
}

extension AttributeField {
    static func wire<Value>(_ type: Int, _ path: any Path<Root, Value>, _ wire: Wire<Value>) -> AttributeField {
        value(type, path, { wire.write($0) }, wire.read)
    }

    /// A value and its mask, an attribute each; a mask that is not said is not sent unless it must be.
    static func masked<Value>(
        _ valueType: Int, _ maskType: Int, _ path: any Path<Root, Masked<Value>>, _ wire: Wire<Value>, alwaysMask: Bool = false
    ) -> [AttributeField] {
        [
            AttributeField(type: valueType) { root, writer in
                guard let masked = root[keyPath: path] else { return }
                writer.put(valueType, wire.write(masked.value))
                if let mask = masked.mask ?? (alwaysMask ? wire.full : nil) { writer.put(maskType, wire.write(mask)) }
            } decode: { root, payload in
                guard let value = wire.read(payload) else { return false }
                root[keyPath: path] = Masked(value)
                return true
            },
            AttributeField(type: maskType) { _, _ in
            } decode: { root, payload in
                guard var masked = root[keyPath: path], let mask = wire.read(payload) else { return false }
                masked.mask = mask == wire.full ? nil : mask
                root[keyPath: path] = masked
                return true
            },
        ]
    }

    /// The table of a group of options that is absent as a whole when none is said.
    static func group<Group>(_ path: any Path<Root, Group>, _ empty: Group, _ fields: [AttributeField<Group>]) -> [AttributeField]
    where Group: Sendable {
        fields.map { field in
            AttributeField(type: field.type) { root, writer in
                if let group = root[keyPath: path] { field.encode(group, &writer) }
            } decode: { root, payload in
                var group = root[keyPath: path] ?? empty
                guard field.decode(&group, payload) else { return false }
                root[keyPath: path] = group
                return true
            }
        }
    }
}
