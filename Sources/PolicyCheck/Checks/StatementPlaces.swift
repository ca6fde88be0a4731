internal import Findings
internal import WeirModel

/// Where the kernel takes a kind of statement or field.
private struct Place {
    var what: String
    var families: Set<Family>
    /// `nil` for any.
    var hooks: Set<Hook>?
    /// `nil` for any.
    var chainType: ChainType?
    /// The kernel's source of the restriction.
    var source: String
}

extension Place {
    fileprivate static func tunnel(_ what: String) -> Place {
        Place(what: what, families: [.netdev], hooks: nil, source: "net/netfilter/nft_tunnel.c")
    }
}

private let internet: Set<Family> = [.ip, .ip6, .inet]
private let everywhere = Set(Family.allCases)

extension Statement {
    /// `nil` if the kernel takes it everywhere, or if that is unknown here.
    fileprivate func place(in family: Family) -> Place? {
        switch self {
        case .nat(let nat):
            switch nat.kind {
            case .masquerade:
                Place(what: "masquerade", families: internet, hooks: [.postrouting], chainType: .nat, source: "net/netfilter/nft_masq.c")
            case .redirect:
                Place(
                    what: "redirect", families: internet, hooks: [.prerouting, .output], chainType: .nat,
                    source: "net/netfilter/nft_redir.c")
            case .snat:
                Place(what: "snat", families: internet, hooks: [.postrouting, .input], chainType: .nat, source: "net/netfilter/nft_nat.c")
            case .dnat:
                Place(what: "dnat", families: internet, hooks: [.prerouting, .output], chainType: .nat, source: "net/netfilter/nft_nat.c")
            }
        case .tproxy: Place(what: "tproxy", families: internet, hooks: [.prerouting], source: "net/netfilter/nft_tproxy.c")
        case .reject:
            switch family {
            case .bridge:
                Place(
                    what: "reject", families: [.bridge], hooks: [.prerouting, .input], source: "net/bridge/netfilter/nft_reject_bridge.c")
            case .netdev: Place(what: "reject", families: [.netdev], hooks: [.ingress], source: "net/netfilter/nft_reject_netdev.c")
            default:
                Place(
                    what: "reject", families: internet, hooks: [.prerouting, .input, .forward, .output, .ingress],
                    source: "net/netfilter/nft_reject.c, nft_reject_inet.c")
            }
        case .synproxy: Place(what: "synproxy", families: internet, hooks: [.input, .forward], source: "net/netfilter/nft_synproxy.c")
        case .flowAdd: Place(what: "flow add", families: internet, hooks: [.forward], source: "net/netfilter/nft_flow_offload.c")
        case .fwd: Place(what: "fwd", families: [.netdev], hooks: [.ingress, .egress], source: "net/netfilter/nft_fwd_netdev.c")
        case .dup: Place(what: "dup", families: internet.union([.netdev]), hooks: nil, source: "net/netfilter/nft_dup_netdev.c")
        case .queue:
            Place(
                what: "queue", families: everywhere.subtracting([.netdev, .arp]),
                hooks: [.prerouting, .input, .forward, .output, .postrouting], source: "net/netfilter/nft_queue.c")
        case .object(.tunnel, _): .tunnel("tunnel name")
        case .match, .verdict, .verdictMap, .set, .setOverZeroChecksum, .resetTCPOption, .counter, .quota, .limit, .connectionLimit, .last,
            .object, .log,
            .notrack,
            .update, .raw:
            nil
        }
    }
}

extension Field {
    fileprivate var place: Place? {
        switch self {
        case .socket:
            Place(what: "socket", families: internet, hooks: [.prerouting, .input, .output], source: "net/netfilter/nft_socket.c")
        case .tunnel(let key): .tunnel("tunnel \(key.rawValue)")
        case .osf: Place(what: "osf", families: internet, hooks: [.input, .prerouting, .forward], source: "net/netfilter/nft_osf.c")
        case .rt(.tcpmss):
            Place(what: "rt mtu", families: internet, hooks: [.forward, .output, .postrouting], source: "net/netfilter/nft_rt.c")
        case .rt: Place(what: "rt", families: internet, hooks: nil, source: "net/netfilter/nft_rt.c")
        case .ipsec(_, .in, _):
            Place(what: "ipsec in", families: internet, hooks: [.prerouting, .input, .forward], source: "net/netfilter/nft_xfrm.c")
        case .ipsec(_, .out, _):
            Place(what: "ipsec out", families: internet, hooks: [.forward, .output, .postrouting], source: "net/netfilter/nft_xfrm.c")
        case .fib: Place(what: "fib", families: internet.union([.netdev]), hooks: nil, source: "net/netfilter/nft_fib.c")
        case .meta(.ibrname), .meta(.obrname), .meta(.ibrpvid), .meta(.ibrvproto):
            Place(what: "a bridge's meta key", families: [.bridge], hooks: nil, source: "net/bridge/netfilter/nft_meta_bridge.c")
        default: nil
        }
    }
}

extension PolicyCheck {
    static let statementPlaces = Check(
        finds: [.statementPlace],
        table: { facts in
            let family = facts.table.family
            return facts.chains.flatMap { chain in
                chain.rules.flatMap { rule -> [Diagnostic] in
                    let places =
                        rule.parts.statements.compactMap { $0.place(in: family) }
                        + rule.parts.terms.compactMap { if case .field(let field) = $0 { field.place } else { nil } }
                    return places.compactMap { place -> Diagnostic? in
                        guard let problem = place.problem(family: family, origins: chain.origins) else { return nil }
                        return Diagnostic(
                            .error, id: .statementPlace, "`\(place.what)` \(problem.message)", help: problem.help, source: place.source,
                            subject: rule.subject, at: rule.location)
                    }
                }
            }
        })
}

extension Place {
    fileprivate func problem(family: Family, origins: [BaseChain]) -> (message: String, help: String?)? {
        guard families.contains(family) else {
            return (
                "is not available in family `\(family.rawValue)`",
                "families that have it: \(Family.allCases.filter(families.contains).map(\.rawValue).joined(separator: ", "))"
            )
        }
        for base in origins {
            if let hooks, !hooks.contains(base.hook) {
                return (
                    "does not work at hook \(base.hook.rawValue), from which this rule is reached",
                    "hooks that take it: \(Hook.allCases.filter(hooks.contains).map(\.rawValue).joined(separator: ", "))"
                )
            }
            if let chainType, base.type != chainType {
                return ("needs a chain of type \(chainType.rawValue), and is reached from one of type \(base.type.rawValue)", nil)
            }
        }
        return nil
    }
}
