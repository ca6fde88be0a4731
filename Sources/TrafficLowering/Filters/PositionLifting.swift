import WeirModel

/// From u32 and basic back to matches, if these lower to the very same; otherwise `nil`.
extension FilterMatching {
    static func lift(_ u32: Filter.U32, protocolID: UInt16) -> [Statement]? {
        guard u32.divisor == nil, u32.table == nil, u32.bucket == nil, u32.link == nil, u32.step == nil, let keys = u32.keys else {
            return nil
        }
        var parts: [PositionedFields.Part] = []
        let number = protocolID == 0x86dd ? byte(6, of: keys) : byte(9, of: keys)
        let fields = PositionedFields(family: protocolID, transport: number)
        for key in keys {
            guard key.offsetMask ?? 0 == 0,
                let found = fields.parts(at: Int(key.offset) * 8, count: 32, value: UInt128(key.value), mask: UInt128(key.mask))
            else { return nil }
            for part in found {
                // Addresses of more than a word.
                if let place = parts.firstIndex(where: { $0.field == part.field }) {
                    parts[place].value |= part.value
                    parts[place].mask |= part.mask
                } else {
                    parts.append(part)
                }
            }
        }
        var statements = ofProtocol(protocolID) + parts.map { statement($0) }
        if let mark = u32.mark {
            statements.append(match(.meta(.mark), Masked(mark.value, mask: mark.mask == .max ? nil : mark.mask), .mark))
        }
        if let indev = u32.indev { statements.append(.match(.field(.meta(.iifname)), .equal, .value(.text(indev, .ifname)))) }
        return shortest(statements) { says($0, by: .u32, u32, protocolID) }
    }

    static func lift(_ basic: Filter.Basic, protocolID: UInt16) -> [Statement]? {
        let matches = basic.ematches ?? []
        let number = matches.lazy.compactMap { match -> UInt8? in
            guard case .cmp(let value, 0, protocolID == 0x86dd ? 6 : 9, 1, false, .network, .eq) = match.test, !match.isNegated else {
                return nil
            }
            return UInt8(truncatingIfNeeded: value)
        }.first
        let fields = PositionedFields(family: protocolID, transport: number)
        var statements = ofProtocol(protocolID)
        for (place, match) in matches.enumerated() {
            guard match.matchID == nil, match.relation == (place == matches.count - 1 ? .end : .and), let found = statement(match, fields)
            else { return nil }
            statements.append(found)
        }
        if statements.contains(where: \.isOfTransport) { statements.removeAll { isImplied($0, number) } }
        return shortest(statements) { says($0, by: .basic, basic, protocolID) }
    }

    /// A match that a transport header requires anyway. Basic would compare it twice.
    private static func isImplied(_ statement: Statement, _ transport: UInt8?) -> Bool {
        let number = transport.map { UInt128($0) } ?? 0
        return [
            equal(.header(.ipHdrlength), 5, .integer), equal(.header(.ipProtocol), number, .inetProtocol),
            equal(.header(.ip6Nexthdr), number, .inetProtocol),
            match(.header(.ipFragOff), Masked(UInt16(0), mask: 0x1fff), .integer),
        ].contains(statement)
    }

    private static func statement(_ match: Ematch, _ fields: PositionedFields) -> Statement? {
        let start: Int
        let count: Int
        let value: UInt128
        let mask: UInt128
        var comparison = match.isNegated ? Comparison.notEqual : .equal
        switch match.test {
        case .cmp(let number, let bits, let offset, let size, false, let layer, let order)
        where [1, 2, 4].contains(size) && layer != .transport:
            (start, count) = ((Int(offset) - (layer == .link ? 14 : 0)) * 8, Int(size) * 8)
            (value, mask) = (UInt128(number), bits == 0 ? FilterOperand.ones(UInt32(count)) : UInt128(bits))
            if order != .eq {
                if match.isNegated { return nil }
                comparison = order == .gt ? .greater : .less
            }
        case .nbyte(let needle, let offset, let layer) where (1...16).contains(needle.bytes.count) && layer != .transport:
            (start, count) = ((Int(offset) - (layer == .link ? 14 : 0)) * 8, needle.bytes.count * 8)
            (value, mask) = (needle.bytes.reduce(0) { $0 << 8 | UInt128($1) }, FilterOperand.ones(UInt32(count)))
        case .meta(let header, let left, let right): return metadatum(header, left, right, match.isNegated)
        default: return nil
        }
        guard let parts = fields.parts(at: start, count: count, value: value, mask: mask), let part = parts.first, parts.count == 1 else {
            return nil
        }
        return statement(part, comparison)
    }

    /// The metadatum whose lowering has this header.
    private static func metadatum(_ header: HexBytes, _ left: HexBytes?, _ right: HexBytes?, _ isNegated: Bool) -> Statement? {
        guard let mask = left?.nativeNumber, let value = right?.nativeNumber else { return nil }
        let field = Ematch.Metadatum.fields.first { field in
            Ematch.Comparison.allCases.contains { Ematch.Metadatum(field)?.header($0) == header }
        }
        guard let field, let datum = Ematch.Metadatum(field),
            let order = Ematch.Comparison.allCases.first(where: { datum.header($0) == header })
        else { return nil }
        let type = field.typeOfMetadatum
        let all = UInt32(truncatingIfNeeded: FilterOperand.ones(datum.bits))
        let isWhole = mask == (datum.isPart ? all : 0)
        let selected = isWhole ? Term.field(field) : .binary(.and, .field(field), .value(.number(UInt128(mask), type)))
        guard order == .eq || !isNegated && isWhole else { return nil }
        let comparison: Comparison =
            switch order {
            case .eq: isNegated ? .notEqual : .equal
            case .gt: .greater
            case .lt: .less
            }
        return .match(selected, comparison, .value(.number(UInt128(value), type)))
    }

    private static func ofProtocol(_ protocolID: UInt16) -> [Statement] {
        protocolID == Filter.allProtocols ? [] : [equal(.meta(.protocol), UInt128(protocolID), .etherType)]
    }

    private static func byte(_ offset: Int32, of keys: [Filter.U32.Key]) -> UInt8? {
        let shift = UInt32(3 - offset % 4) * 8
        guard let key = keys.first(where: { $0.offset == offset / 4 * 4 && $0.offsetMask ?? 0 == 0 }), key.mask >> shift & 0xff == 0xff
        else { return nil }
        return UInt8(truncatingIfNeeded: key.value >> shift)
    }

    private static func says<Options: TrafficOptions>(
        _ statements: [Statement], by classifier: Classifier, _ wanted: Options, _ protocolID: UInt16
    ) -> Bool {
        guard let results = try? lower([statements], by: classifier), results.count == 1 else { return false }
        return results[0].options as? Options == wanted && results[0].protocolID == protocolID
    }
}

extension Statement {
    fileprivate var isOfTransport: Bool {
        guard case .match(let left, _, _) = self else { return false }
        var compared = left
        if case .binary(_, let inner, _) = left { compared = inner }
        if case .field(.header(let field)) = compared { return field.header.base == .transport }
        return false
    }
}

extension HexBytes {
    fileprivate var nativeNumber: UInt32? { bytes.count == 4 ? bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) } : nil }
}

extension Field {
    fileprivate var typeOfMetadatum: DataType {
        switch self {
        case .meta(let key): key.layout.type
        case .header(let field): field.layout.type
        default: .realm
        }
    }
}
