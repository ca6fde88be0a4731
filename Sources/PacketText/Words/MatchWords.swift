import WeirModel

/// Matches in nft's words: `iif "wan" ip saddr 192.0.2.0/24 tcp dport { 22, 80 } ct state new`.
package struct MatchWords: Sendable, Hashable {
    package struct Match: Sendable, Hashable {
        package var left: Term
        package var comparison: Comparison
        package var right: Term
        /// Of the field and of its value, in the text.
        package var column: Int
        package var valueColumn: Int
    }

    package let text: String
    package private(set) var matches: [Match] = []

    package init(_ text: String) throws(PacketTextError) {
        self.text = text
        var words = try Words(text)
        var header: Header?
        while !words.isEmpty { matches.append(try Self.match(&words, &header)) }
    }

    package var statements: [Statement] { matches.map { .match($0.left, $0.comparison, $0.right) } }

    func failure(_ message: String, at column: Int, help: String? = nil) -> PacketTextError {
        PacketTextError(.words(text, column: column), message, help: help)
    }

    // MARK: grammar

    private static func match(_ words: inout Words, _ header: inout Header?) throws(PacketTextError) -> Match {
        let column = words.column
        var fields: [Field] = [try field(&words, &header)]
        while words.take(".") { fields.append(try field(&words, &header)) }
        let types = fields.map(\.layout.type)
        if fields.count == 1, words.take("&") { return try masked(&words, fields[0], column) }
        let sign = comparison(&words)
        let valueColumn = words.column
        let left: Term = fields.count == 1 ? .field(fields[0]) : .concatenation(fields.map { .field($0) })
        func made(_ comparison: Comparison, _ right: Term) -> Match {
            Match(left: left, comparison: comparison, right: right, column: column, valueColumn: valueColumn)
        }
        guard !words.take("{") else {
            guard sign != .noBit else { throw words.failure("`!` takes flags, not a set", at: valueColumn, help: "write `!=`") }
            return made(sign?.comparison ?? .equal, .set(try set(&words, types)))
        }
        if fields.count > 1 {
            let element = try Self.element(&words, types) { $0.isMark(",") || $0.isMark("}") }
            return made(sign?.comparison ?? .equal, .set(ElementList([element])))
        }
        let (values, isRange) = try operand(&words, fields[0])
        guard types[0].isBitmask, !isRange else {
            guard sign != .noBit else { throw words.failure("`!` takes flags", at: valueColumn, help: "write `!=`") }
            return made(sign?.comparison ?? .equal, values)
        }
        switch sign {
        case nil: return made(.anyOf, values)
        case .noBit:
            return Match(
                left: .binary(.and, left, values), comparison: .equal, right: .value(.number(0, types[0])), column: column,
                valueColumn: valueColumn)
        case .comparison(let comparison)?: return made(comparison, values)
        }
    }

    private static func field(_ words: inout Words, _ header: inout Header?) throws(PacketTextError) -> Field {
        guard let (field, count) = FieldNames.find(words.rest, after: header) else {
            guard let word = words.first else { throw words.failure("a field is missing, as in `ip saddr`") }
            let near = FieldNames.suggestion(for: words.rest, after: header)
            throw words.failure(
                "`\(word.text.excerpt(40))` begins no field that nft knows",
                help: near.map { "did you mean `\($0)`?" }
                    ?? "a field and its value follow each other, as in `ip saddr 192.0.2.1 tcp dport 22`")
        }
        words.skip(count)
        if case .header(let named) = field { header = named.header }
        return field
    }

    private enum Sign: Equatable {
        case comparison(Comparison)
        /// `!`
        case noBit

        var comparison: Comparison? { if case .comparison(let comparison) = self { comparison } else { nil } }
    }

    private static let words: [String: Comparison] = [
        "==": .equal, "eq": .equal, "!=": .notEqual, "ne": .notEqual, "<": .less, "lt": .less, "<=": .lessOrEqual, "le": .lessOrEqual,
        ">": .greater, "gt": .greater, ">=": .greaterOrEqual, "ge": .greaterOrEqual,
    ]

    private static func comparison(_ words: inout Words) -> Sign? {
        if words.take("!") { return .noBit }
        guard let word = words.first, !word.isQuoted, let comparison = Self.words[word.text] else { return nil }
        words.skip(1)
        return .comparison(comparison)
    }

    /// `tcp flags & (syn | ack) == syn`
    private static func masked(_ words: inout Words, _ field: Field, _ column: Int) throws(PacketTextError) -> Match {
        let mask = try operand(&words, field).term
        guard let comparison = comparison(&words)?.comparison else {
            throw words.failure("a comparison is missing after `&`", help: "as in `meta mark & 0xff == 1`")
        }
        let valueColumn = words.column
        let right = try operand(&words, field).term
        return Match(
            left: .binary(.and, .field(field), mask), comparison: comparison, right: right, column: column, valueColumn: valueColumn)
    }

    // MARK: values

    /// A value, range, prefix, or flags: `syn`, `syn,ack`, `(syn | ack)`.
    private static func operand(_ words: inout Words, _ field: Field) throws(PacketTextError) -> (term: Term, isRange: Bool) {
        let type = field.layout.type
        let isGroup = words.take("(")
        let first = try element(&words, [type]) { $0.isMark(",") || $0.isMark("|") || $0.isMark(")") }
        guard case .values(let values) = first.key, let value = values.first else {
            guard !isGroup else { throw words.failure("a range can't be in parentheses") }
            return (term(of: first, type), true)
        }
        var flags = [value]
        while words.first?.isMark(",") == true || words.first?.isMark("|") == true {
            guard type.isBitmask else {
                throw words.failure("`\(type.nftName)` takes one value", help: "several are a set: `{ 22, 80 }`")
            }
            words.skip(1)
            guard case .values(let more) = try element(&words, [type], until: { $0.isMark(",") || $0.isMark("|") || $0.isMark(")") }).key
            else {
                throw words.failure("a range can't be among flags")
            }
            flags += more
        }
        if isGroup, !words.take(")") { throw words.failure("`)` is missing") }
        return (flags.count == 1 ? .value(value) : .flags(flags), false)
    }

    private static func term(of element: Element, _ type: DataType) -> Term {
        guard case .ranges(let lower, let upper) = element.key, let low = lower.first, let high = upper.first else {
            return .set(ElementList([element]))
        }
        if type.family != nil || type == .etherAddress, case .number(let first, _) = low, case .number(let last, _) = high,
            let bits = type.bitLength, let length = first.prefixLength(to: last, bits: Int(bits))
        {
            return .prefix(low, length: UInt8(clamping: length))
        }
        return .range(low, high)
    }

    /// `{ 22, 80-90 }`, after its opening.
    private static func set(_ words: inout Words, _ types: [DataType]) throws(PacketTextError) -> ElementList {
        var elements: [Element] = []
        while !words.take("}") {
            if !elements.isEmpty, !words.take(",") {
                throw words.failure(words.isEmpty ? "the set is not closed: `}` is missing" : "`,` or `}` is missing")
            }
            if words.take("}") { break }
            elements.append(try element(&words, types) { $0.isMark(",") || $0.isMark("}") })
        }
        guard !elements.isEmpty else { throw words.failure("the set is empty") }
        return ElementList(elements)
    }

    /// One value, range or prefix of each type, joined by ` . `.
    private static func element(
        _ words: inout Words, _ types: [DataType], until isEnd: (Words.Word) -> Bool
    ) throws(PacketTextError) -> Element {
        let column = words.column
        var line = ""
        for index in types.indices {
            if index > 0, !words.take(".") { throw words.failure("` . ` and a value of type \(types[index].nftName) are missing") }
            guard let word = words.first, word.isQuoted || !isEnd(word) else {
                throw words.failure("a value of type \(types[index].nftName) is missing")
            }
            words.skip(1)
            line += (line.isEmpty ? "" : " . ") + (word.isQuoted || types[index].isString ? "\"\(word.text)\"" : word.text)
        }
        let element: Element?
        do throws(ElementLine.Failure) {
            element = try ElementLine(types: types, data: .none).parse(line.utf8)
        } catch {
            throw words.failure(error.message, at: column, help: error.help ?? help(types, line))
        }
        guard let element else { throw words.failure("a value is missing", at: column) }
        return element
    }

    /// For an address of the other family.
    private static func help(_ types: [DataType], _ text: String) -> String? {
        switch types.first {
        case .ipv4Address? where NumberScanner.number(text, .ipv6Address) != nil: "an IPv6 address goes with `ip6`"
        case .ipv6Address? where NumberScanner.number(text, .ipv4Address) != nil: "an IPv4 address goes with `ip`"
        case .inetService? where text.utf8.allSatisfy({ !(0x30...0x39).contains($0) }): "services are given by their port numbers"
        default: nil
        }
    }
}
