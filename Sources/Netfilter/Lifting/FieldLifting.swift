import WeirModel

extension RuleLifting {
    /// The field that a load is, in the headers that the rule has matched so far.
    func field(of load: Expression) -> Field? {
        switch load {
        case .payload(let payload):
            guard let base = PayloadBase(kernelNumber: payload.base) else { return nil }
            if takesBits { return .payload(base: base, bitOffset: payload.offset * 8, bitLength: payload.length * 8) }
            return header(base, bitOffset: payload.offset * 8, bitLength: payload.length * 8).map { .header($0) }
                ?? .payload(base: base, bitOffset: payload.offset * 8, bitLength: payload.length * 8)
        case .exthdr(let exthdr):
            return exthdrFields(exthdr, bitLength: exthdr.length * 8).first
        default:
            return Field(load, family: table.family)
        }
    }

    /// The header at a layer, with the bit at which it begins there.
    func headers(at base: PayloadBase) -> [(Header, start: UInt32)] {
        guard case .header(let current)? = context[base] else { return [] }
        guard base == .link else { return [(current, 0)] }
        var start: UInt32 = 0
        var result: [(Header, start: UInt32)] = []
        for header in context.stacked + [current] {
            result.append((header, start))
            start += header.linkBits
        }
        return result.reversed()
    }

    /// The named field at exactly this place.
    func header(_ base: PayloadBase, bitOffset: UInt32, bitLength: UInt32) -> HeaderField? {
        for (header, start) in headers(at: base) where bitOffset >= start {
            if let field = fields(of: header).first(where: { $0.layout.bitOffset + start == bitOffset && $0.layout.bitLength == bitLength }) {
                return field
            }
        }
        // Ports, where any of several transport protocols may be there.
        if base == .transport, headers(at: base).isEmpty || context.isAmbiguousTransport {
            return HeaderField.allCases.first { $0.header == .th && $0.layout.bitOffset == bitOffset && $0.layout.bitLength == bitLength }
        }
        return nil
    }

    /// A header's fields that the packet can have, given the ICMP type that was matched.
    func fields(of header: Header) -> [HeaderField] {
        if header == .tcp || header == .udp || header == .sctp, context.isAmbiguousTransport { return [] }
        return HeaderField.fields(of: header).filter { field in
            guard let types = field.icmpTypes else { return true }
            return context.icmpType != 0 && types.contains(context.icmpType)
        }
    }

    /// The bit field that a mask cuts out of a load, and its distance from the low end.
    func bitfield(of load: Expression, mask: [UInt8]) -> (Field, shift: Int)? {
        switch load {
        case .payload(let payload):
            guard let base = PayloadBase(kernelNumber: payload.base), let number = Bytes.decode(mask, order: .big) else { return nil }
            if takesBits { return Self.bits(number, of: payload, at: base) }
            for (header, start) in headers(at: base) {
                for field in fields(of: header) {
                    let offset = field.layout.bitOffset + start
                    guard offset / 8 == payload.offset else { continue }
                    if let shift = Self.shift(bitOffset: offset, bitLength: field.layout.bitLength, bytes: payload.length, mask: number) {
                        return (.header(field), shift)
                    }
                }
            }
            return nil
        case .exthdr(let exthdr):
            guard let number = Bytes.decode(mask, order: .big) else { return nil }
            for field in exthdrFields(exthdr, bitLength: nil) {
                let (_, offset) = RuleLowering.exthdr(of: field)
                if let shift = Self.shift(bitOffset: offset, bitLength: field.layout.bitLength, bytes: exthdr.length, mask: number) {
                    return (field, shift)
                }
            }
            return nil
        default: return nil
        }
    }

    private static func bits(_ mask: UInt128, of payload: Expression.Payload, at base: PayloadBase) -> (Field, shift: Int)? {
        let shift = mask.trailingZeroBitCount, length = mask.nonzeroBitCount
        guard length > 0, mask >> UInt128(shift) == Bytes.mask(length), shift + length <= Int(payload.length) * 8 else { return nil }
        return (.payload(base: base, bitOffset: (payload.offset + payload.length) * 8 - UInt32(shift + length), bitLength: UInt32(length)), shift)
    }

    private static func shift(bitOffset: UInt32, bitLength: UInt32, bytes: UInt32, mask: UInt128) -> Int? {
        guard bitOffset % 8 != 0 || bitLength % 8 != 0 else { return nil }
        let place = RuleLowering.bitfield(bitOffset: Int(bitOffset), bitLength: Int(bitLength))
        guard (place.length + 7) / 8 == Int(bytes), mask == Bytes.mask(Int(bitLength)) << UInt128(place.shift) else { return nil }
        return place.shift
    }

    /// The fields of options and extension headers that an expression reaches; with a length, only those that fill it.
    func exthdrFields(_ exthdr: Expression.Exthdr, bitLength: UInt32?) -> [Field] {
        let all: [Field]
        switch exthdr.op {
        case ExthdrOp.ipv6:
            all = exthdr.flags == ExthdrOp.present
                ? ExtensionHeader.allCases.map { .extensionHeaderPresence($0) } : ExtensionHeaderField.allCases.map { .extensionHeader($0) }
        case ExthdrOp.tcpOption:
            all =
                exthdr.flags == ExthdrOp.present
                ? [.tcpOptionPresence(kind: exthdr.type)]
                : TCPOptionField.allCases.map { .tcpOption($0) }
                    + [.rawTCPOption(kind: exthdr.type, bitOffset: exthdr.offset * 8, bitLength: exthdr.length * 8)]
        case ExthdrOp.ipv4:
            all = exthdr.flags == ExthdrOp.present ? IPOption.allCases.map { .ipOptionPresence($0) } : IPOptionField.allCases.map { .ipOption($0) }
        case ExthdrOp.sctp:
            all =
                exthdr.flags == ExthdrOp.present
                ? SCTPChunk.allCases.map { .sctpChunkPresence($0) } : SCTPChunkField.allCases.map { .sctpChunk($0) }
        default: all = []
        }
        return all.filter { field in
            let (candidate, bitOffset) = RuleLowering.exthdr(of: field)
            guard candidate.type == exthdr.type, candidate.offset == exthdr.offset, candidate.flags == exthdr.flags else { return false }
            if exthdr.flags == ExthdrOp.present { return true }
            guard let bitLength else { return true }
            return bitOffset % 8 == 0 && field.layout.bitLength == bitLength
        }
    }
}

extension HeaderField {
    private static let byHeader = Dictionary(grouping: allCases, by: \.header)

    static func fields(of header: Header) -> [HeaderField] { byHeader[header] ?? [] }
}
