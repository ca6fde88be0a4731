internal import CNftnl
internal import Netlink

/// The attributes of one message or nest by their number.
///
/// Reading an attribute takes it; those that are left, or have not the size that they must have, show in `isExhausted`. So a decoder that
/// reads what it knows and then finds the attributes not exhausted has met something that it does not understand.
/// Numbers are big endian, as everywhere in nf_tables.
struct AttributeDecoder {
    private var payloads = InlineArray<32, Payload>(repeating: .empty)
    private var present: UInt32 = 0
    private var taken: UInt32 = 0
    private(set) var isMalformed = false

    init(_ payload: Payload) {
        var iterator = payload.attributes.makeIterator()
        while let attribute = iterator.next() {
            let bit = UInt32(1) << UInt32(attribute.type & 31)
            // Numbers past all that headers know, and repetitions, are nothing that a decoder could understand.
            if attribute.type >= 32 || present & bit != 0 {
                isMalformed = true
                continue
            }
            present |= bit
            payloads[attribute.type] = attribute.payload
        }
        if !iterator.isComplete { isMalformed = true }
    }

    /// Everything was understood.
    var isExhausted: Bool { !isMalformed && present & ~taken == 0 }

    /// For what only a part of the message's decoder found out.
    mutating func markMalformed() { isMalformed = true }

    mutating func bytes<A: RawRepresentable<UInt32>>(_ attribute: A) -> Payload? {
        let number = attribute.rawValue
        guard number < 32, present & (1 << number) != 0 else { return nil }
        taken |= 1 << number
        return payloads[Int(number)]
    }

    mutating func ignore<A: RawRepresentable<UInt32>>(_ attribute: A) { _ = bytes(attribute) }

    /// Puts back an attribute that turned out to say more than was understood of it.
    mutating func leave<A: RawRepresentable<UInt32>>(_ attribute: A) { taken &= ~(1 << (attribute.rawValue & 31)) }

    mutating func u8<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt8? { understood(bytes(attribute)) { $0.exactly() } }
    mutating func u16<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt16? { understood(bytes(attribute)) { $0.exactly().map(UInt16.init(bigEndian:)) } }
    mutating func u32<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt32? { understood(bytes(attribute)) { $0.exactly().map(UInt32.init(bigEndian:)) } }
    mutating func u64<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt64? { understood(bytes(attribute)) { $0.exactly().map(UInt64.init(bigEndian:)) } }

    mutating func array<A: RawRepresentable<UInt32>>(_ attribute: A) -> [UInt8]? { bytes(attribute)?.array }

    /// Text that ends with its NUL. Text that is not UTF-8 can't be carried by a `String`, so it counts as not understood.
    mutating func string<A: RawRepresentable<UInt32>>(_ attribute: A) -> String? {
        understood(bytes(attribute)) { payload in
            guard let text = payload.text, text.utf8.count + 1 >= payload.count else { return nil }
            return text
        }
    }

    mutating func nest<A: RawRepresentable<UInt32>>(_ attribute: A) -> AttributeDecoder? { bytes(attribute).map { AttributeDecoder($0) } }

    /// A register's value: a nest that holds `NFTA_DATA_VALUE` alone.
    mutating func value<A: RawRepresentable<UInt32>>(_ attribute: A) -> [UInt8]? {
        understood(bytes(attribute)) { payload in
            var data = AttributeDecoder(payload)
            guard let value = data.array(NFTA_DATA_VALUE), data.isExhausted else { return nil }
            return value
        }
    }

    /// What is read of an attribute; one that can't be read makes the whole malformed.
    @inline(__always) private mutating func understood<Value>(_ payload: Payload?, _ read: (Payload) -> Value?) -> Value? {
        guard let payload else { return nil }
        let value = read(payload)
        if value == nil { isMalformed = true }
        return value
    }
}
