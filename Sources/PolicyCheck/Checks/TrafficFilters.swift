internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let filterPriorities = Check(
        finds: [.priorityConflict, .priorityZero],
        link: { facts in
            var first: [FilterPlace: Filter] = [:]
            var found: [Diagnostic] = []
            for filter in facts.filters {
                guard let priority = filter.priority else { continue }
                guard priority > 0 else {
                    found.append(
                        facts.error(
                            .priorityZero, "priority 0 of \(filter.name) is none",
                            help: "leave it out to let the kernel choose, or use one from 1",
                            source: "net/sched/cls_api.c tc_new_tfilter()", on: filter))
                    continue
                }
                guard let other = first[filter.place] else {
                    first[filter.place] = filter
                    continue
                }
                let difference: String
                if other.protocolID != filter.protocolID {
                    difference = "protocols 0x\(String(other.protocolID, radix: 16)) and 0x\(String(filter.protocolID, radix: 16))"
                } else if other.kind != filter.kind {
                    difference = "classifiers \(other.kind) and \(filter.kind)"
                } else {
                    continue
                }
                found.append(
                    facts.error(
                        .priorityConflict, "two filters of priority \(priority) have different \(difference)",
                        help: "a priority has one protocol and one classifier; use two filters to match both IP families",
                        source: "net/sched/cls_api.c", on: filter))
            }
            return found
        })

    static let filterActions = Check(
        finds: [.tooManyActions, .tooLong, .runsNowhere],
        link: { facts in
            var found: [Diagnostic] = []
            for filter in facts.filters {
                func error(_ id: Diagnostic.ID, _ message: String, _ help: String?) {
                    found.append(facts.error(id, message, help: help, on: filter))
                }
                // TCA_ACT_MAX_PRIO; the kernel silently keeps the first 32.
                if filter.actions.count > 32 {
                    error(.tooManyActions, "a filter has \(filter.actions.count) actions: the kernel takes 32", "go on in another chain")
                }
                for action in filter.actions {
                    if let cookie = action.cookie, cookie.bytes.count > 16 {
                        error(.tooLong, "the cookie of \(action.kind) has \(cookie.bytes.count) bytes: the kernel takes 16", nil)
                    }
                }
                if filter.flags.isSuperset(of: [.skipHardware, .skipSoftware]) {
                    error(.runsNowhere, "the filter runs neither in hardware nor in software", nil)
                }
            }
            return found
        })

    /// Each priority of u32 has a root table, and the tables of a qdisc, of all its sides, classes and chains, or of a shared block, are numbered
    /// together: 0x800 for the first, then 0x801 to 0xffe (idr_alloc_cyclic from 1 up to, and without, 0x7ff).
    static let u32Priorities = Check(finds: [.tooManyPriorities]) {
        facts in
        struct Owner: Hashable {
            /// Nil of a block, which links share.
            var link: String?
            var attachment: Attachment
        }
        let limit = 2047
        var counts: [Owner: Int] = [:]
        var known: [Owner: Set<FilterPlace>] = [:]
        return facts.writtenLinks.map { LinkFinding($0) }.flatMap { link in
            link.filters.compactMap { filter -> Diagnostic? in
                guard filter.kind == Filter.U32.kind else { return nil }
                let owner: Owner =
                    switch filter.attachment {
                    case .block: Owner(link: nil, attachment: filter.attachment)
                    case .parent(let handle): Owner(link: link.link.name, attachment: .parent(handle.qdiscOfFilters))
                    }
                // Each without an explicit priority gets one.
                if filter.priority != nil, !known[owner, default: []].insert(filter.place).inserted { return nil }
                counts[owner, default: 0] += 1
                guard counts[owner] == limit + 1 else { return nil }
                let place = owner.link == nil ? "\(filter.attachment)" : "the qdisc \(owner.attachment)"
                return link.error(
                    .tooManyPriorities,
                    "\(place) has more than \(limit) priorities of u32: the kernel has no number for the table of another",
                    help: "let filters share a priority: `priority: 1`", source: "net/sched/cls_u32.c gen_new_htid", on: filter)
            }
        }
    }

    static let sharedBlocks = Check(finds: [.unboundBlock, .blockInTwoLinks]
    ) { facts in
        let bound = Set(facts.writtenLinks.flatMap(\.link.qdiscs).flatMap(\.sideBlocks))
        var told: Set<UInt32> = []
        var holders: [UInt32: String] = [:]
        return facts.writtenLinks.map(\.link).flatMap { link in
            link.filters.compactMap { filter in
                guard case .block(let number) = filter.attachment else { return nil }
                func error(_ id: Diagnostic.ID, _ message: String, help: String) -> Diagnostic {
                    Diagnostic(
                        .error, id: id, message, help: help, subject: Subject(.filter, link.name, filter.name), at: filter.at.location)
                }
                let holder = holders[number] ?? link.name
                holders[number] = holder
                if holder != link.name, told.insert(number).inserted {
                    return error(
                        .blockInTwoLinks, "block \(number) has filters with link `\(holder)` as well",
                        help: "write them once: they apply to all links that bind the block")
                }
                guard !bound.contains(number), told.insert(number).inserted else { return nil }
                return error(.unboundBlock, "no qdisc binds block \(number)", help: "`Ingress(block: \(number))` does")
            }
        }
    }
}

extension Handle {
    /// The qdisc of the filters there: both sides of clsact belong to one.
    fileprivate var qdiscOfFilters: Handle { self == .ingress || self == .egress ? .ingressQdisc : qdisc }
}
