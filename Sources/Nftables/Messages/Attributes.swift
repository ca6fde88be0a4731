internal import CNftnl

/// The attributes of one netlink message or nest by their number.
///
/// Reading an attribute takes it; what nobody took, or did not have the size that it must have, shows in `isExhausted`. So a decoder that
/// reads what it knows and then finds the attributes not exhausted has met something that it does not understand.
/// Numbers are big endian, as everywhere in nf_tables. The bytes must outlive the value.
struct Attributes {
    private var payloads = InlineArray<32, UnsafeRawBufferPointer>(repeating: UnsafeRawBufferPointer(start: nil, count: 0))
    private var present: UInt32 = 0
    private var taken: UInt32 = 0
    private(set) var isMalformed = false

    init(_ bytes: UnsafeRawBufferPointer) {
        var iterator = AttributeSequence.Iterator(bytes)
        while let attribute = iterator.next() {
            let bit = UInt32(1) << UInt32(attribute.type & 31)
            // Numbers past all that headers know, and repetitions, are nothing that a decoder could understand.
            if attribute.type >= 32 || present & bit != 0 {
                isMalformed = true
                continue
            }
            present |= bit
            payloads[Int(attribute.type)] = attribute.payload
        }
        if !iterator.isComplete { isMalformed = true }
    }

    /// Everything was understood.
    var isExhausted: Bool { !isMalformed && present & ~taken == 0 }

    mutating func bytes<A: RawRepresentable<UInt32>>(_ attribute: A) -> UnsafeRawBufferPointer? { bytes(number: attribute.rawValue) }

    mutating func bytes(number: UInt32) -> UnsafeRawBufferPointer? {
        guard number < 32, present & (1 << number) != 0 else { return nil }
        taken |= 1 << number
        return payloads[Int(number)]
    }

    mutating func ignore<A: RawRepresentable<UInt32>>(_ attribute: A) { _ = bytes(attribute) }

    /// Puts back what turned out to say more than was understood of it.
    mutating func leave<A: RawRepresentable<UInt32>>(_ attribute: A) { taken &= ~(1 << (attribute.rawValue & 31)) }

    mutating func u8<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt8? { integer(attribute, UInt8.self) }
    mutating func u16<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt16? { integer(attribute, UInt16.self) }
    mutating func u32<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt32? { integer(attribute, UInt32.self) }
    mutating func u64<A: RawRepresentable<UInt32>>(_ attribute: A) -> UInt64? { integer(attribute, UInt64.self) }

    @inline(__always)
    private mutating func integer<A: RawRepresentable<UInt32>, I: FixedWidthInteger>(_ attribute: A, _: I.Type) -> I? {
        guard let payload = bytes(number: attribute.rawValue) else { return nil }
        guard payload.count == MemoryLayout<I>.size else {
            isMalformed = true
            return nil
        }
        return I(bigEndian: payload.loadUnaligned(as: I.self))
    }

    mutating func array<A: RawRepresentable<UInt32>>(_ attribute: A) -> [UInt8]? { bytes(attribute).map { [UInt8]($0) } }

    /// A string up to its NUL.
    mutating func string<A: RawRepresentable<UInt32>>(_ attribute: A) -> String? {
        guard let payload = bytes(attribute) else { return nil }
        let text = payload.prefix { $0 != 0 }
        guard text.count + 1 >= payload.count else {
            isMalformed = true
            return nil
        }
        return String(outside: text)
    }

    mutating func nest<A: RawRepresentable<UInt32>>(_ attribute: A) -> Attributes? { bytes(attribute).map { Attributes($0) } }

    /// A register's value: a nest that holds `NFTA_DATA_VALUE` alone.
    mutating func value<A: RawRepresentable<UInt32>>(_ attribute: A) -> [UInt8]? {
        guard var data = nest(attribute) else { return nil }
        guard let value = data.array(NFTA_DATA_VALUE), data.isExhausted else {
            isMalformed = true
            return nil
        }
        return value
    }

    /// What only a part of the message's decoder found out.
    mutating func markMalformed() { isMalformed = true }
}
