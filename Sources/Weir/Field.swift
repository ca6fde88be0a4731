import WeirModel

/// The left side of a match: a header field, a fact of the packet or its connection, or a value computed from them.
public struct Field<Value: FieldValue>: Sendable {
    let draft: Draft<Selector>

    init(_ draft: Draft<Selector>) { self.draft = draft }
    init(_ field: WeirModel.Field) { draft = Draft(Selector(field)) }

    /// Equality, or membership where the right side is a range, a prefix, a list or a set: nft's `tcp dport { 22, 80 }` is `tcp.dport ==
    /// [22, 80]`.
    public static func == (field: Self, value: Value) -> Statement { field.match(.equal, value.literal) }
    /// Inequality, or absence from a range, a prefix, a list or a set: nft's `!=`.
    public static func != (field: Self, value: Value) -> Statement { field.match(.notEqual, value.literal) }
    /// Less than: nft's `<`. `ip.ttl < 2`
    public static func < (field: Self, value: Value) -> Statement { field.match(.less, value.literal) }
    /// At most: nft's `<=`.
    public static func <= (field: Self, value: Value) -> Statement { field.match(.lessOrEqual, value.literal) }
    /// Greater than: nft's `>`. `meta.length > 1500`
    public static func > (field: Self, value: Value) -> Statement { field.match(.greater, value.literal) }
    /// At least: nft's `>=`.
    public static func >= (field: Self, value: Value) -> Statement { field.match(.greaterOrEqual, value.literal) }

    func match(_ comparison: Comparison, _ literal: Literal) -> Statement {
        Statement(draft.combined(with: literal.resolved(beside: draft)) { .match($0.term, comparison, $1) })
    }
}

extension Field where Value: ExpressibleByArrayLiteral {
    /// Membership in a named set: nft's `ip saddr @blocked` is `ip.saddr == blocked`.
    public static func == (field: Self, set: NamedSet<Value>) -> Statement { field.match(.equal, Literal(.namedSet(set.draft))) }
    /// Absence from a named set: nft's `ip saddr != @blocked`.
    public static func != (field: Self, set: NamedSet<Value>) -> Statement { field.match(.notEqual, Literal(.namedSet(set.draft))) }
}

extension Field where Value == Address {
    /// Membership in the set of the address's family: `source == office`.
    public static func == (field: Self, set: AddressSet) -> Statement { field.match(.equal, set.literal) }
    /// Absence from the set of the address's family: `source != office`.
    public static func != (field: Self, set: AddressSet) -> Statement { field.match(.notEqual, set.literal) }
}

// Arithmetic on bits.
extension Field {
    /// The bits that both have: nft's `meta mark & 0xff` is `meta.mark & 0xff`.
    public static func & (field: Self, mask: Value) -> Self { field.binary(.and, mask) }
    /// The bits that either has: nft's `meta mark | 0x100`. `meta.mark.set(meta.mark | 0x100)`
    public static func | (field: Self, bits: Value) -> Self { field.binary(.or, bits) }
    /// The bits that only one has: nft's `meta mark ^ 0x100`.
    public static func ^ (field: Self, bits: Value) -> Self { field.binary(.xor, bits) }
    /// The bits shifted to the left: nft's `meta mark << 8`.
    public static func << (field: Self, bits: UInt8) -> Self { field.shift(.leftShift, bits) }
    /// The bits shifted to the right: nft's `meta mark >> 8`.
    public static func >> (field: Self, bits: UInt8) -> Self { field.shift(.rightShift, bits) }

    /// The bits that both fields have: nft's `ct mark & meta mark`. nft 1.1.2, kernel 6.13, as all operations on two fields.
    public static func & <Other>(field: Self, other: Field<Other>) -> Self { field.binary(.and, other) }
    /// The bits that either field has: nft's `ct mark & 0xffff0000 | meta mark & 0xffff`.
    public static func | <Other>(field: Self, other: Field<Other>) -> Self { field.binary(.or, other) }
    /// The bits that only one of the fields has: nft's `ct mark ^ meta mark`.
    public static func ^ <Other>(field: Self, other: Field<Other>) -> Self { field.binary(.xor, other) }

    private func binary<Other>(_ operation: BinaryOperator, _ other: Field<Other>) -> Self {
        Self(draft.combined(with: other.draft) { Selector(.binary(operation, $0.term, $1.term), components: $0.components) })
    }

    private func binary(_ operation: BinaryOperator, _ value: Value) -> Self {
        var notes = draft.notes
        let result = draft.value.map { selector in
            let mask = selector.components.first.flatMap { value.literal.mask($0.widened, &notes) } ?? .number(0, .integer)
            return Selector(.binary(operation, selector.term, .value(mask)), components: selector.components)
        }
        return Self(Draft(result, notes))
    }

