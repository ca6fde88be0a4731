public import WeirModel

/// What became of the offload after an apply: the policy against what the kernel then holds.
///
/// Without skip_sw a refusal by the hardware is silent, and `u32 skip_sw` is accepted where nothing takes it: only reading back tells.
public enum OffloadProof {
    public static func diagnostics(of desired: HostState, in live: HostState) -> [Diagnostic] {
        let links = Dictionary(live.links.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return desired.links.flatMap { link -> [Diagnostic] in
            guard let held = links[link.name] else { return [] }
            return link.filters.compactMap { judge($0, on: link, held) }
        } + flowtables(desired, live)
    }

    private static func judge(_ filter: Filter, on link: LinkConfiguration, _ live: LinkConfiguration) -> Diagnostic? {
        let facts = FilterFacts(filter, of: link)
        guard facts.isOffloadable else { return nil }
        let place = filter.at.location
        guard let held = twin(of: filter, in: live), let status = held.status, let isInHardware = status.isInHardware else {
            guard facts.skipsSoftware else { return nil }
            return Diagnostic(
                .undecided, id: "tc-silent-software", "not decided: the kernel does not say whether hardware holds this filter", subject: link.name, at: place)
        }
        if isInHardware { return nil }
        if facts.skipsSoftware {
            return Diagnostic(
                .error, id: "offload-not-in-hardware", "the filter must be in hardware and is not, so it matches nothing",
                help: "leave skip_sw out, or see `weir check --nic \(link.name)=…` for what keeps it out", source: "net/sched/cls_u32.c; TCA_CLS_FLAGS_NOT_IN_HW",
                subject: link.name, at: place)
        }
        return Diagnostic(
            .tip, id: "tc-silent-software", "the filter runs in software", help: "use skip_sw where hardware is required",
            source: "net/sched/cls_flower.c:470; include/uapi/linux/pkt_cls.h TCA_CLS_FLAGS_IN_HW", subject: link.name, at: place)
    }

    /// The live filter that the desired one became.
    private static func twin(of filter: Filter, in link: LinkConfiguration) -> Filter? {
        let facts = link.facts ?? LinkFacts()
        let wanted = filter.classifier.canonical(on: facts)
        let alike = link.filters.filter {
            $0.attachment == filter.attachment && $0.chain == filter.chain && $0.kind == filter.kind && $0.protocolID == filter.protocolID
                && (filter.priority == nil || $0.priority == filter.priority)
        }
        return alike.first { $0.classifier.canonical(on: facts) == wanted } ?? (alike.count == 1 ? alike.first : nil)
    }

    private static func flowtables(_ desired: HostState, _ live: HostState) -> [Diagnostic] {
        desired.tables.flatMap { table -> [Diagnostic] in
            guard let held = live.tables.first(where: { $0.family == table.family && $0.name == table.name }) else { return [] }
            return table.flowtables.compactMap { flowtable in
                guard let other = held.flowtables.first(where: { $0.name == flowtable.name }), other.offload != flowtable.offload else { return nil }
                return Diagnostic(
                    .error, id: "ft-flag-toggle", "the flowtable `\(flowtable.name)` is \(other.offload ? "" : "not ")offloaded, against the policy",
                    help: "the kernel changes this on no flowtable: delete and make it anew", source: "net/netfilter/nf_tables_api.c:8224",
                    subject: "\(table.family.rawValue) \(table.name)", at: flowtable.at.location)
            }
        }
    }
}
