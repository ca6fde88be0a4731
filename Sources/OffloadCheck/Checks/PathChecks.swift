internal import Findings
internal import WeirModel

/// Which hooks a packet meets at all.
extension Checks {
    static let path: [OffloadRule] = [
        Check(
            .pathMacvlanL2fwd, .warning, "packets of a macvlan skip the link below", reads: [.features, .link],
            why: "With l2-fwd-offload the driver hands packets to the macvlan at once: hooks of the lower link never see them.",
            help: "ethtool -K DEV l2-fwd-offload off, or put the rules on the macvlan", source: "drivers/net/macvlan.c:634", in: .path
        ) { (link) throws(Undecided) in
            guard link.hasHooksOfItsOwn else { return [] }
            let macvlans = try link.link().upper.filter { $0.kind == "macvlan" }
            guard !macvlans.isEmpty, try link.isOn("l2-fwd-offload") else { return [] }
            return macvlans.map {
                Finding("packets of `\($0.name)` never meet the hooks of `\(link.name)`", at: link.configuration?.at.location)
            }
        },
        Check(
            .pathHwForward, .warning, "frames are forwarded past all hooks", reads: [.link],
            why:
                "Packets that a switch chip forwards between its ports, or a card between its virtual functions, do not pass the processor.",
            help: "put the rule into hardware (`skip_sw` on the port), or trap the packets",
            source: "Documentation/networking/switchdev.rst; representors.rst",
            in: .path
        ) { (link) throws(Undecided) in
            guard let site = link.softwareSite else { return [] }
            let facts = try link.link()
            if facts.switchID != nil {
                return [
                    Finding(
                        "`\(link.name)` is a port of a hardware switch: frames that it forwards bypass the host's rules",
                        at: site.location)
                ]
            }
            if (facts.virtualFunctions ?? 0) > 0 {
                return [
                    Finding(
                        "`\(link.name)` has \(facts.virtualFunctions ?? 0) virtual functions: frames between them meet no rule of the host",
                        at: site.location)
                ]
            }
            return []
        },
        Check(
            .pathRepDirection, .warning, "a representor's directions are those of its guest, turned round", reads: [.link],
            why: "Ingress of a representor carries packets from the virtual function; egress carries packets to it.",
            help: "see that ingress and egress are the ones that you mean", source: "Documentation/networking/representors.rst", in: .path
        ) { (link) throws(Undecided) in
            guard link.hasHooksOfItsOwn, let port = try link.link().portName, port.contains("vf") || port.contains("sf") else { return [] }
            return [
                Finding(
                    "`\(link.name)` (\(port)) represents a guest's port: its ingress carries packets from the guest",
                    at: link.configuration?.at.location)
            ]
        },
        Check(
            .pathVirtualOffload, .warning, "offload is asked of a link without hardware", reads: [.link],
            why: "Such a link has no ndo_setup_tc, and the kernel offers its filters to no card.",
            help: "put the rule on the physical port", source: "drivers/net", in: .path
        ) { (link) throws(Undecided) in
            let filters = link.filters.filter { $0.skipsSoftware && $0.side != .inner }
            guard !filters.isEmpty || !link.offloadedChains.isEmpty else { return [] }
            guard let kind = try link.link().kind, LinkContext.softwareKinds.contains(kind), link.indirectKind == nil else { return [] }
            return filters.map { $0.finding("`\(link.name)` is a \(kind), which takes no rule into hardware") }
                + link.offloadedChains.map { $0.finding("`\(link.name)` is a \(kind), which takes no rule into hardware") }
        },
        Check(
            .pathRedirectDown, .warning, "packets are redirected to a link that is down", reads: [.link],
            why: "mirred sends nothing to a link that is down: a redirected packet is dropped.", help: "ip link set DEV up",
            source: "net/sched/act_mirred.c tcf_mirred_act", in: .path
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for filter in link.filters {
                for target in filter.targets where [.redirect, .redirectIngress].contains(target.action) && target.link != link.name {
                    guard let other = link.neighbours[target.link]?.link.value, !other.up else { continue }
                    findings.append(
                        filter.finding(
                            "packets for `\(target.link)` are dropped: it is down", help: "ip link set \(target.link) up"))
                }
            }
            return findings
        },
        Check(
            .pathBondSlave, .tip, "packets meet the hooks of the port and of its master", reads: [.link],
            why: "The port's tc and netdev hooks run, then the packet becomes the master's, and the same hooks run there.",
            help: "put software rules in one place", source: "net/core/dev.c:5450-5537", in: .path
        ) { (link) throws(Undecided) in
            guard link.hasHooksOfItsOwn, let master = try link.link().master, link.policy.hasHooks(on: master) else { return [] }
            return [Finding("packets of `\(link.name)` meet its hooks and then those of `\(master)`", at: link.configuration?.at.location)]
        },
        Check(
            .pathBridgeInet, .warning, "bridged frames skip rules that wait for them", reads: [.link],
            why:
                "Frames that a bridge forwards reach the ip hooks only if br_netfilter is loaded and enabled, and then as frames of the bridge, not of its port.",
            help: "use family bridge or netdev",
            source: "net/bridge/br_netfilter_hooks.c; Documentation/networking/ip-sysctl.rst",
            in: .path
        ) { (link) throws(Undecided) in
            let rules = (link.policy.rules(.inputLink) + link.policy.rules(.outputLink)).filter { rule in
                [.ip, .ip6, .inet].contains(rule.chain.family)
                    && (rule.receivedBy?.contains(link.name) ?? false || rule.sentBy?.contains(link.name) ?? false)
            }
            guard !rules.isEmpty, try link.link().masterKind == "bridge" else { return [] }
            return rules.map {
                $0.finding("`\(link.name)` is a bridge port: to this rule its frames are those of the bridge, if they come to it at all")
            }
        },
        Check(
            .pathEgressHook, .error, "the kernel has no egress hook", reads: [.kernel],
            why: "The netdev egress hook came with Linux 5.16.", help: "use tc clsact egress, or postrouting",
            source: "net/netfilter/Kconfig:13",
            in: .path
        ) { (link) throws(Undecided) in
            let chains = link.policy.chains.filter {
                $0.family == .netdev && $0.chain.base?.hook == .egress && $0.base.devices.contains(link.name)
            }
            guard !chains.isEmpty, try link.knownKernel() < KernelVersion(5, 16) else { return [] }
            return chains.map { $0.finding("this host's kernel has no netdev egress hook") }
        },
        Check(
            .pathNetdevFamilyLimits, .error, "a netdev chain uses keys that its family lacks",
            why:
                "ct and synproxy fail with EPROTO there, nat, tproxy, socket, rt, queue and a reject at egress with EOPNOTSUPP (tried one by one on 6.18).",
            help: "move the rule to family inet, at prerouting or postrouting",
            source: "net/netfilter/nft_queue.c:86; net/netfilter/nft_nat.c:155; measured on 6.18",
            in: .path
        ) { policy in
            policy.rules(.outsideNetdev).filter { $0.chain.family == .netdev }.map { rule in
                var finding = rule.finding(
                    "the netdev family has no \(Set(rule.outsideNetdev).sorted().map { "`\($0)`" }.joined(separator: ", "))")
                finding.subject = rule.chain.subject
                return finding
            }
        },
        Check(
            .pathNetvsc, .warning, "packets run over a virtual function below", reads: [.driver, .link],
            why: "With accelerated networking the data path moves to the virtual function, which hands packets up to the synthetic device.",
            help: "keep software rules on the synthetic device, and hardware rules off it", source: "drivers/net/hyperv/netvsc_drv.c",
            in: .path
        ) { (link) throws(Undecided) in
            guard link.hasHooksOfItsOwn, try link.driverName() == "hv_netvsc", let below = try link.link().lower.first else { return [] }
            return [Finding("packets of `\(link.name)` run over `\(below.name)`", at: link.configuration?.at.location)]
        },
    ]
}

extension PolicyTraits {
    /// tc or netdev hooks of that link are used.
    func hasHooks(on link: String) -> Bool {
        !filters(on: link).isEmpty || chains.contains { $0.family == .netdev && $0.chain.base?.devices.contains(link) == true }
    }
}

extension LinkContext {
    var hasHooksOfItsOwn: Bool { policy.hasHooks(on: name) }

    /// One place where the policy looks at this link's packets in software.
    var softwareSite: (location: SourceLocation?, Void)? {
        if let filter = filters.first(where: { !$0.skipsSoftware && $0.side != .inner }) { return (filter.location, ()) }
        let chain = policy.chains.first { chain in
            guard let base = chain.chain.base, !base.offload.isAsked, !chain.chain.rules.isEmpty else { return false }
            return chain.family == .netdev ? base.devices.contains(name) : base.hook == .forward
        }
        return chain.map { ($0.chain.at.location, ()) }
    }
}
