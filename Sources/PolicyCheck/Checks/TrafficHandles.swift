internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let trafficHandles = Check(
        finds: [.duplicateQdisc, .duplicateHandle, .handleOutOfRange],
        link: { facts in
            var found: [Diagnostic] = []
            var handles: Set<Handle> = []
            var parents: Set<Handle> = []
            for qdisc in facts.link.qdiscs {
                if !parents.insert(qdisc.parent).inserted {
                    found.append(
                        facts.error(
                            .duplicateQdisc, "there are two qdiscs at \(qdisc.parent)", help: "one place has one qdisc",
                            on: qdisc))
                }
                guard let handle = qdisc.handle else { continue }
                if !handles.insert(handle).inserted {
                    found.append(
                        facts.error(
                            .duplicateHandle, "two qdiscs have the handle \(handle)", help: "give one another, or none", on: qdisc))
                }
                // 0xffff is the handle of ingress and clsact too, and any other qdisc's where the link has neither.
                if handle.major == 0 {
                    found.append(
                        facts.error(
                            .handleOutOfRange, "no qdisc can have the handle \(handle)", help: "take one from 1 to 0xffff",
                            on: qdisc))
                }
            }
            var ids: Set<Handle> = []
            for item in facts.classes {
                if item.id.minor == 0 {
                    found.append(
                        facts.error(
                            .handleOutOfRange, "class 0 is the qdisc itself", help: "take a number from 1 to 0xffff", on: item))
                } else if !ids.insert(item.id).inserted {
                    found.append(
                        facts.error(
                            .duplicateHandle, "\(item.words) is a duplicate", help: "give one another number", on: item))
                }
            }
            return found + filterHandles(facts)
        })

    private static func filterHandles(_ facts: LinkFinding) -> [Diagnostic] {
        struct Place: Hashable {
            var filters: FilterPlace
            var handle: UInt32
            var table: UInt32?
            var bucket: UInt32?
        }
        var found: [Diagnostic] = []
        var taken: Set<Place> = []
        for filter in facts.filters {
            guard let handle = filter.handle else { continue }
            let u32 = filter.classifier.as(Filter.U32.self)
            if let u32, u32.divisor == nil, handle == 0 || handle > 0xfff {
                found.append(
                    facts.error(
                        .handleOutOfRange,
                        "a filter of u32 is identified by its number within its bucket, from 1 to 0xfff, not 0x\(String(handle, radix: 16))",
                        help: "`table` and `bucket` give its place", on: filter))
            }
            // Without an explicit priority, each filter gets a separate one.
            guard filter.priority != nil else { continue }
            let place = Place(filters: filter.place, handle: handle, table: u32?.table, bucket: u32?.bucket)
            if !taken.insert(place).inserted {
                found.append(
                    facts.error(
                        .duplicateHandle, "two filters of one priority have the handle 0x\(String(handle, radix: 16))",
                        help: "give one another, or none",
                        on: filter))
            }
        }
        return found
    }
}
