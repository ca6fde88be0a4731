import WeirModel

extension PolicyCheck {
    static let filterPriorities = PolicyCheck("filters that share a priority and can't", finds: ["priority-conflict"], link: { facts in
        struct Place: Hashable {
            var attachment: Attachment
            var chain: UInt32
            var priority: UInt16
        }
        var first: [Place: Filter] = [:]
        var found: [Diagnostic] = []
        for filter in facts.filters {
            guard let priority = filter.priority else { continue }
            let place = Place(attachment: filter.attachment, chain: filter.chain, priority: priority)
            guard let other = first[place] else {
                first[place] = filter
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
                    "priority-conflict", "two filters of priority \(priority) have different \(difference)",
                    help: "a priority has one protocol and one classifier; what matches both IP families is two filters", source: "net/sched/cls_api.c", on: filter.name, at: filter.at))
        }
        return found
    })

    static let filterActions = PolicyCheck("actions that the kernel does not take", finds: ["too-many-actions", "too-long", "runs-nowhere"], link: { facts in
        var found: [Diagnostic] = []
        for filter in facts.filters {
            func error(_ id: String, _ message: String, _ help: String?) { found.append(facts.error(id, message, help: help, on: filter.name, at: filter.at)) }
            // TCA_ACT_MAX_PRIO; the kernel keeps the first 32 and says nothing.
            if filter.actions.count > 32 { error("too-many-actions", "a filter has \(filter.actions.count) actions: the kernel takes 32", "go on in another chain") }
            for action in filter.actions {
                if let cookie = action.cookie, cookie.bytes.count > 16 { error("too-long", "the cookie of \(action.kind) has \(cookie.bytes.count) bytes: the kernel takes 16", nil) }
            }
            if filter.flags.isSuperset(of: [.skipHardware, .skipSoftware]) { error("runs-nowhere", "the filter runs neither in hardware nor in software", nil) }
        }
        return found
    })

    static let sharedBlocks = PolicyCheck("blocks of filters that nothing binds", finds: ["unbound-block"]) { facts in
        let bound = Set(facts.writtenLinks.flatMap { $0.qdiscs.flatMap { [$0.ingressBlock, $0.egressBlock] } }.compactMap { $0 })
        var told: Set<UInt32> = []
        return facts.writtenLinks.flatMap { link in
            link.filters.compactMap { filter in
                guard case .block(let number) = filter.attachment, !bound.contains(number), told.insert(number).inserted else { return nil }
                return Diagnostic(
                    .error, id: "unbound-block", "no qdisc binds block \(number)", help: "`Ingress(block: \(number))` does", subject: "\(link.name) \(filter.name)",
                    at: filter.at.location)
            }
        }
    }
}
