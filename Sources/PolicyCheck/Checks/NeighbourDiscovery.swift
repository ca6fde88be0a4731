internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// IPv6 needs ICMPv6: without neighbour discovery no host on the link can send to this one.
    static let neighbourDiscovery = Check(
        finds: [.noNeighbourDiscovery],
        table: { facts in
            facts.chains.compactMap { chain in
                guard let base = chain.chain.base, base.hook == .input, base.type == .filter, base.policy == .drop,
                    [.inet, .ip6].contains(facts.table.family)
                else { return nil }
                let rules = facts.chains.filter { $0.origins.contains(base) }.flatMap(\.rules)
                // A rule about IPv6 as a whole has thought of it.
                guard !rules.contains(where: { $0.mayAcceptNeighbours || $0.namesIPv6 }) else { return nil }
                return Diagnostic(
                    .warning, id: .noNeighbourDiscovery,
                    "chain `\(chain.name)` drops neighbour discovery, and IPv6 with it: no rule accepts ICMPv6",
                    help:
                        "add `Rule(icmpv6.type == [.neighbourSolicitation, .neighbourAdvertisement, .routerAdvertisement], .accept)`, "
                        + "or drop IPv6 as a whole: `Rule(meta.nfproto == .ipv6, .drop)`",
                    source: "RFC 4890, 4.4.1", subject: chain.subject, at: chain.chain.at.location)
            }
        })

    /// Multicast listeners' reports begin with a hop-by-hop header, so their next header is 0.
    static let listenersByNextHeader = Check(
        finds: [.listenerNextHeader],
        table: { facts in
            facts.rules.compactMap { rule in
                guard rule.parts.terms.contains(.field(.header(.icmpv6Type))), case let matches = rule.rule.matches,
                    matches.contains(where: { $0.field == .header(.ip6Nexthdr) && $0.isEqual && $0.right.mayEqual(58) }),
                    matches.contains(where: { match in
                        guard match.field == .header(.icmpv6Type), match.isEqual, !match.right.isNamed else { return false }
                        return [130, 131, 132, 143].contains { match.right.mayEqual($0) }
                    })
                else { return nil }
                return Diagnostic(
                    .warning, id: .listenerNextHeader,
                    "`ip6 nexthdr` is 0 for reports of multicast listeners, which begin with a hop-by-hop header: the rule does not match them",
                    help: "leave the match out: `icmpv6.type` implies `meta.l4proto`, which looks behind such headers",
                    source: "RFC 3810, 5", subject: rule.subject, at: rule.location)
            }
        })
}

private struct Match {
    var left: Term
    var comparison: Comparison
    var right: Term

    var field: Field? { if case .field(let field) = left { field } else { nil } }
    var isEqual: Bool { comparison == .equal }
}

extension Rule {
    fileprivate var matches: [Match] {
        statements.compactMap {
            if case .match(let left, let comparison, let right) = $0 {
                Match(left: left, comparison: comparison, right: right)
            } else {
                nil
            }
        }
    }
}

extension Term {
    fileprivate var isNamed: Bool { if case .namedSet = self { true } else { false } }
}

extension RuleIndex {
    /// Whether a neighbour's solicitation or advertisement may get past its matches, to be accepted or go somewhere unknown.
    fileprivate var mayAcceptNeighbours: Bool {
        mayAccept && rule.mayMatch(.ip6) && !rule.matches.contains(where: \.excludesNeighbours)
    }

    fileprivate var namesIPv6: Bool {
        rule.matches.contains { $0.field == .meta(.nfproto) && $0.isEqual && $0.right.mayEqual(10) && !$0.right.mayEqual(2) }
    }
}

extension Match {
    fileprivate var excludesNeighbours: Bool {
        let headers = left.fields.compactMap { if case .header(let field) = $0 { field.header } else { nil } }
        // The kernel does not track neighbour discovery.
        if field == .ct(.state, direction: nil), comparison == .equal || comparison == .anyOf { return !right.mayHold(bit: 64) }
        guard isEqual || comparison == .anyOf else {
            return headers.contains { [.tcp, .udp, .sctp, .udplite, .dccp, .icmp, .igmp].contains($0) }
        }
        if headers.contains(where: { [.tcp, .udp, .sctp, .udplite, .dccp, .icmp, .igmp, .esp, .ah, .comp].contains($0) }) { return true }
        switch field {
        case .meta(.l4proto)?, .header(.ip6Nexthdr)?: return !right.mayEqual(58)
        case .header(.icmpv6Type)?: return !right.mayEqual(135) && !right.mayEqual(136)
        case .meta(.iif)?, .meta(.iifname)?: return right == .value(.text("lo", .ifname)) || right == .value(.text("lo", .ifindex))
        default: return false
        }
    }
}

extension Term {
    /// Whether a bitmask that is equal to it, or has any of its bits, may have this one.
    fileprivate func mayHold(bit: UInt128) -> Bool {
        func holds(_ value: Value) -> Bool { if case .number(let number, _) = value { number & bit != 0 } else { true } }
        switch self {
        case .value(let value): return holds(value)
        case .flags(let values): return values.contains(where: holds)
        case .set(let list): return list.contains { $0.key.lower.allSatisfy(holds) }
        case .range, .prefix, .namedSet, .field, .concatenation, .binary, .map, .jhash: return true
        }
    }
}
