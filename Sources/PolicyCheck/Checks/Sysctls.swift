internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// The kernel settings that the policy depends on.
    static let sysctls = Check(finds: [.sysctl]) { facts in
        var needs: [(name: String, why: String, location: SourceLocation?)] = []
        for table in facts.tables {
            let families = [Family.ip, .ip6].filter { table.table.family == $0 || table.table.family == .inet }
            let forwards = table.table.chains.first { $0.base?.hook == .forward && !$0.rules.isEmpty }
            let masquerades = table.rules.first {
                $0.parts.statements.contains { if case .nat(let nat) = $0 { nat.kind != .redirect } else { false } }
            }
            if let why = forwards.map({ "chain `\(table.name) \($0.name)` filters forwarded packets" })
                ?? masquerades.map({ "chain `\($0.subject.text)` translates addresses" })
            {
                let location = forwards?.at.location ?? masquerades?.location
                if families.contains(.ip) { needs.append(("net.ipv4.ip_forward", why, location)) }
                if families.contains(.ip6) { needs.append(("net.ipv6.conf.all.forwarding", why, location)) }
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
