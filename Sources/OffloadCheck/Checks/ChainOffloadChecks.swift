internal import Findings
internal import WeirModel

/// nftables chains with `flags offload`: all that the kernel answers with one bare EOPNOTSUPP.
extension Checks {
    static let chains: [OffloadRule] = [
        Check(
            .nftOffPlace, .error, "a chain with `flags offload` is in an unsupported place",
            why: "Only base chains of the netdev family at the ingress hook are handed to drivers.",
            help: "move the rules to a base chain of the netdev family at the ingress hook",
            source: "net/netfilter/nf_tables_offload.c:220",
            in: .chains
        ) { policy in
            policy.offloadedChains.compactMap { chain in
                chain.family == .netdev && chain.base.hook == .ingress
                    ? nil
                    : chain.finding(
                        "a chain can be offloaded at the ingress hook of the netdev family alone, not at `\(chain.family.rawValue) \(chain.base.hook.rawValue)`"
                    )
            }
        },
        Check(
            .nftOffPrio, .error, "an offloaded chain's priority is not above 0",
            why: "The chain's priority becomes the hardware rule's, which the kernel takes from 1 to 65535 alone.",
            help: "give the chain priority 1 or more", source: "net/netfilter/nf_tables_offload.c:211", in: .chains
        ) { policy in
            policy.offloadedChains.compactMap { chain in
                (1...65535).contains(chain.base.priority)
                    ? nil : chain.finding("an offloaded chain needs a priority from 1 to 65535, and this one has \(chain.base.priority)")
            }
        },
        Check(
            .nftOffPolicy, .error, "an offloaded chain's policy is drop",
            why: "No default verdict but accept is supported in hardware.",
            help: "let the policy be accept, and make the last rule drop", source: "net/netfilter/nf_tables_offload.c:501", in: .chains
        ) { policy in
            policy.offloadedChains.compactMap { $0.base.policy == .drop ? $0.finding("an offloaded chain can't have `policy drop`") : nil }
        },
        Check(
            .nftOffDevice, .error, "a device of an offloaded chain has no offload at all", reads: [.driver, .link],
            why: "A chain is offloaded as a whole: a device without `ndo_setup_tc` refuses it, and there is no fallback to software.",
            help: "take DEV out of the chain, or the flag off it", source: "net/netfilter/nf_tables_offload.c:233; measured on 6.18",
            in: .chains
        ) { (link) throws(Undecided) in
            let chains = link.offloadedChains
            if chains.isEmpty { return [] }
            if let kind = link.indirectKind {
                throw Undecided(
                    input: .driver, why: "the kernel offers the chain of a \(kind) to cards that take it, which no profile names")
            }
            if link.isSoftware == true {
                return chains.map { $0.finding("`\(link.name)` is a \(link.kindWord), which has no hardware to offload a chain to") }
            }
            let driver = try link.capabilities()
            // A driver that binds blocks for other classifiers takes a chain, and refuses its first rule.
            let bindsBlocks = driver.has(.bpf) || driver.has(.u32) || !driver.keys.isEmpty
            return driver.has(.chainOffload)
                ? []
                : chains.filter { !bindsBlocks || $0.hasRules }.map {
                    $0.finding(
                        "the driver `\(driver.name)` of `\(link.name)` takes no nftables rules, so the kernel refuses the whole chain")
                }
        },
        Check(
            .nftOffHwtc, .error, "an offloaded chain meets a device with hw-tc-offload off", reads: [.features],
            why:
                "The rules go through the same driver callbacks as tc flower, which test the feature. An error fails the transaction: there is no fallback to software.",
            help: "ethtool -K DEV hw-tc-offload on", source: "net/netfilter/nf_tables_offload.c:263-360", in: .chains
        ) { (link) throws(Undecided) in
            // The feature is asked for by each rule, not by the chain.
            let chains = link.offloadedChains.filter(\.hasRules)
            guard !chains.isEmpty, try !link.isOn("hw-tc-offload") else { return [] }
            let fixed = try link.isFixedOff("hw-tc-offload")
            return chains.map {
                $0.finding(
                    "hw-tc-offload of `\(link.name)` is off\(fixed ? " and fixed" : ""), so the kernel refuses the whole chain",
                    help: fixed ? "take DEV out of the chain, or the flag off it: this device can't turn the feature on" : nil)
            }
        },
        Check(
            .nftOffExpr, .error, "a rule of an offloaded chain has parts without offload",
            why:
                "Hardware rules are made of header fields compared with constants, counters, and accept, drop, fwd and dup. Sets, maps, ct, limit, log and the rest have none.",
            help: "write one rule for each element of a set; move stateful rules to a chain without offload",
            source: "net/netfilter/nf_tables_offload.c:122; net/netfilter/nft_*.c", in: .chains
        ) { policy in
            policy.eachOffloadedRule { rule in
                Set(rule.rule.statements.compactMap(OffloadedRule.withoutOffload)).sorted().map {
                    rule.finding("an offloaded chain has no room for \($0)")
                }
            }
        },
        Check(
            .nftOffCmp, .error, "a rule of an offloaded chain compares other than by equality",
            why: "Hardware takes equality under a mask: no `!=`, no order, no range. A prefix is a mask.",
            help: "write equalities and prefixes", source: "net/netfilter/nft_cmp.c:149; net/netfilter/nft_bitwise.c:280", in: .chains
        ) { policy in
            policy.eachOffloadedRule { rule in
                rule.rule.statements.compactMap(OffloadedRule.inexact).map { rule.finding("\($0) can't be offloaded: only equality can") }
            }
        },
        Check(
            .nftOffMeta, .error, "a rule of an offloaded chain asks for a metadatum that hardware lacks",
            why: "Of meta, only protocol, l4proto, iif and iiftype have a place in a hardware rule.",
            help: "match by header fields or by `meta iif`", source: "net/netfilter/nft_meta.c:719", in: .chains
        ) { policy in
            policy.eachOffloadedRule { rule in
                rule.rule.statements.flatMap(OffloadedRule.fields).compactMap { field in
                    guard case .meta(let key) = field, !OffloadedRule.meta.contains(key) else { return nil }
                    return rule.finding("`meta \(key.rawValue)` can't be matched in hardware")
                }
            }
        },
        Check(
            .nftOffPayload, .error, "a rule of an offloaded chain asks for a header field that hardware lacks",
            why:
                "nftables hands on link addresses and type, VLAN tags, IP addresses and protocol, and TCP and UDP ports: nothing else of a packet.",
            help: "move the rule to a chain without offload", source: "net/netfilter/nft_payload.c:260-535", in: .chains
        ) { policy in
            policy.eachOffloadedRule { rule in
                OffloadedRule.joined(rule.rule).map { rule.finding($0) }
                    + rule.rule.statements.flatMap(OffloadedRule.fields).compactMap { field in
                        switch field {
                        case .header(let header) where !OffloadedRule.headers.contains(header):
                            rule.finding("`\(header.rawValue)` can't be matched in hardware")
                        case .payload(let base, let offset, let length):
                            rule.finding("`@\(base.rawValue),\(offset),\(length)` can't be matched in hardware by position")
                        default: nil
                        }
                    }
            }
        },
        Check(
            .nftOffVerdict, .error, "a rule of an offloaded chain decides nothing that hardware can do",
            why: "A hardware rule needs accept, drop, fwd or dup; a rule that only counts, jumps or returns has no action.",
            help: "end each rule with accept or drop", source: "net/netfilter/nft_immediate.c:285; net/netfilter/nf_tables_offload.c:104",
            in: .chains
        ) { policy in
            policy.eachOffloadedRule { rule in
                if let word = rule.rule.statements.compactMap(OffloadedRule.foreignVerdict).first {
                    return [rule.finding("`\(word)` can't be offloaded: only accept and drop can")]
                }
                return OffloadedRule.action(of: rule.rule) == nil
                    ? [rule.finding("the rule has no verdict, and hardware has no rule without one")] : []
            }
        },
        Check(
            .nftOffOrder, .warning, "rules of an offloaded chain overlap with different verdicts",
            why:
                "All rules of a chain are passed on with one priority, so the hardware does not know which of two overlapping rules comes first (inferred from the source).",
            help: "make the rules disjoint", source: "net/netfilter/nf_tables_offload.c:245", in: .chains
        ) { policy in
            policy.offloadedRules.sorted { $0.key < $1.key }.flatMap { OffloadedRule.overlaps($0.value) }
        },
        Check(
            .nftOffDriverAction, .error, "a driver lacks the verdict of an offloaded rule", reads: [.driver],
            why: "Many drivers know drop and redirect alone: an `accept` in front of a drop can't be put into such hardware.",
            help: "write rules that drop, or move them to a chain without offload",
            source: "drivers/net/ethernet: the driver's flower actions",
            in: .chains
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for chain in link.offloadedChains where link.isSoftware != true {
                for rule in link.policy.offloadedRules[chain.name] ?? [] {
                    guard let action = OffloadedRule.action(of: rule.rule) else { continue }
                    let driver = try link.capabilities()
                    guard driver.has(.chainOffload), !driver.actions.contains(action) else { continue }
                    let silent = driver.has(.ignoresOtherActions)
                    var finding = rule.finding(
                        "the driver `\(driver.name)` has no `\(OffloadedRule.word(action))`"
                            + (silent ? ", and installs the rule without it" : ", so the kernel refuses the rule"))
                    if !silent { finding.contract = chain.base.offload }
                    findings.append(finding)
                }
            }
            return findings
        },
        Check(
            .nftOffCounter, .tip, "counters of an offloaded chain may stay at zero", reads: [.driver],
            why: "Counters of hardware rules are asked of the driver when they are listed; one that keeps none reports 0.",
            help: "read `ethtool -S DEV` instead", source: "net/netfilter/nf_tables_api.c:3237", in: .chains
        ) { (link) throws(Undecided) in
            let rules = link.offloadedChains.flatMap { link.policy.offloadedRules[$0.name] ?? [] }.filter { $0.uses.contains(.counter) }
            if rules.isEmpty || link.isSoftware == true { return [] }
            let driver = try link.capabilities()
            guard driver.name == "mlxsw_spectrum" || driver.has(.noFilterStatistics) else { return [] }
            return rules.map { $0.finding("the driver `\(driver.name)` does not count the packets that an offloaded rule matched") }
        },
    ]
}

extension ChainIndex {
    func finding(_ message: String, help: String? = nil) -> Finding {
        Finding(message, at: chain.at.location, help: help, subject: subject, contract: chain.base?.offload)
    }
}

extension RuleTraits {
    func finding(_ message: String, help: String? = nil, severity: Diagnostic.Severity? = nil) -> Finding {
        Finding(message, at: location, severity: severity, help: help)
    }
}

extension LinkContext {
    /// For messages: `veth`, `link without hardware`.
    var kindWord: String { profile.link.value?.kind ?? "link without hardware" }
}

extension PolicyTraits {
    func eachOffloadedRule(_ find: (RuleTraits) -> [Finding]) -> [Finding] {
        offloadedChains.flatMap { chain in
            (offloadedRules[chain.name] ?? []).flatMap(find).map { finding in
                var finding = finding
                finding.subject = chain.subject
                finding.contract = chain.base.offload
                return finding
            }
        }
    }
}
