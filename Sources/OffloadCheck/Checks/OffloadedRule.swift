internal import WeirModel

/// The parts of an nftables rule that a hardware rule can hold.
enum OffloadedRule {
    static let meta: Set<MetaKey> = [.protocol, .l4proto, .iif, .iiftype]
    static let headers: Set<HeaderField> = [
        .etherSaddr, .etherDaddr, .etherType, .vlanId, .vlanPcp, .vlanType, .ipSaddr, .ipDaddr, .ipProtocol, .ip6Saddr, .ip6Daddr,
        .ip6Nexthdr, .tcpSport, .tcpDport, .udpSport, .udpDport,
    ]

    /// The name of a statement that has no offload at all.
    static func withoutOffload(_ statement: Statement) -> String? {
        switch statement {
        case .match(let left, _, let right): inMatch(left) ?? inMatch(right)
        case .verdict, .counter, .dup, .fwd: nil
        case .verdictMap: "a verdict map"
        case .set(let field, _), .setOverZeroChecksum(let field, _): "a `set` of \(words(field))"
        case .resetTCPOption: "`reset tcp option`"
        case .quota: "`quota`"
        case .limit: "`limit`"
        case .connectionLimit: "`ct count`"
        case .last: "`last`"
        case .object(let kind, _): "a named \(kind.rawValue)"
        case .log: "`log`"
        case .reject: "`reject`"
        case .nat(let nat): "`\(nat.kind.rawValue)`"
        case .tproxy: "`tproxy`"
        case .notrack: "`notrack`"
        case .synproxy: "`synproxy`"
        case .flowAdd: "`flow add`"
        case .queue: "`queue`"
        case .update: "an update of a set"
        case .raw(let raw): "the expression `\(raw.name)`"
        }
    }

    private static func inMatch(_ term: Term) -> String? {
        switch term {
        case .field(.header), .field(.payload), .field(.meta), .value, .range, .prefix, .flags: nil
        case .field(let field): words(field)
        case .set: "a set"
        case .namedSet(let name): "the set `@\(name)`"
        case .concatenation: "a concatenation"
        case .binary(.and, let left, let right): inMatch(left) ?? inMatch(right)
        case .binary(let symbol, _, _): "`\(symbol.rawValue)`"
        case .map: "a map"
        case .jhash: "a hash"
        }
    }

    /// A field for messages.
    static func words(_ field: Field) -> String {
        switch field {
        case .header(let header): "`\(header.rawValue)`"
        case .payload: "bytes by position"
        case .meta(let key): "`meta \(key.rawValue)`"
        case .ct: "`ct`"
        case .rt: "`rt`"
        case .extensionHeader, .extensionHeaderPresence: "an IPv6 extension header"
        case .tcpOption, .tcpOptionPresence, .rawTCPOption: "a tcp option"
        case .ipOption, .ipOptionPresence: "an ip option"
        case .sctpChunk, .sctpChunkPresence: "an sctp chunk"
        case .fib: "`fib`"
        case .socket: "`socket`"
        case .osf: "`osf`"
        case .tunnel: "`tunnel`"
        case .ipsec: "`ipsec`"
        case .numgen: "`numgen`"
        case .symhash: "`symhash`"
        case .inner(let tunnel, _): "a packet within `\(tunnel.rawValue)`"
        }
    }

    /// The comparison in words, if it isn't equality.
    static func inexact(_ statement: Statement) -> String? {
        guard case .match(_, let comparison, let right) = statement else { return nil }
        switch comparison {
        case .equal:
            if case .range = right { return "a range" }
            if case .flags(let values) = right, values.count > 1 { return "a choice of flags" }
            return nil
        case .anyOf: return "a choice of flags"
        case .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return "`\(comparison.rawValue)`"
        }
    }

    /// The fields that a statement matches.
    static func fields(_ statement: Statement) -> [Field] {
        guard case .match(let left, _, let right) = statement else { return [] }
        return left.fields + right.fields
    }

    /// Two fields side by side, compared one after the other, become one comparison of both, which no hardware rule does.
    static func joined(_ rule: Rule) -> [String] {
        let pairs: [(HeaderField, HeaderField)] = [
            (.tcpSport, .tcpDport), (.udpSport, .udpDport), (.ipSaddr, .ipDaddr), (.ip6Saddr, .ip6Daddr), (.etherDaddr, .etherSaddr),
        ]
        let fields = rule.statements.map { statement -> HeaderField? in
            guard case .match(.field(.header(let field)), .equal, .value) = statement else { return nil }
            return field
        }
        return zip(fields, fields.dropFirst()).compactMap { first, second in
            guard let first, let second, pairs.contains(where: { $0 == (first, second) || $0 == (second, first) }) else { return nil }
            return
                "`\(first.rawValue)` and `\(second.rawValue)` side by side are compared as one, which hardware can't: put another match between them"
        }
    }

    /// The action of the hardware.
    static func action(of rule: Rule) -> FlowAction? {
        for statement in rule.statements {
            switch statement {
            case .verdict(.accept): return .accept
            case .verdict(.drop): return .drop
            case .fwd: return .redirect
            case .dup: return .mirror
            case .verdict(.jump), .verdict(.goto), .verdict(.continue), .verdict(.return), .match, .verdictMap, .set, .setOverZeroChecksum,
                .resetTCPOption,
                .counter, .quota, .limit, .connectionLimit, .last, .object, .log, .reject, .nat, .tproxy, .notrack, .synproxy, .flowAdd,
                .queue, .update, .raw:
                continue
            }
        }
        return nil
    }

    static func word(_ action: FlowAction) -> String {
        switch action {
        case .redirect: "fwd"
        case .mirror: "dup"
        default: action.rawValue
        }
    }

    static func foreignVerdict(_ statement: Statement) -> String? {
        guard case .verdict(let verdict) = statement else { return nil }
        switch verdict {
        case .accept, .drop: return nil
        case .continue: return "continue"
        case .return: return "return"
        case .jump: return "jump"
        case .goto: return "goto"
        }
    }

    /// Rules that some packet matches both of, and that differ in their action. Rules are disjoint if one field has two constants.
    static func overlaps(_ rules: [RuleTraits]) -> [Finding] {
        // Compares a limited number: a chain of thousands is reported once.
        let considered = rules.prefix(200).map { (rule: $0, action: action(of: $0.rule), constants: constants($0.rule)) }
        for (index, later) in considered.enumerated() {
            for earlier in considered[..<index] where earlier.action != nil && later.action != nil && earlier.action != later.action {
                let disjoint = later.constants.contains { field, value in earlier.constants[field].map { $0 != value } ?? false }
                if disjoint { continue }
                var finding = later.rule.finding(
                    "a packet can match this rule and an earlier one of the chain, and the hardware does not know which comes first")
                finding.subject = later.rule.chain.subject
                return [finding]
            }
        }
        return []
    }

    private static func constants(_ rule: Rule) -> [Field: Value] {
        var constants: [Field: Value] = [:]
        for case .match(.field(let field), .equal, .value(let value)) in rule.statements { constants[field] = value }
        return constants
    }
}
