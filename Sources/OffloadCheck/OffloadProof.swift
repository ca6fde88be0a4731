internal import Findings
package import Netfilter
package import WeirModel

/// The result of the offload after an apply: the policy compared with the kernel's state.
///
/// Without skip_sw a refusal by the hardware is silent, `u32 skip_sw` is accepted even if nothing takes it, and several qdiscs silently
/// stay in software: only reading back shows it.
package enum OffloadProof {
    /// Filters and qdiscs. Required ones outside of hardware are errors; preferred ones are tips.
    package static func diagnostics(of desired: [LinkConfiguration], in live: HeldLinks) -> [Diagnostic] {
        let links = Dictionary(live.links.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        // A filter of a shared block is in the hardware of each link that binds the block.
        let bound = Dictionary(grouping: desired.flatMap { link in link.qdiscs.flatMap(\.sideBlocks).map { ($0, link.name) } }, by: \.0)
            .mapValues { Set($0.map(\.1)).count }
        return desired.flatMap { link -> [Diagnostic] in
            guard let held = links[link.name] else { return [] }
            let states = live.commonStates[link.name] ?? [:]
            let blocks = link.egressBlocks
            var twins = FilterTwins(held)
            // If all filters of a place have one state, the finding for one mostly applies to the next.
            var last: FilterRun?
            let filters = link.filters.compactMap { filter -> Diagnostic? in
                let finding: Diagnostic?
                if let last, last.holds(filter) {
                    finding = last.finding
                } else {
                    let site = FilterSite(filter, blocks)
                    let state = states[filter.attachment]
                    finding =
                        site.isOffloadable(filter) ? judge(filter, at: site, on: link, state ?? twins.twin(of: filter)?.status, bound) : nil
                    last =
                        state == nil
                        ? nil : FilterRun(kind: filter.kind, flags: filter.flags, attachment: filter.attachment, finding: finding)
                }
                guard var finding else { return nil }
                finding.at = filter.at
                return finding
            }
            let qdiscs = Grouped(held.qdiscs, by: \.parent)
            return filters + link.qdiscs.compactMap { judge($0, on: link, qdiscs) }
        }
    }

    /// Whether there is anything that the first could find.
    package static func concerns(_ desired: [LinkConfiguration]) -> Bool {
        desired.contains { link in
            if link.qdiscs.contains(where: { $0.contract != nil }) { return true }
            let blocks = link.egressBlocks
            return link.filters.contains { FilterSite($0, blocks).isOffloadable($0) }
        }
    }

    /// Chains and flowtables.
    /// - Parameter offloads: whether hw-tc-offload of a link is on; `nil` if it is unknown.
    package static func diagnostics(of desired: [Table], in live: [CompiledTable], offloads: (String) -> Bool?) -> [Diagnostic] {
        desired.flatMap { table -> [Diagnostic] in
            guard let held = live.first(where: { $0.family == table.family && $0.name == table.name }) else { return [] }
            let name = "\(table.family.rawValue) \(table.name)"
            let chains = table.chains.compactMap { chain -> Diagnostic? in
                guard let base = chain.base, base.offload.isAsked, let found = held.chains.first(where: { $0.name == chain.name })?.base
                else { return nil }
                return judge(
                    "the chain `\(chain.name)`", base.offload, found.offload.isAsked, subject: Subject(.chain, name, chain.name),
                    at: chain.at)
            }
            let flowtables = table.flowtables.compactMap { flowtable -> Diagnostic? in
                guard flowtable.offload.isAsked, let found = held.flowtables.first(where: { $0.name == flowtable.name }) else { return nil }
                let what = "the flowtable `\(flowtable.name)`"
                let subject = Subject(.flowtable, name, flowtable.name)
                if let finding = judge(what, flowtable.offload, found.offload.isAsked, subject: subject, at: flowtable.at) {
                    return finding
                }
                // The feature is checked flow by flow: if it is off, flows silently stay in software.
                guard let device = flowtable.devices.first(where: { offloads($0) == false }) else { return nil }
                return finding(
                    "\(what) is offloaded, and hw-tc-offload of `\(device)` is off: its flows", isPlural: true, flowtable.offload,
                    subject: subject, at: flowtable.at, help: "ethtool -K \(device) hw-tc-offload on")
            }
            return chains + flowtables
        }
    }

    private static func judge(
        _ what: String, _ contract: Offload, _ isInHardware: Bool, subject: Subject, at place: Located
    ) -> Diagnostic? {
        if isInHardware { return nil }
        return finding(
            what, contract, subject: subject, at: place,
            help: "the kernel can't change this on an existing object: delete it, then apply again")
    }

    /// An object that should be in hardware and is not.
    private static func finding(
        _ what: String, isPlural: Bool = false, _ contract: Offload, subject: Subject, at place: Located, help: String,
        source: String? = nil
    ) -> Diagnostic {
        contract == .required
            ? Diagnostic(
                .error, id: .offloadNotInHardware, "\(what) must be in hardware and \(isPlural ? "are" : "is") not", help: help,
                source: source, subject: subject, at: place.location)
            : Diagnostic(
                .tip, id: .offloadInSoftware, "\(what) \(isPlural ? "stay" : "runs") in software", help: help, source: source,
                subject: subject, at: place.location)
    }

    // MARK: filters

    /// Filters of one place that are alike in all that a finding depends on.
    private struct FilterRun {
        var kind: String
        var flags: FilterFlags
        var attachment: Attachment
        var finding: Diagnostic?

        func holds(_ filter: Filter) -> Bool { filter.flags == flags && filter.attachment == attachment && filter.kind == kind }
    }

    private static func judge(
        _ filter: Filter, at site: FilterSite, on link: LinkConfiguration, _ status: FilterStatus?, _ bound: [UInt32: Int]
    ) -> Diagnostic? {
        let contract: Offload = filter.flags.contains(.skipSoftware) ? .required : .preferred
        guard let status, let isInHardware = status.isInHardware else {
            guard contract == .required else { return nil }
            return Diagnostic(
                .undecided, id: .tcSilentSoftware, "undecided: the kernel does not report whether hardware holds this filter",
                subject: Subject(.filter, link.name),
                at: filter.at.location)
        }
        if !isInHardware {
            let what = "the \(filter.kind) filter"
            return finding(
                contract == .required ? "\(what) matches nothing: it" : what, contract, subject: Subject(.filter, link.name), at: filter.at,
                help: contract == .required
                    ? "`weir check --live` shows the reason; `offload: .preferred` lets software take over"
                    : "`offload: .required` makes this an error",
                source: contract == .required
                    ? "TCA_CLS_FLAGS_NOT_IN_HW; net/sched/cls_u32.c"
                    : "net/sched/cls_flower.c:470; include/uapi/linux/pkt_cls.h TCA_CLS_FLAGS_IN_HW")
        }
        if let block = site.block, let links = bound[block], let count = status.inHardwareCount, count < links {
            return finding(
                "the \(filter.kind) filter of block \(block) is in the hardware of \(count) of \(links) links: on the others it", contract,
                subject: Subject(.filter, link.name), at: filter.at,
                help: "make the links of the block alike, or split it", source: "TCA_CLS_IN_HW_COUNT")
        }
        return nil
    }

    // MARK: qdiscs

    private static func judge(_ qdisc: Qdisc, on link: LinkConfiguration, _ live: Grouped<Handle, Qdisc>) -> Diagnostic? {
        guard let contract = qdisc.contract, let held = live[qdisc.parent].first(where: { $0.kind == qdisc.kind })
        else { return nil }
        let what = "the qdisc \(qdisc.kind) at \(qdisc.parent)"
        let source = "net/sched/sch_api.c:836 TCA_HW_OFFLOAD"
        switch (contract, held.isHeldByHardware) {
        case (.required, false?), (.preferred, false?):
            return finding(
                what, contract, subject: Subject(.qdisc, link.name), at: qdisc.at,
                help: contract == .required
                    ? "`weir check --live` shows the reason; `offload: .preferred` lets software take over"
                    : "`offload: .required` makes this an error",
                source: source)
        case (.never, true?):
            return Diagnostic(
                .error, id: .offloadInHardware, "\(what) must not be in hardware and is",
                help: "ethtool -K \(link.name) hw-tc-offload off", source: source,
                subject: Subject(.qdisc, link.name), at: qdisc.at.location)
        case (.required, nil):
            return Diagnostic(
                .undecided, id: .qdSilentOffload, "undecided: the kernel does not report whether hardware holds \(what)", source: source,
                subject: Subject(.qdisc, link.name),
                at: qdisc.at.location)
        default: return nil
        }
    }
}

extension OffloadCheck {
    static let proofRules: [DiagnosticRule] = [
        DiagnosticRule(
            .offloadNotInHardware, "an object must be in hardware, and the kernel holds it in software",
            why: "`offload: .required` is a promise. After an apply, Weir reads back the state of the kernel and the driver.",
            help: "`weir check --live` reports the reason; `offload: .preferred` lets software take over",
            source: "include/uapi/linux/pkt_cls.h TCA_CLS_FLAGS_IN_HW; net/sched/sch_api.c TCA_HW_OFFLOAD", in: .demands),
        DiagnosticRule(
            .offloadInHardware, "a qdisc must not be in hardware, and it is",
            why: "Some drivers take a qdisc into hardware whenever hw-tc-offload is on. `offload: .never` rules that out.",
            help: "ethtool -K DEV hw-tc-offload off", source: "net/sched/sch_api.c TCA_HW_OFFLOAD", in: .demands),
        DiagnosticRule(
            .offloadInSoftware, "an object that is preferred in hardware runs in software", severity: .tip,
            why: "A driver that refuses a filter without skip_sw, or a qdisc, does so silently.",
            help: "`weir check --live` reports the reason; `offload: .required` makes this an error",
            source: "net/sched/cls_flower.c; net/sched/sch_api.c TCA_HW_OFFLOAD", in: .demands),
        DiagnosticRule(
            .tcSilentSoftware, "the kernel does not report whether hardware holds a filter", severity: .undecided,
            why: "Classifiers other than flower, matchall, u32, and bpf report no offload state.",
            help: "use flower, matchall, or u32 where hardware is required", source: "include/uapi/linux/pkt_cls.h TCA_CLS_FLAGS_IN_HW",
            in: .demands),
        DiagnosticRule(
            .qdSilentOffload, "the kernel does not report whether hardware holds a qdisc", severity: .undecided,
            why: "Some qdiscs report no TCA_HW_OFFLOAD attribute.", help: "look at the driver's own counters with `ethtool -S DEV`",
            source: "net/sched/sch_api.c TCA_HW_OFFLOAD", in: .demands),
    ]
}
