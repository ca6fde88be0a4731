import WeirModel

/// The plan for one link: deletes filters, then changes and adds objects from the root down, then deletes classes and qdiscs.
struct LinkPlanner {
    private let wanted: LinkIndex
    private let held: LinkIndex
    let facts: LinkDefaults
    var actions: SharedActions

    var differences: [TrafficControlDifference] = []
    var foreign: [String] = []
    private var early: [TrafficControlStep] = []
    private var middle: [TrafficControlStep] = []
    private var lateFilters: [TrafficControlStep] = []
    private var late: [TrafficControlStep] = []
    /// Live qdiscs and classes that are removed as a whole, with everything attached to them.
    private var goneQdiscs: Set<Handle> = []
    private var goneClasses: Set<Handle> = []
    /// Live filters that make room for their class to be moved.
    private var unbound: Set<Filter> = []

    init(desired: LinkConfiguration, live: LinkConfiguration, actions: SharedActions) {
        wanted = LinkIndex(desired)
        held = LinkIndex(live)
        facts = live.facts ?? LinkDefaults()
        self.actions = actions
    }

    private var desired: LinkConfiguration { wanted.link }
    private var live: LinkConfiguration { held.link }

    /// Removals that nothing waits for come last, so that they need no undo if the kernel refuses something. Classes are removed after the
    /// filters that lead to them.
    var steps: [TrafficControlStep] { early + middle + lateFilters + late }

    mutating func run() {
        let managesRoot = desired.qdiscs.contains { $0.parent != .clsact }
        let managesClsact = desired.qdiscs.contains { $0.parent == .clsact }
        planQdiscs(managesRoot: managesRoot, managesClsact: managesClsact)
        planFilters(managesRoot: managesRoot, managesClsact: managesClsact)
    }

    mutating func note(
        _ object: TrafficControlObject, _ change: TrafficControlDifference.Change, _ fields: [TrafficControlDifference.Field] = [],
        at location: Located? = nil
    ) {
        differences.append(TrafficControlDifference(link: desired.name, .object(object), change, fields: fields, at: location?.location))
    }

    /// - Parameter place: what of the policy asks for it, where that is not the object; else the link.
    func step(
        _ verb: TrafficControlStep.Verb, _ object: TrafficControlObject, undo: [TrafficControlStep] = [], impact: String? = nil,
        at place: Located? = nil
    ) -> TrafficControlStep {
        TrafficControlStep(
            link: desired.name, verb, object, undo: undo, impact: impact, at: Located(place?.location ?? desired.at.location))
    }

    func add(_ object: TrafficControlObject) -> TrafficControlStep { step(.add, object, undo: [step(.delete, object)]) }

    // MARK: Qdiscs and classes

    private mutating func planQdiscs(managesRoot: Bool, managesClsact: Bool) {
        for qdisc in live.qdiscs where !wanted.qdiscs.contains(qdisc.parent) {
            let isManaged = qdisc.parent == .clsact ? managesClsact : managesRoot
            if !isManaged { foreign.append("\(TrafficControlObject.qdisc(qdisc).name) on \(live.name)") }
        }
        // From the root down: replacing a qdisc removes everything below it.
        for asked in desired.qdiscs.parentsFirst(classes: desired.classes) {
            let found = held.qdiscs[asked.parent].first
            let qdisc = asked.resolved(beside: found)
            if let found, !isGone(found.parent.qdisc) || found.parent == .root || found.parent == .clsact,
                !goneClasses.contains(found.parent)
            {
                plan(qdisc, over: found)
            } else {
                // An object that exists and only goes along with its parent is not a difference.
                let isThere =
                    found.map { qdisc.isSatisfied(by: $0, on: facts) && (qdisc.handle == nil || qdisc.handle == $0.handle) } ?? false
                if !isThere { note(.qdisc(qdisc), .missing, at: qdisc.at) }
                middle.append(add(.qdisc(qdisc)))
            }
            planClasses(of: qdisc)
        }
        if managesRoot { removeExtraQdiscs() }
    }

    private func isGone(_ handle: Handle) -> Bool { goneQdiscs.contains(handle) }

