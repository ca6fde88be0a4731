internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let chainPlaces = Check(
        finds: [.chainPlace],
        table: { facts in
            facts.table.chains.flatMap { chain in
                problems(chain, family: facts.table.family).map { message, help in
                    Diagnostic(
                        .error, id: .chainPlace, "chain `\(facts.name) \(chain.name)`: \(message)", help: help,
                        source: "net/netfilter/nft_chain_filter.c, nft_chain_nat.c, nft_chain_route.c",
                        subject: Subject(.chain, facts.name, chain.name),
                        at: chain.at.location)
                }
            }
        })

    private static func problems(_ chain: Chain, family: Family) -> [(String, String?)] {
        guard let base = chain.base else { return [] }
        var found: [(String, String?)] = []
        let types = family.chainTypes(at: base.hook)
        if types.isEmpty {
            let hooks = family.hooks.map(\.rawValue).joined(separator: ", ")
            found.append(("family \(family.rawValue) has no hook \(base.hook.rawValue)", "its hooks are \(hooks)"))
        } else if !types.contains(base.type) {
            found.append(
                (
                    "no \(base.type.rawValue) chains at hook \(base.hook.rawValue) of family \(family.rawValue)",
                    "possible here: \(types.map(\.rawValue).joined(separator: ", "))"
                ))
        }
        let needsDevice = base.hook == .ingress || base.hook == .egress
        if needsDevice, base.devices.isEmpty {
            found.append(("hook \(base.hook.rawValue) needs a device", "name the interfaces that it watches"))
        }
        if !needsDevice, !base.devices.isEmpty {
            found.append(("hook \(base.hook.rawValue) takes no device", "match `meta iifname` in its rules instead"))
        }
        // NF_IP_PRI_CONNTRACK: a NAT chain has to see packets after connection tracking.
        if base.type == .nat, base.priority <= -200 {
            found.append(("a nat chain needs a priority above -200, where connection tracking is", "dstnat is -100, srcnat is 100"))
        }
        if base.offload.isAsked, base.hook != .ingress || family != .netdev {
            found.append(("only netdev chains at ingress can be offloaded", nil))
        }
        return found
    }
}
