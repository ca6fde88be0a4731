import WeirModel

extension RuleLifting {
    mutating func liftSet(_ field: Field, _ source: Expression.Register) -> [[Statement]] {
        guard let symbol = symbol(at: source) else { return [] }
        let layout = field.layout
        switch field {
        case .meta, .ct: if table.dialect >= .ranges { targetBits = Int(layout.bitLength) }
        default: break
        }
        defer { targetBits = nil }
        let component = SetShape.Component(type: layout.type, bits: Int(layout.bitLength), order: layout.byteOrder)
        return terms(of: symbol, expecting: [component]).map { term in
            if case .value(.number(let bits, let type)) = term, type.isBitmask, bits.nonzeroBitCount > 1 {
                return [.set(field, to: .flags(bits.flags(type)))]
            }
            return [.set(field, to: term)]
        }
    }

    mutating func lift(_ write: Expression.PayloadWrite) -> [[Statement]] {
        guard Expression.payloadWrite(write).isReachable, let base = PayloadBase(kernelNumber: write.base),
            let symbol = symbol(at: write.source)
        else { return [] }
        var result: [[Statement]] = []
        let whole = header(base, bitOffset: write.offset * 8, bitLength: write.length * 8)
        if case .mask(.load(.payload(let payload)), let and, let xor) = symbol, payload.offset == write.offset,
            payload.length == write.length, and.count == Int(write.length),
            let mask = Bytes.decode(and, order: .big), let bits = Bytes.decode(xor, order: .big)
        {
            let cleared = ~mask & Bytes.mask(and.count * 8)
            for (header, start) in headers(at: base) {
                for field in fields(of: header) {
                    let layout = field.layout
                    let place = RuleLowering.writePlace(
                        bitOffset: Int(layout.bitOffset + start), bitLength: Int(layout.bitLength), even: header.checksum != nil)
                    guard place.byteOffset == Int(write.offset), place.bytes == Int(write.length),
                        (cleared | bits) & ~(Bytes.mask(Int(layout.bitLength)) << UInt128(place.shift)) == 0
                    else { continue }
                    let all = Bytes.mask(Int(layout.bitLength))
                    let (kept, flipped) = (mask >> UInt128(place.shift) & all, bits >> UInt128(place.shift))
                    let own = masked(.field(.header(field)), layout.type, all: all, kept, flipped)
                    let terms = kept == 0 ? [.value(.number(flipped, layout.type))] : own
                    result += terms.map { [.set(.header(field), to: $0)] }
                }
            }
            // Bits of no header that Weir knows by name.
            if cleared != 0 {
                let low = cleared.trailingZeroBitCount
                let length = cleared.nonzeroBitCount
                let bitOffset = write.offset * 8 + UInt32(Int(write.length) * 8 - low - length)
                result.append([
                    .set(
                        .payload(base: base, bitOffset: bitOffset, bitLength: UInt32(length)),
                        to: .value(.number(bits >> UInt128(low), .integer)))
                ])
            }
        }
        if let whole {
            let sets = liftSet(.header(whole), write.source)
            result += write.namesUDPChecksum ? sets.map { $0.map(\.overZeroChecksum) } : sets
        }
        result += liftSet(.payload(base: base, bitOffset: write.offset * 8, bitLength: write.length * 8), write.source)
        return result
    }
}

extension Statement {
    fileprivate var overZeroChecksum: Statement {
        if case .set(let field, let term) = self { .setOverZeroChecksum(field, to: term) } else { self }
    }
}
