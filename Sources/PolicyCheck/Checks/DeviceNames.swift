internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// A rule on such a name matches nothing, ever. The kernel takes it: it compares bytes.
    static let deviceNames = Check(
        finds: [.linkName, .iptablesWildcard],
        policy: { facts in
            func finding(_ name: String, isCompared: Bool, subject: Subject, at location: SourceLocation?) -> Diagnostic? {
                if isCompared, name.count > 1, name.last == "+" {
                    return Diagnostic(
                        .warning, id: .iptablesWildcard, "`\(name)` is a link of that very name: nft's wildcard is `*`",
                        help: "write `\(name.dropLast())*`", source: "nft(8)", subject: subject, at: location)
                }
                return name.whyNoLinkHasIt.map { why in
                    Diagnostic(
                        // The kernel compares with any text that fits: OpenWrt writes `/never/` where no packet is to match.
                        isCompared && why.fits ? .warning : .error, id: .linkName, "no link can be named `\(name)`: \(why.words)",
                        help: "`ip link` lists the names; one `*` at the end matches any rest",
                        source: "net/core/dev.c dev_valid_name()",
                        subject: subject, at: location)
                }
            }
            func findings(_ names: [Value], subject: Subject, at location: SourceLocation?) -> [Diagnostic] {
                names.compactMap { value in
                    value.linkName.flatMap { finding($0, isCompared: value.type == .ifname, subject: subject, at: location) }
                }
            }
            let tables = facts.tables.flatMap { table in
                table.rules.flatMap { rule in findings(rule.parts.links, subject: rule.subject, at: rule.location) }
                    + table.table.sets.flatMap { set in
                        findings(set.linkNames, subject: table.subject(of: set), at: set.at.location)
                    }
            }
            return tables
                + facts.writtenLinks.map(\.link).compactMap {
                    finding($0.name, isCompared: false, subject: .link($0.name), at: $0.at.location)
                }
        })
}

extension SetDeclaration {
    fileprivate var linkNames: [Value] {
        var names: [Value] = []
        walk { if case .value(let value) = $0, value.linkName != nil { names.append(value) } }
        return names
    }
}

extension String {
    /// `fits`: the kernel takes it to compare with.
    fileprivate var whyNoLinkHasIt: (words: String, fits: Bool)? {
        if isEmpty { return ("it is empty", false) }
        if self == "*" { return ("a `*` alone is not a pattern; leave the match out to take any link", false) }
        let bytes = NamePattern.prefix(of: self) ?? NamePattern.name(of: self).outsideBytes
        if bytes.count > 15 { return ("it has more than 15 bytes", false) }
        if self == "." || self == ".." { return ("it is a folder's", true) }
        if let bad = bytes.first(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }) {
            return ("it has `\(Character(Unicode.Scalar(bad)))` in it", true)
        }
        // isspace() of the kernel, which has a table for Latin-1.
        if bytes.contains(where: { $0 == 0x20 || (0x09...0x0d).contains($0) || $0 == 0xa0 }) { return ("it has a space in it", true) }
        return nil
    }
}
