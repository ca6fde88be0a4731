internal import Findings
internal import WeirModel

/// Flowtables: cards that can hold flows in hardware, and the checks that flows in a table bypass.
extension Checks {
    static let flowtables: [OffloadRule] = [
        Check(
            .ftOffDevice, .error, "a device of an offloaded flowtable has no flowtable offload", reads: [.driver, .link],
            why:
                "Representors of mlx5 (not its uplink), mtk_eth_soc, and DSA ports on top of such a MAC take flows; a device that does not refuses the whole flowtable.",
            help: "take `flags offload` off the flowtable (flows still skip the stack in software), or DEV out of it",
            source: "net/netfilter/nf_flow_table_offload.c:1247", in: .flowtables
        ) { (link) throws(Undecided) in
            let tables = link.flowtables.filter(\.offload.isAsked)
            if tables.isEmpty { return [] }
            if link.isSoftware == true {
                return tables.map { $0.finding("`\(link.name)` is a \(link.kindWord), which has no hardware to hold flows") }
            }
            let driver = try link.capabilities()
            if driver.has(.flowtable) { return [] }
            if driver.has(.flowtableThroughConduit) {
                throw Undecided(
                    input: .driver, why: "a DSA port passes flows to the MAC that it is attached to, which the profile does not name")
            }
            return tables.map {
                $0.finding("the driver `\(driver.name)` of `\(link.name)` holds no flows, so the kernel refuses the whole flowtable")
            }
        },
        Check(
            .ftOffHwtc, .error, "an offloaded flowtable meets a device with hw-tc-offload off", reads: [.features],
            why: "The feature is tested flow by flow: the flowtable is accepted, and its flows silently stay in software.",
            help: "ethtool -K DEV hw-tc-offload on",
            source: "drivers/net/ethernet/mediatek/mtk_ppe_offload.c:520; net/netfilter/nf_flow_table_offload.c:971",
            in: .flowtables
        ) { (link) throws(Undecided) in
            let tables = link.flowtables.filter(\.offload.isAsked)
            guard !tables.isEmpty, link.isSoftware != true, try !link.isOn("hw-tc-offload") else { return [] }
            return tables.map {
                $0.finding(
                    "hw-tc-offload of `\(link.name)` is off, so flows of `\($0.name)` stay in software",
                    severity: $0.offload == .required ? nil : .warning)
            }
        },
        Check(
            .ftAddPlace, .error, "`flow add` is outside a forward chain",
            why: "Only forwarded packets of ip, ip6 and inet tables make flows.", help: "move the rule to a chain at hook forward",
            source: "net/netfilter/nft_flow_offload.c:396", in: .flowtables
        ) { policy in
            policy.rules(.flowAdd).compactMap { rule in
                let family = [.ip, .ip6, .inet].contains(rule.chain.family)
                if family, rule.chain.hooks.isEmpty || rule.chain.hooks == [.forward] { return nil }
                var finding = rule.finding("`flow add` works in forward chains of ip, ip6 and inet alone")
                finding.subject = rule.chain.subject
                return finding
            }
        },
        Check(
            .ftBypass, .warning, "rules that must see every packet come after a flowtable",
            why:
                "The packets of a flow that is in the table skip every hook behind ingress: counters, limits, quotas, logs, marks and header changes see the first packets alone.",
            help: "keep such flows out of the flowtable, or count and limit with tc at egress",
            source: "Documentation/networking/nf_flowtable.rst:100-115",
            in: .flowtables
        ) { policy in
            guard policy.uses(.flowAdd) else { return [] }
            let uses: [(RuleFeatures, String)] = [
                (.counter, "counter"), (.packetLimit, "limit"), (.byteLimit, "limit"), (.quota, "quota"), (.log, "log"),
                (.setsMark, "meta mark set"),
                (.setsDSCP, "dscp set"),
            ]
            var seen: Set<String> = []
            return uses.flatMap { use, word in
                policy.rules(use).compactMap { rule -> Finding? in
                    guard [.ip, .ip6, .inet].contains(rule.chain.family), !rule.chain.hooks.isDisjoint(with: [.forward, .postrouting]),
                        !rule.uses.contains(.flowAdd), seen.insert("\(rule.chain.name) \(word)").inserted
                    else { return nil }
                    var finding = rule.finding("once a flow is in the flowtable its packets skip this `\(word)`")
                    finding.subject = rule.chain.subject
                    return finding
                }
            }
        },
        Check(
            .ftCounter, .tip, "connections are accounted, and the flowtable does not count", reads: [.host],
            why: "Packets that a flowtable forwards are counted for their connection only if the flowtable has `counter`.",
            help: "add `counter` to the flowtable", source: "Documentation/networking/nf_flowtable.rst", in: .flowtables
        ) { (link) throws(Undecided) in
            let tables = link.flowtables.filter { !$0.counter }
            guard !tables.isEmpty, try link.sysctl("net.netfilter.nf_conntrack_acct") == 1 else { return [] }
            return tables.map { $0.finding("connections of `\($0.name)` are accounted without the packets that the flowtable forwards") }
        },
        Check(
            .ftPrio, .warning, "an ingress chain runs before the flowtable",
            why:
                "Hooks of one device run by priority; the flowtable is meant to be first, or a chain in front filters flows in software that hardware never shows it.",
            help: "give the flowtable a lower priority than the chain", source: "Documentation/networking/nf_flowtable.rst:100",
            in: .flowtables
        ) { policy in
            policy.flowtables.flatMap { table in
                policy.chains.compactMap { chain in
                    guard chain.family == .netdev, let base = chain.chain.base, base.hook == .ingress, base.priority <= table.priority,
                        !Set(base.devices).isDisjoint(with: table.devices)
                    else { return nil }
                    return chain.finding(
                        "the chain's priority \(base.priority) puts it before the flowtable `\(table.name)` (\(table.priority))")
                }
            }
        },
        Check(
            .ftIneligible, .tip, "`flow add` meets flows that can't be in a flowtable",
            why:
                "Only TCP, UDP and GRE flows without a helper, IP options or IPsec are put into it; for others the statement does nothing.",
            help: "hold the rule to `meta l4proto { tcp, udp }`", source: "net/netfilter/nft_flow_offload.c:325-360", in: .flowtables
        ) { policy in
            policy.rules(.flowAdd).filter { !$0.uses.contains(.tcpOrUDP) }.map { rule in
                var finding = rule.finding("the rule matches more than TCP and UDP, and `flow add` does nothing for the rest")
                finding.subject = rule.chain.subject
                return finding
            }
        },
        Check(
            .ftVlanDevice, .tip, "a flowtable names a device on top of the real one", reads: [.link],
            why: "The kernel finds the real device below a VLAN, PPPoE or bridge (from Linux 5.13).",
            help: "list the real devices: bridge ports, not the bridge", source: "Documentation/networking/nf_flowtable.rst",
            in: .flowtables
        ) { (link) throws(Undecided) in
            let tables = link.flowtables
            guard !tables.isEmpty, let kind = try link.link().kind, ["vlan", "bridge", "ppp"].contains(kind) else { return [] }
            return tables.map { $0.finding("`\(link.name)` is a \(kind): flows are looked up at the real device below it") }
        },
        Check(
            .ctHelperFlow, .tip, "connections with a helper meet a flowtable",
            why: "A flow with a helper is never put into a flowtable: the helper must see its packets.",
            help: "keep these connections out of `flow add`",
            source: "net/netfilter/nft_flow_offload.c:356", in: .flowtables
        ) { policy in
            guard policy.uses(.flowAdd) else { return [] }
            return policy.rules(.ctHelper).map { rule in
                var finding = rule.finding("connections with this helper are never put into the flowtable")
                finding.subject = rule.chain.subject
                return finding
            }
        },
    ]
}

extension Flowtable {
    func finding(_ message: String, severity: Diagnostic.Severity? = nil) -> Finding {
        Finding(message, at: at.location, severity: severity, contract: offload)
    }
}