    private func shift(_ operation: BinaryOperator, _ bits: UInt8) -> Self {
        Self(draft.map { Selector(.binary(operation, $0.term, .value(.number(UInt128(bits), .integer))), components: $0.components) })
    }
}

extension Field where Value: BitmaskValue {
    /// nft's `ct state established,related`: any of these bits is set.
    public func hasAny(_ flags: Value...) -> Statement {
        if flags.isEmpty {
            return Statement(.match(.value(.number(0, .integer)), .anyOf, .flags([])), .error(.emptyList, "`hasAny` needs a flag"))
        }
        return match(anyOf: flags)
    }

    /// Matches if none of these bits is set: nft's `ct state & (established | related) == 0`.
    public func hasNone(_ flags: Value...) -> Statement {
        let masked = self & Value(literal: Literal(.list(flags.map(\.literal))))
        return masked.match(.equal, Literal(.number(0)))
    }

    private func match(anyOf flags: [Value]) -> Statement {
        var notes = draft.notes
        let statement = draft.value.map { selector -> WeirModel.Statement in
            let values = flags.compactMap { flag in selector.components.first.flatMap { flag.literal.mask($0, &notes) } }
            return .match(selector.term, .anyOf, values.count == 1 ? .value(values[0]) : .flags(values))
        }
        return Statement(Draft(statement, notes))
    }
}

// Maps and assignment.
extension Field {
    /// nft's `tcp dport map { 80 : 10.0.0.1 }`: the map's data for the field's value.
    public func map<Data: FieldValue>(_ map: MapLiteral<Value, Data>) -> Data { Data(.map(key: draft, .anonymous(map.pairs))) }
    /// The value that a named map gives for the field's value: nft's `tcp dport map @servers`.
    public func map<Data: FieldValue>(_ map: NamedMap<Value, Data>) -> Data { Data(.map(key: draft, .named(map.draft))) }
    /// The value that a map of the table, by its name, gives for the field's value: nft's `map @servers`.
    public func map<Data: FieldValue>(named name: String) -> Data { Data(.map(key: draft, .name(name))) }

    /// nft's `tcp dport vmap { 22 : accept }`: continues with the verdict that the map gives for the field's value.
    public func vmap(_ map: MapLiteral<Value, Verdict>) -> Statement { vmap(.anonymous(map.pairs)) }
    /// The verdict of a named map for the field's value: nft's `tcp dport vmap @services`.
    public func vmap(_ map: NamedMap<Value, Verdict>) -> Statement { vmap(.named(map.draft)) }
    /// The verdict of a map of the table, by its name: nft's `vmap @services`.
    public func vmap(named name: String) -> Statement { vmap(.name(name)) }

    private func vmap(_ source: MapSourceDraft) -> Statement {
        let sources = source.resolved(key: draft, data: Selector(type: .verdict))
        return Statement(draft.combined(with: sources) { .verdictMap(key: $0.term, $1) })
    }

    /// nft's `meta mark set 1`, `ip dscp set cs1`, `tcp option maxseg size set 1360`.
    ///
    /// - Parameter overZeroChecksum: UDP's fields only: also a datagram without a checksum gets one, as from nft before 1.1.1. It is wrong.
    public func set(_ value: Value, overZeroChecksum: Bool = false) -> Statement { set(value.literal, overZeroChecksum) }
    /// nft's `meta mark set ct mark`.
    public func set(_ field: Field, overZeroChecksum: Bool = false) -> Statement {
        set(Literal(.selector(field.draft)), overZeroChecksum)
    }
    /// nft's `meta mark set jhash ip saddr mod 8`. Wrap fields of other types in `.field(…)`.
    @_disfavoredOverload
    public func set(_ number: Field<Number>, overZeroChecksum: Bool = false) -> Statement {
        set(Literal(.selector(number.draft)), overZeroChecksum)
    }

    private func set(_ literal: Literal, _ overZeroChecksum: Bool) -> Statement {
        var notes = PendingDiagnostics()
        var target = draft
        if draft.value.isSplit {
            target = Draft(draft.value, draft.notes + .error(.badTarget, "`source` and `destination` can't be set"))
        }
        var values = literal.resolved(beside: target)
        // The bits of all, where a match would have a set.
        if case .list = literal.form {
            values = Draft(target.value.map { literal.atom($0.components[0], nil, &notes)?.term ?? $0.placeholder })
        }
        let statement = target.combined(with: values) { selector, term -> WeirModel.Statement in
            guard case .field(let field) = selector.term else { return .set(.meta(.mark), to: term) }
            return overZeroChecksum ? .setOverZeroChecksum(field, to: term) : .set(field, to: term)
        }
        if case .same(let selector) = target.value {
            if case .field = selector.term {} else { notes.error(.badTarget, "only a field can be set, not a value computed from it") }
        }
        return Statement(statement.noting(notes))
    }
}
