import WeirModel

extension RuleLifting {
    /// The field that a load is, in the headers that the rule has matched so far.
    func field(of load: Expression) -> Field? { fields(of: load).first }

    /// A load as the field that is there, and as the bits at its place.
    func fields(of load: Expression) -> [Field] {
        switch load {
        case .payload(let payload):
            guard let base = PayloadBase(kernelNumber: payload.base) else { return [] }
            let named = header(base, bitOffset: payload.offset * 8, bitLength: payload.length * 8).map { Field.header($0) }
            let bits = Field.payload(base: base, bitOffset: payload.offset * 8, bitLength: payload.length * 8)
            // nft takes the bits at the place of a port for one, whatever transport protocol is there.
            let port =
                base == .transport ? Self.port(bitOffset: payload.offset * 8, bitLength: payload.length * 8).map { Field.header($0) } : nil
            return [named, bits, port == named ? nil : port].compactMap { $0 }
        case .exthdr(let exthdr):
            return exthdrFields(exthdr, bitLength: exthdr.length * 8)
        case .inner(let inner):
            guard let (tunnel, lifting) = carried(by: inner) else { return [] }
            if case .payload(let payload) = inner.expression, payload.base == PayloadPlace.tunnelHeader {
                let (bitOffset, bitLength) = (payload.offset * 8, payload.length * 8)
                let named = HeaderField.find(tunnel.header, bitOffset: bitOffset, bitLength: bitLength).map { Field.header($0) }
                return [named, .inner(tunnel, .payload(base: .inner, bitOffset: bitOffset, bitLength: bitLength))].compactMap { $0 }
            }
            return lifting.fields(of: inner.expression).map { .inner(tunnel, $0) }
        default:
            return Field(load, family: table.family).map { [$0] } ?? []
        }
    }