    private mutating func plan(_ qdisc: Qdisc, over found: Qdisc) {
        let hasOtherHandle = qdisc.handle != nil && qdisc.handle != found.handle
        let blocksMoved = qdisc.ingressBlock != found.ingressBlock || qdisc.egressBlock != found.egressBlock
        if !hasOtherHandle, !blocksMoved, qdisc.isSatisfied(by: found, on: facts) { return }
        note(.qdisc(qdisc), .changed, qdisc.differences(from: found, on: facts), at: qdisc.at)
        let mine = qdisc.canonical(on: facts)
        let theirs = found.canonical(on: facts)
        if !hasOtherHandle, !blocksMoved, qdisc.kind == found.kind, theirs.options.obstacle(changingTo: mine.options) == nil {
            var changed = mine
            changed.handle = found.handle
            middle.append(step(.change, .qdisc(changed), undo: [step(.change, .qdisc(found))]))
            return
        }
        let subtree = subtree(of: found)
        markGone(subtree)
        let impact = "packets that wait in \(found.kind) at \(found.parent) are dropped"
        if !hasOtherHandle, isBelowTaprio(found) {
            graft(qdisc, over: found, undo: [step(.replace, .qdisc(found))] + subtree.dropFirst().map { step(.add, $0) }, impact)
        } else if hasOtherHandle, found.parent != .clsact {
            // The new qdisc takes the place of the old one in one go.
            middle.append(
                step(
                    .replace, .qdisc(qdisc), undo: [step(.replace, .qdisc(found))] + subtree.dropFirst().map { step(.add, $0) },
                    impact: impact))
        } else {
            middle.append(step(.delete, .qdisc(found), undo: subtree.map { step(.add, $0) }, impact: impact, at: qdisc.at))
            middle.append(add(.qdisc(qdisc)))
        }
    }

    /// Kernels before 6.5 find a taprio in software where its child is, and so can't delete the child; they put another one in its place.
    /// As one of the same kind would be a change, a fifo goes in between.
    private mutating func graft(_ qdisc: Qdisc, over found: Qdisc, undo: [TrafficControlStep], _ impact: String) {
        guard qdisc.kind == found.kind || qdisc.handle != nil else {
            return middle.append(step(.replace, .qdisc(qdisc), undo: undo, impact: impact))
        }
        let fifo = TrafficControlObject.qdisc(Qdisc(Qdisc.PFIFO(), parent: found.parent))
        middle.append(step(.replace, fifo, undo: undo, impact: impact, at: qdisc.at))
        middle.append(step(.replace, .qdisc(qdisc), undo: [step(.replace, fifo)]))
    }

    private func isBelowTaprio(_ qdisc: Qdisc) -> Bool { held.qdisc(qdisc.parent.qdisc)?.kind == Qdisc.Taprio.kind }

    private mutating func planClasses(of qdisc: Qdisc) {
        guard let handle = qdisc.handle else { return }
        var facts = self.facts
        facts.rateToQuantum = qdisc.options.as(Qdisc.HTB.self)?.rateToQuantum ?? 10
        let mine = wanted.classes[handle].filter(\.isMadeByAuthor).parentsFirst()
        let theirs = isGone(handle) ? [] : held.classes[handle].filter { !goneClasses.contains($0.id) }
        for wanted in mine {
            guard let found = held.trafficClass(wanted.id), !isGone(handle), !goneClasses.contains(found.id) else {
                let isThere =
                    held.trafficClass(wanted.id).map { $0.parent == wanted.parent && wanted.isSatisfied(by: $0, on: facts) } ?? false
                if !isThere { note(.trafficClass(wanted), .missing, at: wanted.at) }
                middle.append(add(.trafficClass(wanted)))
                continue
            }
            if wanted.parent != found.parent {
                note(
                    .trafficClass(wanted), .changed,
                    [.init(name: "parent", desired: wanted.parent.description, live: found.parent.description)], at: wanted.at)
                remove(found, into: \.middle, at: wanted.at)
                middle.append(add(.trafficClass(wanted)))
            } else if !wanted.isSatisfied(by: found, on: facts) {
                let changed = wanted.canonical(on: facts)
                note(
                    .trafficClass(wanted), .changed,
                    changed.options.differences(from: found.canonical(on: facts).options), at: wanted.at)
                middle.append(step(.change, .trafficClass(changed), undo: [step(.change, .trafficClass(found))]))
            }
        }
        let wantedIDs = Set(mine.map(\.id))
        for extra in theirs.reversed() where !wantedIDs.contains(extra.id) && !goneClasses.contains(extra.id) {
            note(.trafficClass(extra), .extra)
            removeOne(extra, into: \.late)
        }
    }

    /// A class and those below it, the lowest first.
    private mutating func remove(_ found: TrafficClass, into list: WritableKeyPath<Self, [TrafficControlStep]>, at place: Located) {
        var order: [TrafficClass] = []
        var waiting = [found]
        while let next = waiting.popLast() {
            goneClasses.insert(next.id)
            order.append(next)
            waiting += held.children[next.id].filter { !goneClasses.contains($0.id) }
        }
        for found in order.reversed() { removeOne(found, into: list, at: place) }
    }

