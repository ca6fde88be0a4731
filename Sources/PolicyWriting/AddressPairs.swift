import WeirModel

/// Pairs of sets of IPv4 and IPv6 addresses in a table, and pairs of rules for each: `source == office`.
struct AddressPairs {
    struct Pair {
        /// The name without its `4` or `6`.
        var name: String
        var ip: SetDeclaration
        var ip6: SetDeclaration
    }

    /// By the name of the set of IPv4 addresses.
    private(set) var pairs: [String: Pair] = [:]
    /// By chain, the rules for IPv4 that are written together with the next rule.
    private(set) var joined: [String: Set<Int>] = [:]

    init(_ table: Table) {
        guard table.family != .ip, table.family != .ip6, table.family != .arp else { return }
        for (ip, ip6) in zip(table.sets, table.sets.dropFirst()) {
            if let pair = Pair(ip, ip6) { pairs[ip.name] = pair }
        }
        // A set that some rule names alone is declared alone, and so no longer joins the rules that name it otherwise.
        while !pairs.isEmpty {
            joined = [:]
            var alone: Set<String> = []
            for chain in table.chains { join(chain, &alone) }
            let kept = pairs.filter { !alone.contains($0.key) && !alone.contains($0.value.ip6.name) }
            if kept.count == pairs.count { return }
            pairs = kept
        }
        joined = [:]
    }

    private mutating func join(_ chain: Chain, _ alone: inout Set<String>) {
        var index = 0
        while index < chain.rules.count {
            let rule = chain.rules[index]
            if index + 1 < chain.rules.count, canBeJoined(rule), forIPv6.rewrite(rule) == chain.rules[index + 1] {
                joined[chain.name, default: []].insert(index)
                index += 2
            } else {
                alone.formUnion(Self.sets(in: rule))
                index += 1
            }
        }
    }

    /// It names a pair, and nothing that both rules would count for themselves.
    private func canBeJoined(_ rule: Rule) -> Bool {
        rule.statements.allSatisfy { $0.ownState == nil } && Self.sets(in: rule).contains { pairs[$0] != nil }
    }

    private var forIPv6: Rewriting {
        let pairs = pairs
        return Rewriting(
            statement: { statement in
                guard case .update(var update) = statement, let pair = pairs[update.set] else { return statement }
                update.set = pair.ip6.name
                return .update(update)
            },
            term: { term in
                if case .namedSet(let name) = term { return .namedSet(pairs[name]?.ip6.name ?? name) }
                if term == .field(.header(.ipSaddr)) { return .field(.header(.ip6Saddr)) }
                return term == .field(.header(.ipDaddr)) ? .field(.header(.ip6Daddr)) : term
            })
    }

    private static func sets(in rule: Rule) -> Set<String> {
        var names: Set<String> = []
        rule.walk { if case .lookup(let lookup) = $0 { names.insert(lookup.set) } }
        return names
    }
}

extension AddressPairs.Pair {
    /// `nil` if an `AddressSet` would not declare these two.
    fileprivate init?(_ ip: SetDeclaration, _ ip6: SetDeclaration) {
        guard ip.name.hasSuffix("4"), ip6.name.hasSuffix("6"), ip.name.count > 1, ip.name.dropLast() == ip6.name.dropLast(),
            ip.key == .types([.ipv4Address]), ip6.key == .types([.ipv6Address]), ip.data == nil, ip6.data == nil
        else { return nil }
        func options(_ set: SetDeclaration) -> SetDeclaration {
            var options = set
            options.name = ""
            options.key = ip.key
            options.elements = ElementList()
            options.flags.subtract(set.ownFlags)
            return options
        }
        guard options(ip) == options(ip6) else { return nil }
        self.init(name: String(ip.name.dropLast()), ip: ip, ip6: ip6)
    }

    /// One declaration with the elements of both, the addresses of IPv4 first.
    var both: SetDeclaration {
        var set = ip
        set.name = name
        set.elements = ElementList(Array(ip.elements) + Array(ip6.elements))
        return set
    }
}
