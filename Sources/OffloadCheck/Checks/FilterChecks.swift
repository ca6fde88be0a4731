internal import Findings
internal import WeirModel

extension LinkContext {
    /// Filters that somebody wants in hardware: those that must be, and, where the feature is on, those that may be.
    func offloaded(_ which: (FilterFacts) -> Bool = { _ in true }) throws(Undecided) -> [FilterFacts] {
        let candidates = filters.filter { $0.isOffloadable && which($0) }
        if candidates.allSatisfy(\.skipsSoftware) { return candidates }
        if indirectKind != nil { return candidates.filter(\.skipsSoftware) }
        return try isOn("hw-tc-offload") ? candidates : candidates.filter(\.skipsSoftware)
    }

    /// The feature is on or can be, or is unknown: then the driver alone decides. Of a tunnel it is not asked.
    var mayOffload: Bool {
        indirectKind != nil || profile.features.value.map { $0["hw-tc-offload"].map { $0.active || !$0.isFixed } ?? false } ?? true
    }
}

extension FilterFacts {
    /// An error where the filter must be in hardware, a warning where it may stay in software.
    func refused(_ message: String, help: String? = nil) -> Finding {
        finding(skipsSoftware ? message : "\(message), so it stays in software", help: help, severity: skipsSoftware ? .error : .warning)
    }

    var isFlower: Bool { filter.kind == Filter.Flower.kind }
    /// The author's keys; the kernel adds these two to every flower filter.
    var tellingKeys: Set<FlowKey> { keys.subtracting([.control, .basic]) }
}

