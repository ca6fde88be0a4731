internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let elements = Check(
        finds: [.duplicateKey, .elementType, .elementData, .elementTimeout, .setSize],
        table: { facts in
            facts.table.sets.flatMap { set -> [Diagnostic] in
                let types = set.key.types(in: facts.table.family)
                var found: [Diagnostic] = []
                func report(_ id: Diagnostic.ID, _ message: String, help: String? = nil) {
                    found.append(
                        Diagnostic(
                            .error, id: id, "\(message) in set `\(facts.name) \(set.name)`", help: help,
                            subject: facts.subject(of: set),
                            at: set.at.location))
                }
                var seen: [ElementKey: ElementData?] = [:]
                for element in isLongAndPlain(set.elements) ? ElementList() : set.elements {
                    if let known = seen[element.key] {
                        if known != element.data { report(.duplicateKey, "\(element.key.words) has two values") }
                    } else {
                        seen[element.key] = element.data
                    }
                    // A set without a type is an error of its own when it is lowered.
                    if let types, !types.isEmpty, element.key != .catchAll, case let given = element.key.lower.map(\.type),
                        types.count != given.count || zip(types, given).contains(where: { !$0.accepts($1) })
                    {
                        report(
                            .elementType,
                            "\(element.key.words) is of type \(given.map(\.nftName).joined(separator: " . ")), keys are \(types.map(\.nftName).joined(separator: " . "))"
                        )
                    }
                    if (element.data == nil) != (set.data == nil) {
                        report(
                            .elementData,
                            "\(element.key.words) \(set.data == nil ? "has data, which a set does not hold" : "has no data, which a map needs")"
                        )
                    }
                    if element.timeout != nil, set.timeout == nil, !set.flags.contains(.timeout) {
                        report(
                            .elementTimeout, "\(element.key.words) has a timeout, and the set has none", help: "give the set flag timeout"
                        )
                    }
                    guard found.count < 20 else { break }
                }
                if let size = set.size, set.elements.count > size {
                    report(.setSize, "\(set.elements.count) elements do not fit the size of \(size)", help: "raise the size")
                }
                return found
            }
        })

    /// Rows of one layout have one type, and without data a duplicate key is harmless.
    private static func isLongAndPlain(_ list: ElementList) -> Bool {
        list.count > 10_000 && list.whole.isEmpty && list.layout?.data == ElementLayout.Data.none && list.layout?.timeouts == false
    }

    static let intervals = Check(
        finds: [.overlappingIntervals],
        table: { facts in
            let named = facts.table.sets.filter { !$0.autoMerge }.flatMap { set in
                overlaps(set.elements).prefix(20).map { first, second in
                    Diagnostic(
                        .error, id: .overlappingIntervals,
                        "\(first.words) and \(second.words) overlap in set `\(facts.name) \(set.name)`",
                        help: "join them, or let the set do it with auto-merge", source: "net/netfilter/nft_set_rbtree.c",
                        subject: facts.subject(of: set), at: set.at.location)
                }
            }
            // nft and weir merge the intervals of anonymous sets; those of maps have data.
            let anonymous = facts.rules.flatMap { rule in
                rule.parts.lists.filter { $0.contains { $0.data != nil } }.flatMap { overlaps($0).prefix(20) }.map { first, second in
                    Diagnostic(
                        .error, id: .overlappingIntervals, "\(first.words) and \(second.words) overlap in a map of this rule",
                        help: "a packet can take one way only: split the intervals", subject: rule.subject, at: rule.location)
                }
            }
            return named + anonymous
        })

    /// Neighbours that overlap, of keys with a single component.
    private static func overlaps(_ elements: ElementList) -> [(ElementKey, ElementKey)] {
        if let layout = elements.layout, elements.whole.isEmpty {
            if !layout.intervals || layout.key.count > 1 || elements.rowsAscend { return [] }
        }
        guard elements.contains(where: { if case .ranges = $0.key { true } else { false } }) else { return [] }
        let spans = elements.compactMap { element in element.key.span.map { (span: $0, key: element.key) } }
            .sorted { ($0.span.lower, $0.span.upper) < ($1.span.lower, $1.span.upper) }
        return zip(spans, spans.dropFirst()).filter { $1.span.lower <= $0.span.upper && $0.key != $1.key }.map { ($0.key, $1.key) }
    }
}

extension ElementKey {
    /// The numbers that it covers, where it is one number or one interval.
    fileprivate var span: (lower: UInt128, upper: UInt128)? {
        switch self {
        case .values(let values):
            guard values.count == 1, case .number(let number, _) = values[0] else { return nil }
            return (number, number)
        case .ranges(let lower, let upper):
            guard lower.count == 1, upper.count == 1, case .number(let first, _) = lower[0], case .number(let last, _) = upper[0] else {
                return nil
            }
            return (first, last)
        case .catchAll: return nil
        }
    }

    fileprivate var words: String {
        switch self {
        case .values(let values): "`" + values.map(\.words).joined(separator: " . ") + "`"
        case .ranges(let lower, let upper): "`" + zip(lower, upper).map(Self.words).joined(separator: " . ") + "`"
        case .catchAll: "`*`"
        }
    }
}

extension ElementKey {
    /// A prefix where the range is one.
    private static func words(_ lower: Value, _ upper: Value) -> String {
        if lower == upper { return lower.words }
        guard lower.type.family != nil, case .number(let first, let type) = lower, case .number(let last, _) = upper,
            let bits = type.bitLength,
            let length = first.prefixLength(to: last, bits: Int(bits))
        else { return "\(lower.words)-\(upper.words)" }
        return "\(lower.words)/\(length)"
    }
}

extension Value {
    fileprivate var words: String {
        guard case .number(let number, let type) = self, type.family == nil else { return description }
        return String(number)
    }
}

extension ElementList {
    /// Whether each interval begins behind the end of the one before: read from the rows, since lists are long.
    fileprivate var rowsAscend: Bool {
        withRows { rows in
            var row = 1
            while row < rows.count {
                if !rows.upper(row - 1).lexicographicallyPrecedes(rows.lower(row)) { return false }
                row += 1
            }
            return true
        } ?? true
    }
}
