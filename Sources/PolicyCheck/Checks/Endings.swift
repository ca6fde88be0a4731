internal import WeirModel

/// Which rules of a table end the evaluation of packets, and of which ones.
struct Endings {
    private let family: Family
    private let chains: [String: Chain]
    /// Sets to which packets add, so that a match with them may change from one rule to the next.
    private let changing: Set<String>
    /// Whether a jump may change what later rules match.
    private let changesPackets: Bool
    /// By chain: whether no packet that goes into it comes back. False while it is looked at: it may lead to itself.
    private var keeping: [String: Bool] = [:]
    /// How many jumps deep the search is. The kernel takes no more than `deepest`; a document may have any number.
    private var depth = 0
    private static let deepest = 16

    init(_ facts: TableIndex) {
        family = facts.table.family
        chains = Dictionary(facts.table.chains.map { ($0.name, $0) }) { first, _ in first }
        changing = Set(
            facts.rules.flatMap { rule in rule.parts.lookups.filter { if case .update = $0.role { true } else { false } }.map(\.set) })
        changesPackets = facts.rules.contains { $0.parts.statements.contains(where: \.changesMatches) }
    }

    /// A statement that ends the evaluation, with nothing before it that could hold a packet back.
    mutating func takesEveryPacket(_ rule: Rule) -> Bool {
        guard let statement = rule.statements.first(where: { !$0.letsAllPass }) else { return false }
        return ends(statement)
    }

    /// Rules that match only what an earlier one, `by`, has taken.
    mutating func hidden(among rules: ArraySlice<RuleIndex>) -> [(rule: Int, by: Int)] {
        var taken: [Set<Statement>: Int] = [:]
        var hidden: [(rule: Int, by: Int)] = []
        for (index, rule) in zip(rules.indices, rules) {
            var conditions: Set<Statement> = []
            var statements = rule.rule.statements[...]
            while let statement = statements.first, statement.letsAllPass && !statement.changesMatches || isLasting(statement) {
                if case .match = statement { conditions.insert(statement) }
                statements.removeFirst()
            }
            if !conditions.isEmpty, let by = taken[conditions] ?? conditions.lazy.compactMap({ taken[[$0]] }).min() {
                hidden.append((index, by))
                continue
            }
            if !conditions.isEmpty, let statement = statements.first(where: { !$0.letsAllPass }), ends(statement) {
                taken[conditions] = index
            } else if rule.parts.statements.contains(where: \.changesMatches) || changesPackets && rule.mayGoElsewhere {
                taken = [:]
            }
        }
        return hidden
    }

    private mutating func ends(_ statement: Statement) -> Bool {
        switch statement {
        case .verdict(.accept), .verdict(.drop), .verdict(.return), .verdict(.goto): true
        case .verdict(.jump(.named(let name))): keepsAll(name)
        case .verdict(.jump(.anonymous(let rules))): keepsAll(rules)
        case .reject(let reject): reject.takesAll(in: family)
        case .nat(let nat): nat.takesAll(in: family)
        case .queue(let queue): queue.number.isConstant
        case .fwd(let device, _, let address): address == nil && device.isConstant
        case .verdict(.continue), .match, .verdictMap, .set, .setOverZeroChecksum, .resetTCPOption, .counter, .quota, .limit,
            .connectionLimit,
            .last, .object, .log, .tproxy, .dup, .notrack, .synproxy, .flowAdd, .update, .raw:
            false
        }
    }

    private mutating func keepsAll(_ name: String) -> Bool {
        if let known = keeping[name] { return known }
        keeping[name] = false
        let keeps = keepsAll(chains[name]?.rules ?? [])
        keeping[name] = keeps
        return keeps
    }

    /// Whether no packet comes back from a chain of these rules.
    private mutating func keepsAll(_ rules: [Rule]) -> Bool {
        guard depth < Self.deepest else { return false }
        depth += 1
        defer { depth -= 1 }
        for rule in rules {
            var mayLeave = false
            rule.walk { part in
                switch part {
                case .verdict(.return), .verdict(.goto), .statement(.verdictMap), .statement(.raw): mayLeave = true
                case .statement, .verdict, .term, .value, .list, .lookup, .object, .flowtable: break
                }
            }
            if mayLeave { return false }
            if takesEveryPacket(rule) { return true }
        }
        return false
    }

