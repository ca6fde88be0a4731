import WeirModel

extension PolicyCheck {
    /// A rule on such a name matches nothing, ever.
    static let deviceNames = PolicyCheck(
        "names that no link can have", finds: ["link-name"],
        run: { facts in
            func findings(_ names: some Sequence<String>, subject: String, at location: SourceLocation?) -> [Diagnostic] {
                names.compactMap { name in
                    name.whyNoLinkHasIt.map { why in
                        Diagnostic(
                            .error, id: "link-name", "no link can be named `\(name)`: \(why)",
                            help: "`ip link` lists the names; one `*` at the end stands for any rest",
                            source: "net/core/dev.c dev_valid_name()",
                            subject: subject, at: location)
                    }
                }
            }
            let tables = facts.tables.flatMap { table in
                table.rules.flatMap { rule in findings(rule.linkNames, subject: rule.subject, at: rule.location) }
                    + table.table.sets.flatMap { set in
                        findings(set.elements.linkNames, subject: "\(table.name) \(set.name)", at: set.at.location)
                    }
            }
            return tables + facts.writtenLinks.flatMap { findings([$0.name], subject: $0.name, at: $0.at.location) }
        })
}

extension RuleFacts {
    fileprivate var linkNames: [String] { terms.flatMap(\.values).compactMap(\.linkName) + lists.flatMap(\.linkNames) }
}

extension Term {
    fileprivate var values: [Value] {
        switch self {
        case .value(let value): [value]
        case .range(let lower, let upper): [lower, upper]
        default: []
        }
    }
}

extension ElementList {
    /// An element with a text is never packed.
    fileprivate var linkNames: [String] { whole.sorted { $0.key < $1.key }.flatMap(\.value.key.values).compactMap(\.linkName) }
}

extension ElementKey {
    fileprivate var values: [Value] {
        switch self {
        case .values(let values): values
        case .ranges(let lower, let upper): lower + upper
        case .catchAll: []
        }
    }
}

extension Value {
    fileprivate var linkName: String? {
        guard case .text(let name, let type) = self, type == .ifname || type == .ifindex else { return nil }
        return cString ?? name
    }
}

extension String {
    fileprivate var whyNoLinkHasIt: String? {
        if isEmpty { return "it is empty" }
        if self == "*" { return "a `*` alone is no pattern; leave the match out to take any link" }
        if utf8.count > 15 { return "it has more than 15 bytes" }
        if self == "." || self == ".." { return "it is a folder's" }
        if let bad = first(where: { $0 == "/" || $0 == ":" || $0.isWhitespace }) {
            return "it has \(bad.isWhitespace ? "a space" : "`\(bad)`") in it"
        }
        return nil
    }
}