/// tc filters: whether the card takes them at all.
extension Checks {
    static let filters: [OffloadRule] = [
        Check(
            .tcSkipSwHwtcOff, .error, "a filter must be in hardware, and hw-tc-offload is off", reads: [.features],
            why: "Drivers test the feature and refuse; the kernel then refuses a skip_sw filter that no hardware holds.",
            help: "ethtool -K DEV hw-tc-offload on, or leave skip_sw out", source: "include/net/pkt_cls.h:719; net/sched/cls_flower.c:483",
            in: .filters
        ) { (link) throws(Undecided) in
            let filters = link.mustOffload.filter { $0.filter.kind != Filter.U32.kind }
            guard !filters.isEmpty, link.indirectKind == nil, try !link.isOn("hw-tc-offload"), try !link.isFixedOff("hw-tc-offload") else {
                return []
            }
            return filters.map { $0.finding("skip_sw needs hw-tc-offload of `\(link.name)`, which is off") }
        },
        Check(
            .tcSkipSwHwtcFixedOff, .error, "a filter must be in hardware, and the card can't", reads: [.features],
            why:
                "hw-tc-offload is off and fixed: the driver does not have it. Tunnels are not asked for it: their filters go to the card that carries them.",
            help: "leave skip_sw out, or choose another link", source: "net/ethtool/features.c", in: .filters
        ) { (link) throws(Undecided) in
            let filters = link.mustOffload.filter { $0.filter.kind != Filter.U32.kind }
            guard !filters.isEmpty, link.indirectKind == nil, try link.isFixedOff("hw-tc-offload") else { return [] }
            return filters.map { $0.finding("skip_sw needs hw-tc-offload, which `\(link.name)` can't turn on") }
        },
        Check(
            .tcSkipSwNoCallback, .error, "a filter must be in hardware, and the driver does not support its kind", reads: [.driver],
            why:
                "The feature is on, but the driver has no handler for this classifier: some advertise hw-tc-offload and take no flower at all.",
            help: "leave skip_sw out; with igc use ethtool's ntuple rules",
            source: "drivers/net/ethernet/intel/igc/igc_main.c; the driver's ndo_setup_tc",
            in: .filters
        ) { (link) throws(Undecided) in
            let filters = link.mustOffload.filter { $0.filter.kind != Filter.U32.kind }
            guard !filters.isEmpty, link.hasDriver, link.mayOffload else { return [] }
            var findings: [Finding] = []
            for filter in filters {
                let driver = try link.capabilities(for: filter)
                if driver.takes(filter.filter.kind) { continue }
                findings.append(
                    filter.finding("the driver `\(driver.name)` of `\(link.name)` takes no \(filter.filter.kind) filters into hardware"))
            }
            return findings
        },
        Check(
            .tcU32SkipSwIgnored, .error, "a u32 filter that must be in hardware is nowhere", reads: [.features, .driver],
            why:
                "The kernel accepts `u32 skip_sw` whether or not a driver takes it: the rule then matches in neither hardware nor software (measured on 6.1 and 6.18).",
            help: "use flower, or leave skip_sw out", source: "net/sched/cls_u32.c; measured on 6.1 and 6.18", in: .filters
        ) { (link) throws(Undecided) in
            let filters = link.mustOffload.filter { $0.filter.kind == Filter.U32.kind }
            if filters.isEmpty { return [] }
            if try !link.isOn("hw-tc-offload") {
                return filters.map {
                    $0.finding("hw-tc-offload of `\(link.name)` is off, and the kernel does not report it: the filter matches nothing")
                }
            }
            let driver = try link.capabilities()
            return driver.has(.u32)
                ? []
                : filters.map {
                    $0.finding(
                        "the driver `\(driver.name)` takes no u32 filters, and the kernel does not report it: the filter matches nothing")
                }
        },
        Check(
            .tcSkipSwClassifier, .error, "a classifier that has no offload must be in hardware",
            why: "Only flower, matchall, u32 and bpf are handed to drivers.", help: "write it as flower",
            source: "net/sched/cls_{flower,matchall,u32,bpf}.c", in: .filters
        ) { policy in
            policy.eachFilter {
                $0.skipsSoftware && !FilterSite.offloadedKinds.contains($0.filter.kind) ? ["\($0.filter.kind) has no skip_sw"] : []
            }
        },
        Check(
            .tcSkipHwAndSw, .error, "a filter is to be neither in hardware nor in software",
            why: "The kernel refuses the two flags together.",
            help: "keep one of skip_hw and skip_sw", source: "include/net/pkt_cls.h tc_flags_valid", in: .filters
        ) { policy in
            policy.eachFilter { $0.skipsSoftware && $0.skipsHardware ? ["skip_hw and skip_sw exclude one another"] : [] }
        },
        Check(
            .tcKeyUnsupported, .error, "a driver does not know a key of a filter", reads: [.driver],
            why: "The driver refuses the rule. Without skip_sw the refusal is silent, and the rule runs in software.",
            help: "leave the key out, or match it in nftables", source: "the driver's used_keys", in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver(\.isFlower) { filter, driver in
                let needed = driver.neededKeys.subtracting(filter.keys)
                if !needed.isEmpty { return filter.refused("the driver `\(driver.name)` takes no filter without \(needed.listed)") }
                let missing = filter.tellingKeys.subtracting(driver.keys)
                guard !missing.isEmpty, !driver.has(.ignoresOtherKeys), !driver.keys.isEmpty, missing.isDisjoint(with: FlowKey.tunnel)
                else { return nil }
                return filter.refused("the driver `\(driver.name)` does not match \(missing.listed)")
            }
        },
        Check(
            .tcKeySilentlyIgnored, .error, "a driver leaves out a key of a filter", isAcceptable: true, reads: [.driver],
            why:
                "The driver takes the rule without reading this key: the rule in hardware matches more than the policy intends, and a drop drops too much.",
            help: "give the filter skip_hw on DEV",
            source: "drivers/net/ethernet/broadcom/bnxt/bnxt_tc.c:370; stmmac_tc.c; mtk_ppe_offload.c", in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ $0.isFlower && !$0.tellingKeys.isEmpty }) { filter, driver in
                let ignored = driver.has(.ignoresOtherKeys) ? filter.tellingKeys.subtracting(driver.keys) : []
                let forgotten = ignored.union(filter.tellingKeys.intersection(driver.ignoredKeys))
                guard !forgotten.isEmpty, !driver.refuses(filter) else { return nil }
                return filter.finding("the driver `\(driver.name)` puts this rule into hardware without \(forgotten.listed)")
            }
        },
        Check(
            .tcActionUnsupported, .error, "a driver does not know an action of a filter", reads: [.driver],
            why: "The driver refuses the rule.", help: "change the action, or give the filter skip_hw",
            source: "the driver's action switch", in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ $0.isFlower || !$0.actions.isEmpty }) { filter, driver in
                let missing = driver.actionsMissing(for: filter)
                if !missing.isEmpty { return filter.refused("the driver `\(driver.name)` can't do \(missing.listed)") }
                let needed = filter.isFlower ? driver.neededActions.subtracting(filter.actions) : []
                return needed.isEmpty ? nil : filter.refused("the driver `\(driver.name)` takes no filter without \(needed.listed)")
            }
        },
        Check(
            .tcActionSilentlyIgnored, .error, "a driver leaves out an action of a filter", isAcceptable: true, reads: [.driver],
            why: "The driver installs the rule without the actions that it does not know, or never looks at actions.",
            help: "give the filter skip_hw on DEV",
            source: "drivers/net/ethernet/broadcom/bnxt/bnxt_tc.c; stmicro/stmmac/stmmac_tc.c; intel/i40e/i40e_main.c", in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ $0.isFlower && !$0.actions.isEmpty }) { filter, driver in
                let steers = driver.has(.needsTrafficClass) && filter.choosesTrafficClass
                guard driver.has(.ignoresOtherActions) || steers else { return nil }
                let forgotten = steers ? filter.actions : filter.actions.subtracting(driver.actions)
                return forgotten.isEmpty
                    ? nil : filter.finding("the driver `\(driver.name)` puts this rule into hardware without \(forgotten.listed)")
            }
        },
        Check(
            .tcActionNotOffloadable, .error, "no driver is ever shown an action of a filter",
            why: "The action, or this form of it, has no translation for drivers, so none sees the rule.",
            help: "use pedit with `ex`, gact ok, drop, trap or goto; leave the rest in software",
            source: "net/sched/act_*.c offload_act_setup", in: .filters
        ) { policy in
            policy.eachFilter { filter in
                filter.isOffloadable && filter.skipsSoftware
                    ? filter.softwareOnly.map { "`\($0)` has no offload, and the filter must be in hardware" } : []
            }
        },
        Check(
            .tcChainNonzero, .error, "a driver takes filters of chain 0 alone", reads: [.driver],
            why: "\"Driver supports only offload of chain 0.\"", help: "keep to chain 0", source: "include/net/pkt_cls.h:738", in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ $0.filter.chain != 0 }) { filter, driver in
                guard driver.takes(filter.filter.kind), !driver.has(.chains), !driver.has(.chainUnchecked) else { return nil }
                return filter.refused(
                    "the driver `\(driver.name)` takes filters of chain 0 alone, and this one is of chain \(filter.filter.chain)")
            }
        },
        Check(
            .tcChainUnchecked, .warning, "a driver does not look at the chain", reads: [.driver],
            why: "A rule of another chain then matches at once, without the goto that should lead to it (inferred from the source).",
            help: "give rules of other chains skip_hw", source: "the driver's flower code", in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ $0.filter.chain != 0 && $0.isFlower }) { filter, driver in
                driver.has(.chainUnchecked)
                    ? filter.finding("the driver `\(driver.name)` may match this rule as if it were of chain 0") : nil
            }
        },
        Check(
            .tcHwtcClassOnly, .error, "a driver's filters only choose a traffic class", reads: [.driver, .link],
            why: "On these cards flower directs packets to a traffic class that mqprio made; nothing is dropped or redirected.",
            help: "use ethtool's ntuple rules (action -1 drops), or ice in switchdev mode",
            source: "drivers/net/ethernet/intel/i40e/i40e_main.c:8800", in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ $0.isFlower && !$0.choosesTrafficClass }) { filter, driver in
                driver.has(.needsTrafficClass)
                    ? filter.refused("the driver `\(driver.name)` takes filters that choose a traffic class (hw_tc), and nothing else")
                    : nil
            }
        },
        Check(
            .tcIpFlagsIgnored, .error, "a driver takes fragments for whole packets", isAcceptable: true, reads: [.driver, .kernel],
            why:
                "Before Linux 6.12 most drivers take the key without reading the flags: the rule in hardware also matches packets that are not fragments.",
            help: "give rules for fragments skip_hw", source: "include/net/flow_offload.h flow_rule_match_has_control_flags (6.12)",
            in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ $0.isFlower && !$0.fragments.isEmpty }) { filter, driver in
                guard driver.takes(Filter.Flower.kind), driver.fragments == .ignored else { return nil }
                return filter.finding("the driver `\(driver.name)` leaves ip_flags out: the rule in hardware matches whole packets too")
            }
        },
        Check(
            .tcNtupleVsFlower, .error, "ntuple rules and flower exclude one another", reads: [.features, .driver],
            why: "octeontx2 refuses flower while rx-ntuple-filter is on.", help: "ethtool -K DEV ntuple off",
            source: "drivers/net/ethernet/marvell/octeontx2/nic/otx2_tc.c:1230", in: .filters
        ) { (link) throws(Undecided) in
            let filters = try link.offloaded(\.isFlower)
            guard !filters.isEmpty, try link.driverName().hasPrefix("rvu"), try link.isOn("rx-ntuple-filter") else { return [] }
            return filters.map { $0.refused("`\(link.name)` takes no flower filters while rx-ntuple-filter is on") }
        },
        Check(
            .tcNtupleRulesVsFlower, .error, "rules of ethtool keep flower out", reads: [.driver, .ntuple],
            why: "i40e refuses flower's traffic classes while sideband filters exist.", help: "delete them first: ethtool -N DEV delete N",
            source: "drivers/net/ethernet/intel/i40e/i40e_main.c:8831", in: .filters
        ) { (link) throws(Undecided) in
            let filters = try link.offloaded { $0.isFlower && $0.choosesTrafficClass }
            guard !filters.isEmpty, try link.driverName() == "i40e", try !link.ntuple().isEmpty else { return [] }
            return filters.map { $0.refused("`\(link.name)` has ntuple rules, and takes no flower filters beside them") }
        },
        Check(
            .tcSharedBlockMixed, .warning, "links of one block differ in their offload", reads: [.features],
            why:
                "skip_sw filters of a block fail if one of its links has no offload, and such a link can't join a block with offloaded filters.",
            help: "make all links of the block alike, or split it", source: "net/sched/cls_api.c:765,3469", in: .filters
        ) { (link) throws(Undecided) in
            let shared = link.filters.filter {
                $0.isOffloadable && !$0.skipsHardware && ($0.block.map { (link.policy.blocks[$0]?.count ?? 0) > 1 } ?? false)
            }
            guard let first = shared.first, let block = first.block, try !link.isOn("hw-tc-offload") else { return [] }
            let others = (link.policy.blocks[block] ?? []).filter {
                $0 != link.name && link.neighbours[$0]?.features.value?["hw-tc-offload"]?.active == true
            }
            guard let other = others.first else { return [] }
            return [first.finding("block \(block) joins `\(other)`, which offloads, with `\(link.name)`, which does not")]
        },
        Check(
            .tcBinderEgress, .error, "a driver takes filters of received packets alone", reads: [.driver],
            why: "Most drivers bind to the ingress side only.", help: "move the rule to ingress of the other port, or leave it in software",
            source: "the driver's FLOW_BLOCK_BINDER_TYPE", in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ $0.side == .egress && $0.filter.kind == Filter.Flower.kind }) { filter, driver in
                guard driver.takes(Filter.Flower.kind), !driver.has(.egress) else { return nil }
                return filter.refused("the driver `\(driver.name)` takes filters of received packets alone")
            }
        },
        Check(
            .tcRedirectForeign, .error, "packets are to be sent on by hardware to a link of other hardware", reads: [.link],
            why: "Hardware forwards to its own ports alone.", help: "use ports of the same card, or leave it in software",
            source: "Documentation/networking/switchdev.rst",
            in: .filters
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for filter in try link.offloaded({ !$0.targets.isEmpty }) where link.isSoftware != true {
                for target in filter.targets where target.link != link.name {
                    guard let other = link.neighbours[target.link]?.link.value else {
                        throw Undecided(input: .link, why: "no profile covers the target `\(target.link)`")
                    }
                    if other.tunnel != nil { continue }
                    let mine = try link.link().switchID
                    if mine == nil || mine != other.switchID {
                        findings.append(filter.refused("`\(target.link)` is not a port of the hardware of `\(link.name)`"))
                    }
                }
            }
            return findings
        },
        Check(
            .tcPoliceShape, .error, "no driver takes a policer of this form", reads: [.driver],
            why:
                "Drivers take policers that drop everything over the rate and pass everything within it, in bytes; two cards count packets instead.",
            help: "police rate R burst B conform-exceed drop/pipe", source: "drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/police.c",
            in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ !$0.polices.isEmpty }) { filter, driver in
                guard driver.takes(filter.filter.kind) else { return nil }
                let byPackets = ["am65-cpsw-nuss", "cpsw"].contains(driver.name)
                for police in filter.polices {
                    if let obstacle = police.obstacles.first { return filter.refused("no driver takes this policer: \(obstacle)") }
                    if byPackets, police.bytesPerSecond != nil {
                        return filter.refused("the driver `\(driver.name)` polices packets, not bytes")
                    }
                    if !byPackets, police.packetsPerSecond != nil {
                        return filter.refused("the driver `\(driver.name)` polices bytes, not packets")
                    }
                }
                return nil
            }
        },
        Check(
            .tcStatsZero, .tip, "packets matched in hardware are not counted", reads: [.driver],
            why: "The driver does not count matches: the filter's counters show only the packets seen by software.",
            help: "read `ethtool -S DEV`, or give the filter skip_hw if counts matter", source: "the driver's FLOW_CLS_STATS",
            in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ $0.isFlower }) { filter, driver in
                driver.has(.noFilterStatistics)
                    ? filter.finding("the driver `\(driver.name)` does not count the packets that this filter matches in hardware") : nil
            }
        },
        Check(
            .tcHwStatsType, .error, "a driver lacks the kind of counter that is asked for", reads: [.driver],
            why: "Drivers with one kind of counter refuse a rule that asks for another.", help: "leave hw_stats at any",
            source: "include/net/flow_offload.h flow_action_hw_stats_check", in: .filters
        ) { (link) throws(Undecided) in
            try link.onDriver({ !$0.statisticsTypes.isEmpty }) { filter, driver in
                // 1 is immediate, 2 delayed.
                let lacking: [String: UInt8] = ["mlxsw_spectrum": 2, "prestera": 1]
                guard let type = lacking[driver.name], filter.statisticsTypes.contains(type) else { return nil }
                return filter.refused("the driver `\(driver.name)` has no \(type == 1 ? "immediate" : "delayed") counters")
            }
        },
        Check(
            .tcSkipSwConntrack, .warning, "connection tracking in hardware alone",
            why: "The software path creates the entries that hardware then uses (reported by users).",
            help: "leave skip_sw out of rules with ct",
            source: "k8snetworkplumbingwg/sriov-network-operator pull request 38", in: .filters
        ) { policy in
            policy.eachFilter {
                $0.skipsSoftware && $0.filter.chain == 0 && $0.actions.contains(.ct)
                    ? ["with skip_sw no packet makes the connection's entry"] : []
            }
        },
        Check(
            .tcProtocolVlan, .warning, "a filter by protocol does not see tagged frames", reads: [.link],
            why:
                "For tc a tagged frame is of protocol 802.1Q: `protocol ip` does not match it, while nftables' `meta protocol ip` does (measured).",
            help: "add a rule of protocol 802.1Q with vlan_ethtype", source: "net/sched/cls_api.c:1612; measured on 6.18", in: .filters
        ) { (link) throws(Undecided) in
            let filters = link.filters.filter { $0.side == .ingress && [0x0800, 0x86dd, 0x0806].contains($0.filter.protocolID) }
            guard !filters.isEmpty, try link.carriesTags() else { return [] }
            return filters.map { $0.finding("frames with a VLAN tag on `\(link.name)` are not of this filter's protocol") }
        },
        Check(
            .tunEncKey, .error, "a filter asks a link for a tunnel's headers", reads: [.driver, .link],
            why: "A packet's tunnel is known at the tunnel device; drivers take such filters from there.",
            help: "put the filter on the tunnel device", source: "net/sched/cls_flower.c", in: .filters
        ) { (link) throws(Undecided) in
            let filters = link.filters.filter { !$0.keys.isDisjoint(with: FlowKey.tunnel) }
            guard !filters.isEmpty, try link.link().tunnel == nil else { return [] }
            return filters.map {
                $0.refused(
                    "`\(link.name)` is not a tunnel, and \($0.keys.intersection(FlowKey.tunnel).listed) is known on a tunnel device only")
            }
        },
    ]
}
