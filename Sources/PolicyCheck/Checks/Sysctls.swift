internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// The kernel settings that the policy depends on.
    static let sysctls = Check(finds: [.sysctl]) { facts in
        var needs: [(name: String, why: String, location: SourceLocation?)] = []
        for table in facts.tables {
            for family in [Family.ip, .ip6] where table.table.family == family || table.table.family == .inet {
                let name = family == .ip ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding"
                if let chain = table.chains.first(where: { $0.letsThrough(family, in: table) }) {
                    needs.append((name, "chain `\(chain.name)` lets forwarded packets through", chain.chain.at.location))
                } else if let rule = table.rules.first(where: { $0.routes(family) }) {
                    needs.append((name, "chain `\(rule.subject.text)` translates addresses", rule.location))
                }
            }
            if let rule = table.rules.first(where: { $0.parts.statements.contains(where: \.translatesToLoopback) }) {
                needs.append(
                    ("net.ipv4.conf.all.route_localnet", "a rule of `\(rule.subject.text)` sends packets to 127.0.0.0/8", rule.location))
            }
            if let rule = table.rules.first(where: { $0.parts.statements.contains { if case .synproxy = $0 { true } else { false } } }) {
                needs.append(("net.ipv4.tcp_syncookies", "a rule of `\(rule.subject.text)` uses synproxy", rule.location))
                needs.append(("net.ipv4.tcp_timestamps", "a rule of `\(rule.subject.text)` uses synproxy", rule.location))
            }
            if let rule = table.rules.first(where: { $0.parts.terms.contains { $0.countsConnection } }) {
                needs.append(
                    (
                        "net.netfilter.nf_conntrack_acct", "a rule of `\(rule.subject.text)` matches packets or bytes of connections",
                        rule.location
                    ))
            }
        }
        var seen: Set<String> = []
        return needs.filter { seen.insert($0.name).inserted }.map { need in
            Diagnostic(
                .tip, id: .sysctl, "\(need.why): that needs sysctl `\(need.name)=1`",
                help: "sysctl -w \(need.name)=1, and a file in /etc/sysctl.d",
                subject: Subject(.sysctl, need.name), at: need.location)
        }
    }
}

extension ChainIndex {
    /// A base chain at the forward hook that some packets of the family pass: by its policy, or by a rule that they get to.
    fileprivate func letsThrough(_ family: Family, in table: TableIndex) -> Bool {
        guard let base = chain.base, base.hook == .forward, !chain.rules.isEmpty else { return false }
        if base.policy != .drop { return !table.endsEveryPacket(self) }
        return table.chains.contains { reached in
            reached.origins.contains(base) && reached.rules.contains { $0.mayAccept && $0.rule.mayMatch(family) }
        }
    }
}

extension TableIndex {
    /// Whether a rule drops all that gets to it.
    fileprivate func endsEveryPacket(_ chain: ChainIndex) -> Bool {
        chain.rules.allSatisfy { !$0.mayAccept && !$0.parts.verdicts.contains { $0.jump != nil } }
            && chain.rules.contains { rule in
                rule.rule.statements.drop { if case .counter = $0 { true } else { false } }.first == .verdict(.drop)
            }
    }
}

extension RuleIndex {
    /// Sends packets of the family to, or for, other hosts.
    fileprivate func routes(_ family: Family) -> Bool {
        parts.statements.contains { statement in
            guard case .nat(let nat) = statement, !statement.translatesToLoopback else { return false }
            return switch nat.kind {
            case .masquerade: true
            case .snat, .dnat: nat.family.map { $0 == family } ?? nat.address?.addressFamily.map { $0 == family } ?? true
            case .redirect: false
            }
        } && rule.mayMatch(family)
    }
}

extension Rule {
    /// Whether packets of the family can get past its matches, as far as their fields tell.
    func mayMatch(_ family: Family) -> Bool {
        let other: Header = family == .ip ? .ip6 : .ip
        let (own, icmp) = (family.kernelNumber, family == .ip ? Header.icmpv6 : .icmp)
        return !statements.contains { statement in
            if case .set(.header(let field), _) = statement { return field.header == other }
            guard case .match(let left, let comparison, let right) = statement else { return false }
            return left.fields.contains { if case .header(let field) = $0 { field.header == other || field.header == icmp } else { false } }
                || left == .field(.meta(.nfproto)) && comparison == .equal && !right.mayEqual(UInt128(own))
        }
    }
}

extension Term {
    /// Whether a field that is equal to it may have this value.
    func mayEqual(_ number: UInt128) -> Bool {
        func holds(_ lower: Value?, _ upper: Value?) -> Bool {
            guard case .number(let low, _)? = lower, case .number(let high, _)? = upper else { return true }
            return low <= number && number <= high
        }
        switch self {
        case .value(let value): return holds(value, value)
        case .range(let lower, let upper): return holds(lower, upper)
        case .set(let list):
            return list.contains { element in
                switch element.key {
                case .values(let values): holds(values.first, values.first)
                case .ranges(let lower, let upper): holds(lower.first, upper.first)
                case .catchAll: true
                }
            }
        case .field, .prefix, .flags, .namedSet, .concatenation, .binary, .map, .jhash: return true
        }
    }

    /// The family of a constant address.
    fileprivate var addressFamily: Family? {
        switch self {
        case .value(let value), .range(let value, _), .prefix(let value, _): value.type.family
        case .field, .flags, .set, .namedSet, .concatenation, .binary, .map, .jhash: nil
        }
    }
}

extension Statement {
    fileprivate var translatesToLoopback: Bool {
        guard case .nat(let nat) = self, nat.kind == .dnat, case .value(.number(let number, .ipv4Address))? = nat.address else {
            return false
        }
        return number >> 24 == 127
    }
}

extension Term {
    fileprivate var countsConnection: Bool {
        if case .field(.ct(let key, _)) = self { [.packets, .bytes, .avgpkt].contains(key) } else { false }
    }
}
