internal import CNftnl
internal import Netlink
import WeirModel

/// The attributes of one message or nest by number.
///
/// Reading an attribute takes it. `isExhausted` is false if any are left or had the wrong size, so a decoder that has read everything it
/// knows finds out whether it understood the whole. Numbers are big endian, as everywhere in nf_tables.
struct AttributeDecoder {
    private var payloads = InlineArray<32, Payload>(repeating: .empty)
    private var present: UInt32 = 0
    private var taken: UInt32 = 0
    private(set) var isMalformed = false

    init(_ payload: Payload) {
        var iterator = payload.attributes.makeIterator()
        while let attribute = iterator.next() {
            let bit = UInt32(1) << UInt32(attribute.type & 31)
            // No decoder understands numbers beyond those of all headers, or repetitions.
            if attribute.type >= 32 || present & bit != 0 {
                isMalformed = true
                continue
            }
            present |= bit
            payloads[attribute.type] = attribute.payload
        }
        if !iterator.isComplete { isMalformed = true }
    }

    /// Whether everything was understood.
    var isExhausted: Bool { !isMalformed && present & ~taken == 0 }

    /// For errors that only the decoder of a part can find.
    mutating func markMalformed() { isMalformed = true }

    mutating func bytes<A: RawRepresentable<UInt32>>(_ attribute: A) -> Payload? {
        let number = attribute.rawValue
        guard number < 32, present & (1 << number) != 0 else { return nil }
        taken |= 1 << number
        return payloads[Int(number)]
    }

    mutating func ignore<A: RawRepresentable<UInt32>>(_ attribute: A) { _ = bytes(attribute) }

    /// Puts back an attribute that was not fully understood.
    mutating func leave<A: RawRepresentable<UInt32>>(_ attribute: A) { taken &= ~(1 << (attribute.rawValue & 31)) }

    mutating func u8<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt8? { number(attribute) }
    mutating func u16<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt16? { number(attribute) }
    mutating func u32<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt32? { number(attribute) }
    mutating func u64<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt64? { number(attribute) }
    mutating func u128<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt128? { number(attribute) }

    @inline(__always) private mutating func number<A: RawRepresentable<UInt32>, I: FixedWidthInteger>(_ attribute: A) -> I? {
        understood(bytes(attribute)) { $0.exactly(I.self).map(I.init(bigEndian:)) }
    }

    mutating func array<A: RawRepresentable<UInt32>>(_ attribute: A) -> [UInt8]? { bytes(attribute)?.array }

    /// Text with its terminating NUL.
    mutating func string<A: RawRepresentable<UInt32>>(_ attribute: A) -> String? {
        understood(bytes(attribute)) { payload in
            let count = payload.bytes.prefix { $0 != 0 }.count
            return count + 1 >= payload.count ? payload.text : nil
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

    /// Reads an attribute, if present. One that can't be read makes the whole malformed.
    @inline(__always) private mutating func understood<Value>(_ payload: Payload?, _ read: (Payload) -> Value?) -> Value? {
        guard let payload else { return nil }
        let value = read(payload)
        if value == nil { isMalformed = true }
        return value
    }
}