    /// A class with filters that lead to it can't be deleted: they return when it does.
    private mutating func unbind(_ id: Handle, at place: Located?) {
        for filter in held.filtersTo[id] where !goneAttachments.contains(filter.attachment) && unbound.insert(filter).inserted {
            early.append(step(.delete, .filter(filter), undo: [step(.add, .filter(filter))], at: place))
        }
    }

    private mutating func removeOne(_ found: TrafficClass, into list: WritableKeyPath<Self, [TrafficControlStep]>, at place: Located? = nil)
    {
        goneClasses.insert(found.id)
        if list == \.middle { unbind(found.id, at: place) }
        var undo = [step(.add, .trafficClass(found))]
        for leaf in held.qdiscs[found.id] {
            let below = subtree(of: leaf)
            markGone(below)
            undo += below.map { step(.add, $0) }
        }
        undo += held.filters[.parent(found.id)].map { step(.add, .filter($0)) }
        self[keyPath: list].append(
            step(.delete, .trafficClass(found), undo: undo, impact: "packets that wait in class \(found.id) are dropped", at: place))
    }

    private mutating func removeExtraQdiscs() {
        for qdisc in live.qdiscs.reversed() where !wanted.qdiscs.contains(qdisc.parent) && qdisc.parent != .clsact {
            guard !isGone(qdisc.handle ?? .none), !goneClasses.contains(qdisc.parent), !isGone(qdisc.parent.qdisc) || qdisc.parent == .root
            else { continue }
            if isQueueLeaf(qdisc), qdisc.isPlainDefault(on: facts) { continue }
            note(.qdisc(qdisc), .extra)
            let below = subtree(of: qdisc)
            markGone(below)
            if isQueueLeaf(qdisc) {
                // Without its qdisc a hardware queue would send nothing.
                let plain = Qdisc(Qdisc.PFIFOFast(), parent: qdisc.parent)
                late.append(step(.replace, .qdisc(plain), undo: [step(.replace, .qdisc(qdisc))] + below.dropFirst().map { step(.add, $0) }))
            } else {
                late.append(
                    step(
                        .delete, .qdisc(qdisc), undo: below.map { step(.add, $0) },
                        impact: "packets that wait in \(qdisc.kind) at \(qdisc.parent) are dropped"))
            }
        }
    }

    private func isQueueLeaf(_ qdisc: Qdisc) -> Bool {
        held.qdisc(qdisc.parent.qdisc)?.isMultiqueue == true
    }

    // MARK: Everything attached to a qdisc

    /// The qdisc itself, then everything attached to it, in the order of creation.
    private func subtree(of qdisc: Qdisc) -> [TrafficControlObject] {
        var objects: [TrafficControlObject] = []
        var seen: Set<Handle> = []
        // A qdisc's filters come after everything attached to its classes.
        var waiting: [(qdisc: Qdisc, isBuilt: Bool)] = [(qdisc, false)]
        while let (qdisc, isBuilt) = waiting.popLast() {
            let classes = qdisc.handle.map { held.classes[$0] } ?? []
            if isBuilt {
                let places = Set(attachments(of: qdisc)).union(classes.map { .parent($0.id) })
                objects += held.chains.all(of: places).map { .chain($0) }
                objects += held.filters.all(of: places).inCreationOrder.map { .filter($0) }
                continue
            }
            objects.append(.qdisc(qdisc))
            guard let handle = qdisc.handle, seen.insert(handle).inserted else { continue }
            objects += classes.map { .trafficClass($0) }
            waiting.append((qdisc, true))
            waiting += held.leaves[handle].reversed().filter { $0.handle != handle }.map { ($0, false) }
        }
        return objects
    }

    func attachments(of qdisc: Qdisc) -> [Attachment] {
        if qdisc.parent == .clsact {
            return [
                qdisc.ingressBlock.map { .block($0) } ?? .parent(.ingress), qdisc.egressBlock.map { .block($0) } ?? .parent(.egress),
                .parent(.ingressQdisc),
            ]
        }
        return (qdisc.handle.map { [.parent($0)] } ?? []) + qdisc.eventBlocks.map { .block($0) }
    }

    private mutating func markGone(_ subtree: [TrafficControlObject]) {
        for object in subtree {
            switch object {
            case .qdisc(let qdisc):
                goneQdiscs.insert(qdisc.handle ?? .none)
                goneAttachments.formUnion(attachments(of: qdisc))
            case .trafficClass(let found):
                goneClasses.insert(found.id)
                goneAttachments.insert(.parent(found.id))
            case .chain, .filter, .action: break
            }
        }
    }
    private var goneAttachments: Set<Attachment> = []

