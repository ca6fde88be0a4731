import WeirModel

/// A rule: statements in the order in which the kernel runs them, matches and actions alike. nft's `tcp dport 22 accept` is `Rule(tcp.dport
/// == 22, .accept)`.
public struct Rule: Sendable {
    let statements: [Statement]
    let comment: String?
    let location: SourceLocation

    /// A rule: `Rule(tcp.dport == 22, ct.state.hasAny(.new), .counter, .accept, comment: "ssh")`.
    ///
    /// - Parameters:
    ///   - statements: in the order in which the kernel runs them. The first match that fails ends the rule.
    ///   - comment: at most 253 bytes, shown by `nft list ruleset`.
    public init(
        _ statements: Statement..., comment: String? = nil, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        self.init(statements, comment: comment, file: file, line: line, column: column)
    }

    // Disfavoured, so that a rule of one statement is not type-checked twice.
    /// A rule of statements that are computed.
    @_disfavoredOverload
    public init(_ statements: [Statement], comment: String? = nil, file: String = #filePath, line: Int = #line, column: Int = #column) {
        self.statements = statements
        self.comment = comment
        location = here(file, line, column)
    }

    /// The rule in the model: one, or where it is on `source` or `destination` one a family.
    ///
    /// - Parameter family: the table's; nil in a chain that has none yet.
    func models(in family: Family?, _ notes: inout PendingDiagnostics) -> [WeirModel.Rule] {
        var own = statements.reduce(into: PendingDiagnostics()) { $0 += $1.draft.notes }
        if statements.isEmpty { own.error(.emptyRule, "a rule needs a statement") }
        var rules: [WeirModel.Rule] = []
        if statements.contains(where: \.draft.value.isSplit) {
            let sides = sides(in: family, &own)
            own.uses.removeAll { $0.side.map { !sides.contains($0) } ?? false }
            for side in sides {
                let models = statements.compactMap { $0.draft.value[side] }
                // A side that a statement has nothing for needs no rule.
                if models.count == statements.count { rules.append(rule(models, family)) }
            }
            if rules.count > 1 { refuseSharedState(&own) }
            if rules.isEmpty, own.problems.isEmpty {
                own.error(.wrongFamily, "the rule has no address of the table's family")
            }
        } else {
            rules = [rule(statements.compactMap { $0.draft.value[.ip] }, family)]
        }
        notes += PendingDiagnostics(problems: own.problems.map { $0.at(location) }, uses: own.uses.map { $0.at(location) })
        return rules
    }

    private func rule(_ statements: [WeirModel.Statement], _ family: Family?) -> WeirModel.Rule {
        WeirModel.Rule(statements.map { $0.fitted(to: family) }, comment: comment, at: location)
    }

    private func sides(in family: Family?, _ notes: inout PendingDiagnostics) -> [IPFamily] {
        switch family {
        case .ip: return [.ip]
        case .ip6: return [.ip6]
        case .arp:
            notes.error(
                .wrongFamily, "`source` and `destination` are of IP packets, the table is of family arp", help: "use `arp.saddrIp`")
            return []
        default: return [.ip, .ip6]
        }
    }

    /// Two rules would each have a separate limit, quota or count.
    private func refuseSharedState(_ notes: inout PendingDiagnostics) {
        for statement in statements {
            guard let word = statement.draft.value[.ip]?.ownState else { continue }
            let fix =
                word == "ct count"
                ? "write one rule with `ip.saddr` and one with `ip6.saddr`, each with its own count"
                : "declare `\(word.prefix(1).uppercased() + word.dropFirst())(\"name\", …)` and use `.\(word)(\"name\")`, which both rules share"
            notes.error(
                .splitState, "the rule becomes one for IPv4 and one for IPv6, and each would have a separate \(word)", help: fix)
        }
    }
}

extension Diagnostic {
    /// The finding, where it has no place yet.
    func at(_ location: SourceLocation) -> Diagnostic {
        var located = self
        if located.at.location == nil { located.at = Located(location) }
        return located
    }
}

extension WeirModel.Statement {
    /// In a table of one family, NAT doesn't name it.
    func fitted(to family: Family?) -> WeirModel.Statement {
        if case .nat(var nat) = self, nat.family == family {
            nat.family = nil
            return .nat(nat)
        }
        if case .tproxy(var proxy) = self, proxy.family == family {
            proxy.family = nil
            return .tproxy(proxy)
        }
        return self
    }
}

/// The rules of a chain, as a builder collects them.
public struct Rules: Sendable {
    var rules: [Rule]

    init(rules: [Rule]) { self.rules = rules }
    /// No rules.
    public init() { rules = [] }
}

/// Collects the rules of a chain: rules, `for` and `if`.
@resultBuilder
public enum RulesBuilder {
    public static func buildExpression(_ rule: Rule) -> Rules { Rules(rules: [rule]) }
    public static func buildExpression(_ rules: Rules) -> Rules { rules }
    public static func buildBlock(_ parts: Rules...) -> Rules { Rules(rules: parts.flatMap(\.rules)) }
    public static func buildArray(_ parts: [Rules]) -> Rules { Rules(rules: parts.flatMap(\.rules)) }
    public static func buildOptional(_ part: Rules?) -> Rules { part ?? Rules() }
    public static func buildEither(first: Rules) -> Rules { first }
    public static func buildEither(second: Rules) -> Rules { second }

    @available(*, unavailable, message: "a statement belongs in a rule: Rule(…)")
    public static func buildExpression(_ statement: Statement) -> Rules { Rules() }
}
