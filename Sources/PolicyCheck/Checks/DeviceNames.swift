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
                table.rules.flatMap { rule in findings(rule.parts.links, subject: rule.subject, at: rule.location) }
                    + table.table.sets.flatMap { set in
                        findings(set.linkNames, subject: "\(table.name) \(set.name)", at: set.at.location)
                    }
            }
            return tables + facts.writtenLinks.map(\.link).flatMap { findings([$0.name], subject: $0.name, at: $0.at.location) }
        })
}

extension SetDeclaration {
    fileprivate var linkNames: [String] {
        var names: [String] = []
        walk { if case .value(let value) = $0, let name = value.linkName { names.append(name) } }
        return names
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