    /// A lifting of what is in the packet that a tunnel's packet carries.
    func carried(by inner: Expression.Inner) -> (Tunnel, RuleLifting)? {
        guard let tunnel = Tunnel(inner) else { return nil }
        var lifting = self
        lifting.context = self.inner
        return (tunnel, lifting)
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
            if let field = fields(of: header).first(where: { $0.layout.bitOffset + start == bitOffset && $0.layout.bitLength == bitLength })
            {
                return field
            }
        }
        // Ports, where any of several transport protocols may be there.
        if base == .transport, headers(at: base).isEmpty || context.isAmbiguousTransport {
            return Self.port(bitOffset: bitOffset, bitLength: bitLength)
        }
        return nil
    }

    private static func port(bitOffset: UInt32, bitLength: UInt32) -> HeaderField? {
        HeaderField.fields(of: .th).first { $0.layout.bitOffset == bitOffset && $0.layout.bitLength == bitLength }
    }

    /// A header's fields that the packet can have, given the ICMP type that was matched.
    func fields(of header: Header) -> [HeaderField] {
        if header == .tcp || header == .udp || header == .sctp, context.isAmbiguousTransport { return [] }
        return HeaderField.fields(of: header).filter { field in
            guard let types = field.icmpTypes else { return true }
            return context.icmpType != 0 && types.contains(context.icmpType)
        }
    }

    // MARK: bit fields

    /// A bit field within the loaded bytes.
    private struct BitField {
        var field: Field
        /// From the low end of the load.
        var shift: Int
        var mask: UInt128 { Bytes.mask(Int(field.layout.bitLength)) << UInt128(shift) }
    }

    /// The bit fields that have a name and for which nft loads just these bytes.
    private func bitFields(in load: Expression) -> [BitField] {
        func bitField(_ field: Field, at bitOffset: UInt32, bytes: UInt32) -> BitField? {
            let bitLength = field.layout.bitLength
            guard bitOffset % 8 != 0 || bitLength % 8 != 0 else { return nil }
            let place = RuleLowering.bitfield(bitOffset: Int(bitOffset), bitLength: Int(bitLength))
            return (place.length + 7) / 8 == Int(bytes) ? BitField(field: field, shift: place.shift) : nil
        }
        switch load {
        case .payload(let payload):
            guard let base = PayloadBase(kernelNumber: payload.base) else { return [] }
            return headers(at: base).flatMap { header, start in
                fields(of: header).compactMap { field in
                    let offset = field.layout.bitOffset + start
                    return offset / 8 == payload.offset ? bitField(.header(field), at: offset, bytes: payload.length) : nil
                }
            }
        case .exthdr(let exthdr):
            return exthdrFields(exthdr, bitLength: nil).compactMap { field in
                bitField(field, at: RuleLowering.exthdr(of: field).bitOffset, bytes: exthdr.length)
            }
        case .inner(let inner):
            guard let (tunnel, lifting) = carried(by: inner) else { return [] }
            return lifting.bitFields(in: inner.expression).map { BitField(field: .inner(tunnel, $0.field), shift: $0.shift) }
        default: return []
        }
    }

    /// A bit field at the low end of a load, or the masked and flipped rest of it.
    func maskedFields(_ inner: SymbolicValue, _ and: [UInt8], _ xor: [UInt8]) -> [Term] {
        guard case .load(let load) = inner else { return [] }
        return [ByteOrder.big, .host].flatMap { order -> [Term] in
            guard let mask = Bytes.decode(and, order: order), let flip = Bytes.decode(xor, order: order) else { return [] }
            let fields = bitFields(in: load).filter { $0.shift == 0 }
            let whole = fields.filter { $0.mask == mask && flip == 0 }.map { Term.field($0.field) }
            let partial = fields.filter { $0.mask != mask && (mask | flip) & ~$0.mask == 0 }
            return whole + partial.flatMap { masked(.field($0.field), $0.field.layout.type, all: $0.mask, mask, flip) }
        }
    }

    /// A bit field above the low end of a load, where the shift brings it there.
    func shiftedFields(_ inner: SymbolicValue, by amount: Int) -> [Term] {
        let unswapped = if case .byteorder(let swapped) = inner { swapped } else { inner }
        guard case .mask(let load, let and, let xor) = unswapped, xor.allSatisfy({ $0 == 0 }) else { return [] }
        return fields(load, cutBy: and) { $0 == amount }
    }

    /// A bit field above the low end of a load, whose value is compared in place.
    func unshiftedFields(_ inner: SymbolicValue, _ and: [UInt8]) -> [Term] { fields(inner, cutBy: and) { $0 > 0 } }

    private func fields(_ inner: SymbolicValue, cutBy and: [UInt8], _ isRight: (Int) -> Bool) -> [Term] {
        guard case .load(let load) = inner, let mask = Bytes.decode(and, order: .big) else { return [] }
        return bitFields(in: load).filter { $0.mask == mask && isRight($0.shift) }.map { .field($0.field) }
    }

    /// Bits of a header by their place, which a mask cuts out of a load and a shift brings down.
    func bits(of symbol: SymbolicValue) -> [Term] {
        let shifted: SymbolicValue
        let amount: Int?
        if case .shift(let inner, left: false, let by, _) = symbol {
            (shifted, amount) = (inner, Int(by))
        } else {
            (shifted, amount) = (symbol, nil)
        }
        guard case .mask(.load(let load), let and, let xor) = shifted, xor.allSatisfy({ $0 == 0 }) else { return [] }
        return [ByteOrder.big, .host].compactMap { order in
            guard let mask = Bytes.decode(and, order: order) else { return nil }
            let shift = mask.trailingZeroBitCount
            let length = mask.nonzeroBitCount
            guard length > 0, mask >> UInt128(shift) == Bytes.mask(length), shift == amount ?? shift else { return nil }
            return Self.bits(UInt32(length), above: UInt32(shift), in: load).map { .field($0) }
        }
    }

    private static func bits(_ length: UInt32, above shift: UInt32, in load: Expression) -> Field? {
        switch load {
        case .payload(let payload):
            guard let base = PayloadBase(kernelNumber: payload.base), shift + length <= payload.length * 8 else { return nil }
            return .payload(base: base, bitOffset: (payload.offset + payload.length) * 8 - (shift + length), bitLength: length)
        case .exthdr(let exthdr) where exthdr.op == ExthdrOp.tcpOption && exthdr.flags == 0:
            guard shift + length <= exthdr.length * 8 else { return nil }
            return .rawTCPOption(kind: exthdr.type, bitOffset: (exthdr.offset + exthdr.length) * 8 - (shift + length), bitLength: length)
        default: return nil
        }
    }

    /// The fields of options and extension headers that an expression reaches; with a length, only those that fill it.
    func exthdrFields(_ exthdr: Expression.Exthdr, bitLength: UInt32?) -> [Field] {
        let all: [Field]
        switch exthdr.op {
        case ExthdrOp.ipv6:
            all =
                exthdr.flags == ExthdrOp.present
                ? ExtensionHeader.allCases.map { .extensionHeaderPresence($0) } : ExtensionHeaderField.allCases.map { .extensionHeader($0) }
        case ExthdrOp.tcpOption:
            all =
                exthdr.flags == ExthdrOp.present
                ? [.tcpOptionPresence(kind: exthdr.type)]
                : TCPOptionField.allCases.map { .tcpOption($0) }
                    + [.rawTCPOption(kind: exthdr.type, bitOffset: exthdr.offset * 8, bitLength: exthdr.length * 8)]
        case ExthdrOp.ipv4:
            all =
                exthdr.flags == ExthdrOp.present
                ? IPOption.allCases.map { .ipOptionPresence($0) } : IPOptionField.allCases.map { .ipOption($0) }
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
