internal import Netlink
import WeirModel

/// The encoding of one type of value in an attribute.
struct Wire<Value: Codable & Hashable & Sendable>: Sendable {
    let write: @Sendable (Value, MessageWriter) -> Void
    let read: @Sendable (Payload) -> Value?
    /// The mask under which all of the value counts.
    let full: Value?

    func write(_ value: Value, as type: Int, into writer: MessageWriter) { writer.structure(type) { write(value, $0) } }
}

extension Wire where Value: FixedWidthInteger & UnsignedInteger {
    /// The machine's byte order.
    static var native: Wire { Wire(write: { $1.append($0) }, read: { $0.exactly(Value.self) }, full: .max) }
    static var network: Wire {
        Wire(write: { $1.append($0.bigEndian) }, read: { $0.exactly(Value.self).map(Value.init(bigEndian:)) }, full: .max)
    }
}

extension Wire where Value == IPv4Address {
    static var address: Wire {
        Wire(
            write: { $1.append($0.number.bigEndian) }, read: { $0.count == 4 ? $0.network(UInt32.self).map(IPv4Address.init) : nil },
            full: IPv4Address(.max))
    }
}

extension Wire where Value == IPv6Address {
    static var address: Wire {
        Wire(
            write: { $1.append($0.number.bigEndian) }, read: { $0.count == 16 ? $0.network(UInt128.self).map(IPv6Address.init) : nil },
            full: IPv6Address(.max))
    }
}

extension Wire where Value == MACAddress {
    static var address: Wire {
        Wire(write: { $1.append($0.bytes) }, read: { MACAddress($0.array) }, full: MACAddress(Array(repeating: 255, count: 6)))
    }
}

extension Wire where Value == HexBytes {
    static func fixed(_ count: Int) -> Wire {
        Wire(
            write: { $1.append($0.bytes) }, read: { $0.count == count ? HexBytes($0.array) : nil },
            full: HexBytes(Array(repeating: 255, count: count)))
    }
}

extension AttributeField {
    static func wire<Value>(_ type: Int, _ path: any Path<Root, Value>, _ wire: Wire<Value>) -> AttributeField {
        option(type, path, { wire.write($0, as: type, into: $1) }, wire.read)
    }

    /// A value and its mask, an attribute each. An unset mask is not sent unless it is required.
    static func masked<Value>(
        _ valueType: Int, _ maskType: Int, _ path: any Path<Root, Masked<Value>>, _ wire: Wire<Value>, alwaysMask: Bool = false
    ) -> [AttributeField] {
        let place = OptionSlot(path)
        return [
            AttributeField(
                type: valueType, absence: place.absence,
                write: { root, writer in
                    guard let masked = place.value(in: root) else { return }
                    wire.write(masked.value, as: valueType, into: writer)
                    if let mask = masked.mask ?? (alwaysMask ? wire.full : nil) { wire.write(mask, as: maskType, into: writer) }
                },
                decode: { root, payload in
                    guard let value = wire.read(payload) else { return false }
                    place.set(Masked(value), in: &root)
                    return true
                }),
            AttributeField(
                type: maskType, write: nil,
                decode: { root, payload in
                    guard var masked = place.value(in: &root), let mask = wire.read(payload) else { return false }
                    masked.mask = mask == wire.full ? nil : mask
                    place.set(masked, in: &root)
                    return true
                }),
        ]
    }

    /// The table of a group of options that is absent as a whole if all are unset. Its first line writes all of them.
    static func group<Group>(_ path: any Path<Root, Group>, _ empty: Group, _ fields: [AttributeField<Group>]) -> [AttributeField]
    where Group: Sendable {
        let place = OptionSlot(path)
        let writeAll: @Sendable (UnsafePointer<Root>, MessageWriter) -> Void = { root, writer in
            guard let group = place.value(in: root) else { return }
            withUnsafePointer(to: group) { fields.write($0, into: writer) }
        }
        return fields.enumerated().map { index, field in
            AttributeField(
                type: field.type, absence: place.absence, write: index == 0 ? writeAll : nil,
                decode: { (root: inout Root, payload: Payload) -> Bool in
                    var group = place.value(in: &root) ?? empty
                    guard field.decode(&group, payload) else { return false }
                    place.set(group, in: &root)
                    return true
                })
        }
    }
}
