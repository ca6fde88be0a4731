import WeirModel

/// The named fields of a packet by their positions: where u32 and basic look, read backwards.
struct PositionedFields {
    private struct Place {
        var field: HeaderField
        /// In bits from the network header; the link's header lies before it.
        var start: Int
        var end: Int
    }
    /// A field's bits that are compared.
    struct Part {
        var field: HeaderField
        /// Within the field.
        var value: UInt128
        var mask: UInt128
    }

    private let places: [Place]

    /// - Parameters:
    ///   - family: the filter's protocol.
    ///   - transport: the protocol after the IP header, of packets without IP options.
    init(family: UInt16, transport: UInt8?) {
        var places = Self.places(.ether, from: -112)
        if let header = Header(etherType: family), header != .vlan {
            places += Self.places(header, from: 0)
            if let number = transport, let next = Header(inetProtocol: number) {
                places += Self.places(next, from: header == .ip6 ? 320 : 160)
            }
        }
        self.places = places
    }

    /// Fields that only some messages of ICMP have, and those that share their bits with others, are not fields of all packets.
    private static func places(_ header: Header, from start: Int) -> [Place] {
        header.fields.filter { $0 != .etherType && $0.icmpTypes == nil }.map {
            Place(field: $0, start: start + Int($0.layout.bitOffset), end: start + Int($0.layout.bitOffset + $0.layout.bitLength))
        }
    }

    /// - Parameters:
    ///   - start: of the bits, from the network header.
    ///   - count: of bits, at most 128.
    /// - Returns: the fields under the mask, in their order; `nil` if it covers bits without a name.
    func parts(at start: Int, count: Int, value: UInt128, mask: UInt128) -> [Part]? {
        var rest = mask
        var parts: [Part] = []
        for place in places {
            let first = max(start, place.start)
            let last = min(start + count, place.end)
            guard first < last else { continue }
            let own = FilterOperand.ones(UInt32(last - first))
            let down = UInt128(start + count - last)
            let up = UInt128(place.end - last)
            if mask >> down & own == 0 { continue }
            parts.append(Part(field: place.field, value: (value >> down & own) << up, mask: (mask >> down & own) << up))
            rest &= ~(own << down)
        }
        return rest == 0 ? parts : nil
    }
}

extension FilterMatching {
    /// A field under a mask as an author would write it: all of it, a prefix, or a number of bits.
    static func statement(_ part: PositionedFields.Part, _ comparison: Comparison = .equal) -> Statement {
        let layout = part.field.layout
        let type = layout.type
        let field = Term.field(.header(part.field))
        let all = FilterOperand.ones(layout.bitLength)
        if part.mask == all { return .match(field, comparison, .value(.number(part.value, type))) }
        let hidden = all & ~part.mask
        if type == .ipv4Address || type == .ipv6Address, hidden & (hidden &+ 1) == 0 {
            return .match(field, comparison, .prefix(.number(part.value, type), length: UInt8(part.mask.nonzeroBitCount)))
        }
        return .match(.binary(.and, field, .value(.number(part.mask, type))), comparison, .value(.number(part.value, type)))
    }

    /// The statements that are enough to express all.
    static func shortest(_ statements: [Statement], says: ([Statement]) -> Bool) -> [Statement]? {
        guard says(statements) else { return nil }
        var shortest = statements
        var index = 0
        while index < shortest.count {
            var shorter = shortest
            shorter.remove(at: index)
            if says(shorter) { shortest = shorter } else { index += 1 }
        }
        return shortest
    }
}
