internal import Findings
internal import WeirModel

/// Tags: in the packet, in its metadata, or never received.
extension Checks {
    static let vlan: [OffloadRule] = [
        Check(
            .vlanRawOffset, .warning, "bytes by position move with the VLAN tag", reads: [.features, .link],
            why:
                "With rx-vlan-hw-parse the tag is in metadata and not in the bytes. `vlan id` and flower's vlan_id mean the same either way (measured); positions do not.",
            help: "match `vlan id`, or flower's `vlan_id`", source: "net/core/dev.c:5469; measured on 6.18", in: .vlan
        ) { (link) throws(Undecided) in
            let rules = link.received(.rawLink)
            let filters = link.filters.filter { $0.side == .ingress && $0.uses.contains(.rawLink) }
            guard !rules.isEmpty || !filters.isEmpty, try link.carriesTags(), try link.isOn("rx-vlan-hw-parse") else { return [] }
            let message = "`\(link.name)` takes tags out of the bytes, so positions behind the addresses are those of the untagged frame"
            return rules.map { $0.finding(message) } + filters.map { $0.finding(message) }
        },
        Check(
            .vlanFilter, .warning, "the card drops a VLAN that a rule waits for", reads: [.features, .link],
            why: "With rx-vlan-filter the card drops frames of VLANs that no device of the host has, before any hook.",
            help: "make a VLAN device of that id on DEV, or turn rx-vlan-filter off if the card allows it",
            source: "net/8021q/vlan_core.c:211",
            in: .vlan
        ) { (link) throws(Undecided) in
            let rules = link.received(.vlan).filter { !$0.vlanIDs.isEmpty }
            let filters = link.filters.filter { $0.side == .ingress && !$0.vlanIDs.isEmpty }
            guard !rules.isEmpty || !filters.isEmpty, try link.isOn("rx-vlan-filter") else { return [] }
            let facts = try link.link()
            guard !facts.promiscuous, facts.masterKind != "bridge" else { return [] }
            let known = Set(facts.upper.compactMap(\.vlan?.id))
            func message(_ ids: Set<UInt16>) -> String? {
                let missing = ids.subtracting(known).subtracting([0]).sorted()
                return missing.isEmpty
                    ? nil
                    : "`\(link.name)` drops VLAN \(missing.map(String.init).joined(separator: ", ")): no device of the host has it"
            }
            return rules.compactMap { rule in message(rule.vlanIDs).map { rule.finding($0) } }
                + filters.compactMap { filter in message(filter.vlanIDs).map { filter.finding($0) } }
        },
        Check(
            .vlanStag, .tip, "802.1ad tags are parsed by the driver's own lights", reads: [.features],
            why: "A card that takes out C-tags alone treats double tags in its own way; structured matches stay right.",
            help: "try it with a packet", source: "drivers/net/ethernet/mellanox/mlx5/core/en_main.c", in: .vlan
        ) { (link) throws(Undecided) in
            let rules = link.received(.serviceTag)
            let filters = link.filters.filter { $0.side == .ingress && $0.uses.contains(.serviceTag) }
            guard !rules.isEmpty || !filters.isEmpty, try link.isOn("rx-vlan-hw-parse"), try !link.isOn("rx-vlan-stag-hw-parse") else {
                return []
            }
            let message = "`\(link.name)` takes out C-tags but not S-tags"
            return rules.map { $0.finding(message) } + filters.map { $0.finding(message) }
        },
        Check(
            .vlanTso, .tip, "a VLAN device has TSO off, and the link below has it on", reads: [.features, .link],
            why: "The lower device's features for tagged packets limit the VLAN device.",
            help: "expect small packets on the VLAN device, large ones below",
            source: "net/8021q/vlan_dev.c", in: .vlan
        ) { (link) throws(Undecided) in
            guard let facts = link.profile.link.value, facts.kind == "vlan", let below = facts.lower.first,
                let lower = link.neighbours[below.name]?.features.value, lower["tx-tcp-segmentation"]?.active == true,
                try !link.isOn("tx-tcp-segmentation")
            else { return [] }
            return [Finding("`\(below.name)` has TSO on, and `\(link.name)` on top of it has not", at: link.configuration?.at.location)]
        },
        Check(
            .dscpVlanPrio, .tip, "a priority never becomes the tag's", reads: [.link],
            why: "A packet's priority is written into the tag by the VLAN device's egress map alone.",
            help: "ip link set DEV type vlan egress-qos-map FROM:TO", source: "net/8021q/vlan_dev.c", in: .vlan
        ) { (link) throws(Undecided) in
            let rules = link.sent(.setsPriority)
            guard !rules.isEmpty, let vlan = try link.link().vlan, vlan.egressMap.isEmpty else { return [] }
            return rules.map { $0.finding("`\(link.name)` has no egress-qos-map, so its tags carry priority 0 whatever the rule sets") }
        },
    ]
}

extension LinkContext {
    /// VLAN devices use it, or the policy expects tags.
    func carriesTags() throws(Undecided) -> Bool {
        if !received(.vlan).isEmpty || filters.contains(where: { !$0.vlanIDs.isEmpty }) { return true }
        return try link().upper.contains { $0.vlan != nil }
    }
}
