internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let trafficClasses = Check(
        finds: [.classKind],
        link: { facts in
            facts.classes.compactMap { item in
                guard let qdisc = facts.qdisc(item.id.qdisc), qdisc.kind != item.kind, !qdisc.options.isRaw, !item.options.isRaw else {
                    return nil
                }
                let has = TrafficClassCatalogue.byName[qdisc.kind] != nil
                return facts.error(
                    .classKind, "\(item.words) is a class of \(item.kind), below a qdisc \(qdisc.kind)",
                    help: has ? "its classes are of \(qdisc.kind) too" : "\(qdisc.kind) has no classes that can be made", on: item)
            }
        })

    /// The kernel attaches a qdisc only to a class without classes below it.
    static let innerClassQdiscs = Check(
        finds: [.qdiscAtInnerClass],
        link: { facts in
            facts.qdiscs.filter { facts.index.children.contains($0.parent) && $0.parent.minor != 0 }.map { qdisc in
                facts.error(
                    .qdiscAtInnerClass, "\(qdisc.words) is at a class that has classes below it: no packet waits there",
                    help: "give the qdisc to the classes below", source: "net/sched/sch_htb.c htb_graft()", on: qdisc)
            }
        })

    static let filterTargets = Check(
        finds: [.undefinedClass],
        link: { facts in
            var found: [Diagnostic] = []
            for filter in facts.filters {
                guard let id = filter.classID, case .parent(let parent) = filter.attachment, !facts.isSide(parent)
                else { continue }
                if let missing = facts.missing(id) {
                    found.append(facts.error(.undefinedClass, "no class \(id)", help: missing, on: filter))
                } else if facts.finds(only: parent.qdisc, id) {
                    found.append(
                        facts.error(
                            .undefinedClass, "class \(id) is not one of qdisc \(parent.qdisc): the filter chooses nothing",
                            help: "name its class: `classid: \"\(Handle(parent.major, id.minor))\"`", on: filter))
                }
            }
            for qdisc in facts.qdiscs {
                guard let handle = qdisc.handle else { continue }
                let number: UInt32? =
                    qdisc.options.as(Qdisc.HTB.self)?.defaultClass ?? qdisc.options.as(Qdisc.HFSC.self)?.defaultClass.map(UInt32.init)
                guard let number, number != 0 else { continue }
                let id = Handle(handle.major, UInt16(truncatingIfNeeded: number))
                guard facts.index.trafficClass(id) == nil else { continue }
                let fate = qdisc.kind == Qdisc.HTB.kind ? "go out unshaped" : "are dropped"
                found.append(
                    Diagnostic(
                        .warning, id: .undefinedClass,
                        "no class \(id): packets that no filter classifies \(fate)",
                        help: "make the class, or name another as the default", subject: facts.subject(of: qdisc), at: qdisc.at.location))
            }
            return found
        })
}

extension LinkFinding {
    /// Whether there are no classes, so that a class is a number for others. The handle of ingress may be a root's if there is no ingress.
    fileprivate func isSide(_ parent: Handle) -> Bool {
        parent == .ingress || parent == .egress || (parent == .ingressQdisc && qdisc(parent).map { $0.parent == .clsact } ?? true)
    }

    /// Whether filters of the qdisc choose from its own classes alone, and this is none. Others read only the minor number.
    fileprivate func finds(only handle: Handle, _ id: Handle) -> Bool {
        guard id.qdisc != handle, let qdisc = qdisc(handle) else { return false }
        return [Qdisc.HTB.kind, Qdisc.HFSC.kind, Qdisc.DRR.kind, Qdisc.QFQ.kind].contains(qdisc.kind)
    }

    /// The fix for a missing class; `nil` if it exists, or if its qdisc isn't part of this policy.
    fileprivate func missing(_ id: Handle) -> String? {
        guard let qdisc = qdisc(id.qdisc), id.minor != 0 else { return nil }
        let bands: UInt32
        switch qdisc.options.options {
        case is Qdisc.HTB, is Qdisc.HFSC, is Qdisc.DRR, is Qdisc.QFQ:
            if index.trafficClass(id) != nil { return nil }
            let numbers = index.classes[id.qdisc].map(\.id)
            if numbers.count > 20 { return "the qdisc has \(numbers.count) others" }
            return numbers.isEmpty
                ? "the qdisc has no classes yet" : "there are \(numbers.sorted().map(\.description).joined(separator: ", "))"
        case let prio as Qdisc.Prio: bands = prio.bands ?? 3
        case let ets as Qdisc.ETS: bands = UInt32(ets.canonical(on: LinkDefaults()).bands ?? 1)
        default: return nil
        }
        return UInt32(id.minor) <= bands ? nil : "\(qdisc.kind) has bands 1 to \(bands)"
    }
}
