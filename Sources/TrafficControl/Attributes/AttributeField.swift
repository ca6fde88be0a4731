internal import Netlink
import WeirModel

typealias Path<Root, Value> = WritableKeyPath<Root, Value?> & Sendable

/// One line of a kind's table: an attribute's number, and the option that it holds, in both directions.
struct AttributeField<Root>: Sendable {
    let type: Int
    /// Tells options that need not be written; nil where only writing tells.
    var absence: Absence?
    /// Nil for an attribute that another line of the table writes along with its own.
    let write: (@Sendable (UnsafePointer<Root>, MessageWriter) -> Void)?
    /// Returns `false` for an unexpected payload; the attribute is then kept raw.
    let decode: @Sendable (inout Root, Payload) -> Bool
}

extension AttributeField {
    init(
        type: Int, absence: Absence? = nil, _ encode: @escaping @Sendable (Root, MessageWriter) -> Void,
        decode: @escaping @Sendable (inout Root, Payload) -> Bool
    ) {
        self.init(type: type, absence: absence, write: { encode($0.pointee, $1) }, decode: decode)
    }

    func encode(_ root: Root, _ writer: MessageWriter) { withUnsafePointer(to: root) { write?($0, writer) } }

    /// Any attribute whose payload is one value.
    static func value<T>(
        _ type: Int, _ path: any Path<Root, T>, _ write: @escaping @Sendable (T) -> [UInt8]?,
        _ read: @escaping @Sendable (Payload) -> T?
    ) -> AttributeField {
        option(type, path, { value, writer in if let bytes = write(value) { writer.put(type, bytes) } }, read)
    }

    /// Any attribute that holds one value, which writes itself with its header.
    static func option<T>(
        _ type: Int, _ path: any Path<Root, T>, _ write: @escaping @Sendable (T, MessageWriter) -> Void,
        _ read: @escaping @Sendable (Payload) -> T?
    ) -> AttributeField {
        let place = OptionSlot(path)
        return AttributeField(
            type: type, absence: place.absence,
            write: { root, writer in if let value = place.value(in: root) { write(value, writer) } },
            decode: { root, payload in
                guard let value = read(payload) else { return false }
                place.set(value, in: &root)
                return true
            })
    }

    /// An attribute that the kernel adds for information: counters, times, padding.
    static func ignored(_ type: Int) -> AttributeField { AttributeField(type: type, write: nil, decode: { _, _ in true }) }

    /// A number in the machine's byte order.
    static func number<T: FixedWidthInteger & Sendable>(_ type: Int, _ path: any Path<Root, T>) -> AttributeField {
        option(type, path, { $1.put(type, $0) }, { $0.exactly(T.self) })
    }

    /// A number in network byte order.
    static func network<T: FixedWidthInteger & Sendable>(_ type: Int, _ path: any Path<Root, T>) -> AttributeField {
        option(type, path, { $1.put(type, $0.bigEndian) }, { $0.exactly(T.self).map(T.init(bigEndian:)) })
    }

    /// A truth as a number.
    static func truth<T: FixedWidthInteger & Sendable>(
        _ type: Int, _ path: any Path<Root, Bool>, as: T.Type = UInt32.self
    ) -> AttributeField {
        value(type, path, { nativeBytes(of: T($0 ? 1 : 0)) }, { $0.exactly(T.self).map { $0 != 0 } })
    }

    /// A flag that is true if the attribute is present.
    static func presence(_ type: Int, _ path: any Path<Root, Bool>) -> AttributeField {
        value(type, path, { $0 ? [] : nil }, { _ in true })
    }

    /// A case by its place in its enumeration, which is the kernel's numbering.
    static func ordinal<T: FixedWidthInteger & Sendable, Case: CaseIterable & Equatable & Sendable>(
        _ type: Int, _ path: any Path<Root, Case>, as: T.Type
    ) -> AttributeField where Case.AllCases == [Case] {
        value(type, path) {
            nativeBytes(of: T(truncatingIfNeeded: Case.allCases.firstIndex(of: $0) ?? 0))
        } _: { payload in
            guard let number = payload.exactly(T.self), let index = Int(exactly: number), Case.allCases.indices.contains(index) else {
                return nil
            }
            return Case.allCases[index]
        }
    }

    static func size(_ type: Int, _ path: any Path<Root, ByteSize>) -> AttributeField {
        value(type, path) {
            nativeBytes(of: UInt32(clamping: $0.bytes))
        } _: {
            $0.exactly(UInt32.self).map { .bytes(UInt64($0)) }
        }
    }

    static func rate<T: FixedWidthInteger & Sendable>(_ type: Int, _ path: any Path<Root, BitRate>, as: T.Type) -> AttributeField {
        value(type, path) {
            nativeBytes(of: T(clamping: $0.bytesPerSecond))
        } _: {
            $0.exactly(T.self).flatMap { UInt64(exactly: $0) }.map(BitRate.init(bytesPerSecond:))
        }
    }

    /// A time in units of `unit` nanoseconds.
    static func time<T: FixedWidthInteger & Sendable>(
        _ type: Int, _ path: any Path<Root, TimeSpan>, unit: Int64, as: T.Type
    ) -> AttributeField {
        value(type, path) {
            nativeBytes(of: T(clamping: $0.nanoseconds / unit))
        } _: { payload in
            guard let number = payload.exactly(T.self).flatMap({ Int64(exactly: $0) }) else { return nil }
            let (product, overflow) = number.multipliedReportingOverflow(by: unit)
            return overflow ? nil : TimeSpan(nanoseconds: product)
        }
    }

    static func text(_ type: Int, _ path: any Path<Root, String>) -> AttributeField {
        option(type, path) {
            $1.put(type, text: $0)
        } _: {
            $0.text
        }
    }

    static func opaque(_ type: Int, _ path: any Path<Root, HexBytes>) -> AttributeField {
        value(type, path, { $0.bytes }, { HexBytes($0.array) })
    }
}

func nativeBytes<T: FixedWidthInteger>(of value: T) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }

/// A kind whose options are attributes, one line of a table each.
protocol AttributeCoded: TrafficOptions {
    static var fields: [AttributeField<Self>] { get }
    /// Attributes that the kernel takes only when it makes the object.
    static var creationOnly: Set<Int> { get }
}

extension AttributeCoded {
    static var creationOnly: Set<Int> { [] }

    func encodeAttributes(into writer: MessageWriter, isChange: Bool) {
        let omitted = isChange ? Self.creationOnly : []
        withUnsafePointer(to: self) { Self.fields.write($0, into: writer, without: omitted) }
    }

    /// Decodes the attributes of the table; returns the others raw.
    mutating func decode(_ attributes: some Sequence<Attribute>) -> [RawAttribute] {
        let fields = Self.fields
        var unknown: [RawAttribute] = []
        for attribute in attributes {
            let known = fields.first { $0.type == attribute.type }?.decode(&self, attribute.payload)
            if known != true { unknown.append(attribute.raw) }
        }
        return unknown
    }
}

extension Array {
    /// Writes the options that are set.
    func write<Root>(_ root: UnsafePointer<Root>, into writer: MessageWriter, without omitted: Set<Int> = [])
    where Element == AttributeField<Root> {
        // By their places in memory: a field that is passed over is not copied.
        withUnsafeBufferPointer { fields in
            for field in fields.indices where fields[field].absence?.matches(in: root) != true && !omitted.contains(fields[field].type) {
                fields[field].write?(root, writer)
            }
        }
    }
}
