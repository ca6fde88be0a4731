internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// The kernel settings that the policy depends on.
    static let sysctls = Check(finds: [.sysctl]) { facts in
        var needs: [(setting: String, why: String, location: SourceLocation?)] = []
        for table in facts.tables {
            for family in [Family.ip, .ip6] where table.table.family == family || table.table.family == .inet {
                let setting = family == .ip ? "net.ipv4.ip_forward=1" : "net.ipv6.conf.all.forwarding=1"
                if let chain = table.chains.first(where: { $0.letsThrough(family, in: table) }) {
                    needs.append((setting, "chain `\(chain.name)` lets forwarded packets through", chain.chain.at.location))
                } else if let rule = table.rule(at: .prerouting, .postrouting, where: { $0.routes(family) }) {
                    needs.append((setting, "chain `\(rule.subject.text)` translates addresses", rule.location))
                }
            }
            func need(_ setting: String, _ rule: RuleIndex?, _ what: String) {
                if let rule { needs.append((setting, "a rule of `\(rule.subject.text)` \(what)", rule.location)) }
            }
            need(
                "net.ipv4.conf.all.route_localnet=1",
                table.rule(at: .prerouting) { $0.parts.statements.contains(where: \.translatesToLoopback) }, "sends packets to 127.0.0.0/8")
            // Else tracking takes the end of the client's handshake for a connection under way, and the rule does not see it.
            need(
                "net.netfilter.nf_conntrack_tcp_loose=0",
                table.rules.first { $0.parts.statements.contains { if case .synproxy = $0 { true } else { false } } }, "uses synproxy")
            need(
                "net.netfilter.nf_conntrack_acct=1", table.rules.first { $0.parts.terms.contains(where: \.countsConnection) },
                "matches packets or bytes of connections")
        }
        var seen: Set<String> = []
        return needs.filter { seen.insert($0.setting).inserted }.map { need in
            Diagnostic(
                .tip, id: .sysctl, "\(need.why): that needs sysctl `\(need.setting)`",
                help: "sysctl -w \(need.setting), and a file in /etc/sysctl.d",
                subject: Subject(.sysctl, need.setting.prefix { $0 != "=" }.description), at: need.location)
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
    /// The first such rule that packets of one of the hooks get to: what a host sends itself needs no setting.
    fileprivate func rule(at hooks: Hook..., where holds: (RuleIndex) -> Bool) -> RuleIndex? {
        chains.lazy.filter { !$0.hooks.isDisjoint(with: hooks) }.flatMap(\.rules).first(where: holds)
    }

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