    /// A match that gives the same for a packet wherever it stands, unless a rule between changes the packet.
    private func isLasting(_ statement: Statement) -> Bool {
        guard case .match(let left, _, let right) = statement, left.fields.allSatisfy(\.isLasting), right.fields.isEmpty else {
            return false
        }
        if case .namedSet(let name) = right { return !changing.contains(name) }
        return true
    }
}

extension Statement {
    /// Whether each packet gets past it.
    fileprivate var letsAllPass: Bool {
        switch self {
        case .counter, .log, .notrack, .last, .object(.counter, .named), .verdict(.continue): true
        // A field of a header that the packet lacks ends the rule, as does a value that can't be had.
        case .set(.meta, let term), .set(.ct, let term): term.isConstant
        case .set, .setOverZeroChecksum, .verdict, .match, .verdictMap, .resetTCPOption, .quota, .limit, .connectionLimit, .object, .reject,
            .nat, .tproxy, .dup, .fwd, .synproxy, .flowAdd, .queue, .update, .raw:
            false
        }
    }

    /// Whether a match may give something else after it.
    fileprivate var changesMatches: Bool {
        switch self {
        case .set, .setOverZeroChecksum, .resetTCPOption, .notrack, .nat, .tproxy, .raw, .object(.secmark, _), .object(.ctHelper, _): true
        case .match, .verdict, .verdictMap, .counter, .quota, .limit, .connectionLimit, .last, .object, .log, .reject, .dup, .fwd,
            .synproxy,
            .flowAdd, .queue, .update:
            false
        }
    }
}

extension Statement {
    /// Hands the packet to a place of which the policy does not tell what becomes of it there.
    var leadsOut: Bool {
        switch self {
        case .queue, .flowAdd, .raw, .verdictMap(_, .named): true
        case .match, .verdict, .verdictMap, .set, .setOverZeroChecksum, .resetTCPOption, .counter, .quota, .limit, .connectionLimit, .last,
            .object, .log, .reject, .nat, .tproxy, .dup, .fwd, .notrack, .synproxy, .update:
            false
        }
    }
}

extension RuleIndex {
    /// Whether packets that get past its matches may be accepted.
    var mayAccept: Bool { parts.verdicts.contains(.accept) || parts.statements.contains(where: \.leadsOut) }

    fileprivate var mayGoElsewhere: Bool {
        parts.statements.contains { if case .verdictMap = $0 { true } else { false } }
            || parts.verdicts.contains { $0.jump != nil || !$0.boundRules.isEmpty }
    }
}

extension Term {
    var isConstant: Bool {
        switch self {
        case .value, .range, .prefix, .flags: true
        case .field, .set, .namedSet, .concatenation, .binary, .map, .jhash: false
        }
    }
}

extension Field {
    fileprivate var isLasting: Bool {
        switch self {
        case .meta(let key): ![.random, .time, .day, .hour].contains(key)
        case .ct(let key, _): ![.bytes, .packets, .avgpkt, .expiration].contains(key)
        case .numgen: false
        case .inner(_, let field): field.isLasting
        case .header, .payload, .rt, .extensionHeader, .extensionHeaderPresence, .tcpOption, .tcpOptionPresence, .rawTCPOption, .ipOption,
            .ipOptionPresence, .sctpChunk, .sctpChunkPresence, .fib, .socket, .osf, .tunnel, .ipsec, .symhash:
            true
        }
    }
}

extension Reject {
    /// Whether it asks for no protocol first.
    fileprivate func takesAll(in family: Family) -> Bool {
        switch self {
        case .automatic, .icmpx: true
        case .icmp: family == .ip
        case .icmpv6: family == .ip6
        case .tcpReset: false
        }
    }
}

extension NAT {
    /// Whether it asks for no protocol first: not for ports, nor for the family of an address in a table of both.
    fileprivate func takesAll(in family: Family) -> Bool {
        port == nil && !portFromMap && (address.map { $0.isConstant && family != .inet } ?? true)
    }
}