    // MARK: Filters

    private mutating func planFilters(managesRoot: Bool, managesClsact: Bool) {
        let hasIngressQdisc = desired.qdiscs.contains { $0.parent == .clsact } || live.qdiscs.contains { $0.parent == .clsact }
        let eventBlocks = Set(live.qdiscs.flatMap(\.eventBlocks))
        func isManaged(_ attachment: Attachment) -> Bool {
            switch attachment {
            case .block(let block) where eventBlocks.contains(block): managesRoot
            case .parent(.ingress), .parent(.egress), .block: managesClsact
            case .parent(.ingressQdisc) where hasIngressQdisc: managesClsact
            case .parent: managesRoot
            }
        }
        // Both ways to name an ingress qdisc's filters are one place.
        func place(_ filter: Filter) -> Attachment {
            hasIngressQdisc && filter.attachment == .parent(.ingressQdisc) ? .parent(.ingress) : filter.attachment
        }
        let mine = Grouped(desired.filters, by: place)
        let theirs = hasIngressQdisc && held.filters.contains(.parent(.ingressQdisc)) ? Grouped(live.filters, by: place) : held.filters
        let emptied = Grouped(live.emptyPriorities ?? [], by: place)
        planChains()
        for attachment in mine.keys + theirs.keys.filter({ !mine.contains($0) }) {
            let wanted = mine[attachment]
            var found = theirs[attachment]
            var back: [Filter] = []
            if !goneAttachments.isEmpty || !unbound.isEmpty {
                // Objects that only go along with a qdisc, or make way for a class, are not differences.
                back = found.filter { goneAttachments.contains($0.attachment) || unbound.contains($0) }
                if !back.isEmpty { found.removeAll { goneAttachments.contains($0.attachment) || unbound.contains($0) } }
            }
            if !found.allSatisfy({ isManaged($0.attachment) }) { found.removeAll { !isManaged($0.attachment) } }
            if wanted.isEmpty, found.isEmpty { continue }
            let empty = emptied[attachment].filter { !goneAttachments.contains($0.attachment) && isManaged($0.attachment) }
            let plan = FilterPlanner(
                link: desired.name, at: desired.at, facts: facts, desired: wanted, live: found, empty: empty, actions: actions)
            actions = plan.actions
            if back.isEmpty {
                differences += plan.differences
            } else {
                var meanings = FilterMeanings(back, facts)
                let there = Set(
                    wanted.filter { filter in meanings.alike(filter).contains { filter.isSatisfied(by: back[$0], on: facts) } }.map(\.name))
                differences += plan.differences.filter { $0.change != .missing || !there.contains($0.subject) }
            }
            // Removals make way for additions: one priority has one protocol and kind.
            early += plan.early
            middle += plan.middle
            lateFilters += plan.late
        }
    }

    private mutating func planChains() {
        func place(_ chain: FilterChain) -> FilterPlace { FilterPlace(chain.attachment, chain: chain.index) }
        let there = Grouped(live.chains, by: place)
        for chain in desired.chains {
            let found = there[place(chain)].first
            if let found, !goneAttachments.contains(chain.attachment) {
                if found.template == chain.template { continue }
                note(.chain(chain), .changed, at: chain.at)
                middle.append(step(.delete, .chain(found), undo: [step(.add, .chain(found))], at: chain.at))
            } else {
                note(.chain(chain), .missing, at: chain.at)
            }
            middle.append(add(.chain(chain)))
        }
        let managed = Set(desired.qdiscs.flatMap(attachments))
        let asked = Set(desired.chains.map(place))
        for chain in live.chains where managed.contains(chain.attachment) && !goneAttachments.contains(chain.attachment) {
            if asked.contains(place(chain)) { continue }
            note(.chain(chain), .extra)
            late.append(step(.delete, .chain(chain), undo: [step(.add, .chain(chain))]))
        }
    }
}

extension TrafficClass {
    /// Classes of the other kinds come and go with their qdisc.
    var isMadeByAuthor: Bool { [HTB.kind, HFSC.kind, DRR.kind, QFQ.kind].contains(kind) || options.isRaw }
}

extension Qdisc {
    /// Whether the kernel itself would make this qdisc for a hardware queue.
    func isPlainDefault(on link: LinkDefaults) -> Bool {
        let defaults: [any TrafficOptions] = [PFIFOFast(), FQCoDel(), FQ(), PFIFO()]
        return sizeTable == nil && defaults.contains { Options($0).canonical(on: link) == options.canonical(on: link) }
    }
}
