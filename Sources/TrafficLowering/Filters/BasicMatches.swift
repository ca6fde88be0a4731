import WeirModel

/// Matches on their way to basic's tree of extended matches: comparisons of the packet's bytes and of its metadata, joined by and.
struct BasicMatches {
    private var positions = PositionedMatches(.basic)
    private var metadata: [EmatchTerm] = []

    mutating func add(_ match: FilterMatch) throws(FilterProblem) {
        guard let datum = Ematch.Metadatum(match.field) else { return try positions.add(match) }
        if case .header(let field) = match.field, field.header == .vlan { positions.requireTag() }
        metadata.append(datum.term(try BitTest(match, bits: datum.bits)))
    }

    func results() throws(FilterProblem) -> [FilterMatching.Result] {
        var results: [FilterMatching.Result] = []
        for (protocolID, bits) in try positions.filters() {
            var terms: [EmatchTerm] = []
            for bits in bits { terms.append(try EmatchTerm(bits)) }
            var basic = Filter.Basic()
            basic.ematches = (terms + metadata).tree
            results.append(FilterMatching.Result(basic, protocolID: protocolID))
        }
        return results
    }
}

/// A comparison as extended matches: one, or several in parentheses.
struct EmatchTerm {
    var tests: [Ematch.Test]
    var relation: Ematch.Relation
    var isNegated: Bool

    init(_ tests: [Ematch.Test], _ relation: Ematch.Relation = .and, negated: Bool = false) {
        self.tests = tests
        self.relation = relation
        isNegated = negated
    }

    /// A number in its bits: `compare` makes one comparison of it. Bits that are not the number's are masked away.
    init(_ test: BitTest, bits: UInt32, compare: (_ value: UInt128, _ mask: UInt128, Ematch.Comparison) -> Ematch.Test) {
        let all = FilterOperand.ones(bits)
        switch test {
        // To cmp and meta, no mask is all of it.
        case .masked(_, mask: 0, _): self.init([])
        case .masked(let value, let mask, let isNegated): self.init([compare(value, mask, .eq)], negated: isNegated)
        case .range(let first, let last, isNegated: false):
            self.init((first > 0 ? [compare(first - 1, all, .gt)] : []) + (last < all ? [compare(last + 1, all, .lt)] : []))
        case .range(let first, let last, isNegated: true):
            self.init((first > 0 ? [compare(first, all, .lt)] : []) + (last < all ? [compare(last, all, .gt)] : []), .or)
        }
    }
}

extension EmatchTerm {
    init(_ bits: PacketBits) throws(FilterProblem) {
        let first = bits.offset >> 3
        let last = (bits.offset + bits.length - 1) >> 3
        let layer: Ematch.Layer = bits.layer == .link ? .link : .network
        guard last <= Int(UInt16.max) else { throw FilterProblem("the bits lie too far back in the packet") }
        guard last - first < 4 else {
            guard case .masked(let value, let mask, let isNegated) = bits.test else {
                throw FilterProblem("basic compares the order of up to four bytes", help: "use a prefix")
            }
            self.init(Self.words(value, mask, bits, layer), negated: isNegated)
            return
        }
        // Three bytes are read together with a fourth of the same word.
        let size = [1, 2, 4, 4][last - first]
        let start = last - first == 2 && first & 3 == 1 ? first - 1 : first
        let shift = UInt128((start + size) * 8 - bits.offset - bits.length)
        let whole = FilterOperand.ones(UInt32(size * 8))
        self.init(bits.test, bits: UInt32(bits.length)) { value, mask, comparison in
            .cmp(
                value: UInt32(truncatingIfNeeded: value << shift),
                mask: mask << shift == whole ? 0 : UInt32(truncatingIfNeeded: mask << shift),
                offset: UInt16(clamping: start), size: UInt8(size), translated: false, layer: layer, comparison: comparison)
        }
    }

    /// More than four bytes: unchanged if whole bytes count, else word by word.
    private static func words(_ value: UInt128, _ mask: UInt128, _ bits: PacketBits, _ layer: Ematch.Layer) -> [Ematch.Test] {
        if mask == 0 { return [] }
        let end = bits.offset + bits.length
        let hidden = mask.trailingZeroBitCount
        if bits.offset & 7 == 0, bits.length & 7 == 0, hidden & 7 == 0,
            mask >> UInt128(hidden) == FilterOperand.ones(UInt32(bits.length - hidden))
        {
            let bytes = (0..<(bits.length - hidden) / 8).map { UInt8(truncatingIfNeeded: value >> UInt128(bits.length - 8 - $0 * 8)) }
            return [.nbyte(needle: HexBytes(bytes), offset: UInt16(clamping: bits.offset >> 3), layer: layer)]
        }
        return stride(from: bits.offset >> 3, to: (end + 7) >> 3, by: 4).compactMap { start in
            let size = [1, 2, 4, 4][min((end + 7) >> 3 - start, 4) - 1]
            let rest = end - (start + size) * 8
            let whole = UInt32(truncatingIfNeeded: FilterOperand.ones(UInt32(size * 8)))
            func part(_ number: UInt128) -> UInt32 {
                UInt32(truncatingIfNeeded: rest >= 0 ? number >> UInt128(rest) : number << UInt128(-rest)) & whole
            }
            if part(mask) == 0 { return nil }
            return .cmp(
                value: part(value), mask: part(mask) == whole ? 0 : part(mask), offset: UInt16(clamping: start), size: UInt8(size),
                translated: false,
                layer: layer, comparison: .eq)
        }
    }
}

extension [EmatchTerm] {
    /// The list that stock tc makes: matches in parentheses come after those outside. `nil` for every packet.
    var tree: [Ematch]? {
        // Terms that need no parentheses have none.
        let terms = flatMap { term in
            term.relation == .and && !term.isNegated ? term.tests.map { EmatchTerm([$0]) } : [term]
        }
        var outside: [Ematch] = []
        var inside: [Ematch] = []
        for (place, term) in terms.enumerated() {
            let relation: Ematch.Relation = place == terms.count - 1 ? .end : .and
            guard term.tests.count > 1 else {
                outside += term.tests.map { Ematch($0, negated: term.isNegated, relation: relation) }
                continue
            }
            outside.append(Ematch(.container(index: UInt32(terms.count + inside.count)), negated: term.isNegated, relation: relation))
            inside += term.tests.enumerated().map { Ematch($0.element, relation: $0.offset == term.tests.count - 1 ? .end : term.relation) }
        }
        return outside.isEmpty ? nil : outside + inside
    }
}
