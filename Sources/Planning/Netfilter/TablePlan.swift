import Netfilter
import WeirModel

/// The steps from one live table to the desired one of the same name.
///
/// Deletions come first (rules and elements before the objects that they refer to), then additions, in reverse order.
struct TablePlan {
    private(set) var operations: [Operation] = []
    private(set) var differences: [Difference] = []

    let desired: CompiledTable
    let live: CompiledTable
    /// The deleted objects, including those that are created again.
    private var dying = References()
    private var deletions = Deletions()
    private var additions = Additions()

    private struct Deletions {
        var rules: [Operation.Action] = []
        var elements: [Operation.Action] = []
        var sets: [Operation.Action] = []
        var chains: [Operation.Action] = []
        var objects: [Operation.Action] = []
    }

    private struct Additions {
        typealias Step = (action: Operation.Action, at: Located)
        var table: [Step] = []
        var objects: [Step] = []
        var sets: [Step] = []
        var chains: [Step] = []
        var elements: [Step] = []
        var rules: [Step] = []
    }

    init(desired: CompiledTable, live: CompiledTable) {
        self.desired = desired
        self.live = live
        guard !mustBeMadeAnew() else {
            operations = [operation(.deleteTable)] + Self.making(desired.keepingElements(of: live))
            return
        }
        compareTable()
        let objects = pair(desired.objects, live.objects, by: \.key)
        let flowtables = pair(desired.flowtables, live.flowtables, by: \.name)
        let sets = pair(desired.sets, live.sets, by: \.name)
        let chains = pair(desired.chains, live.chains, by: \.name)
        // References from rules and elements are only known to break once all that dies is known.
        objects.forEach { comparing($0.desired, $0.live) }
        flowtables.forEach { comparing($0.desired, $0.live) }
        chains.forEach { comparing($0.desired, $0.live) }
        let filled = setsFilledByPackets()
        func filling(_ set: CompiledSet?) -> SetPlan.Filling {
            set?.isManagedElsewhere == true ? .others : filled.contains(set?.name ?? "") ? .packets : .policy
        }
        sets.forEach { comparing($0.desired, $0.live, filling($0.desired)) }
        let gone = dying.leaving(desired)
        sets.forEach { elements($0.desired, $0.live, gone, filling($0.desired)) }
        chains.forEach { rules($0.desired, $0.live) }
        assemble()
    }

    /// All steps that make a table that is not there.
    static func making(_ table: CompiledTable) -> [Operation] {
        var steps: [Additions.Step] = [(.addTable(flags: table.flags, userdata: table.userdata), table.at)]
        steps += table.objects.map { (.addObject($0), $0.at) }
        steps += table.flowtables.map { (.addFlowtable($0), $0.at) }
        steps += table.sets.map { (.addSet(name: $0.name, $0.specification), $0.at) }
        steps += table.chains.map { (.addChain($0), $0.at) }
        steps += table.sets.filter { !$0.elements.isEmpty }.map { (.addElements(set: $0.name, $0.elements), $0.at) }
        for chain in table.chains {
            for index in chain.rules.indices {
                steps.append((.addRule(chain.rules[index], chain: chain.name, .append), chain.ruleLocation(index)))
            }
        }
        return steps.map { Operation($0.action, family: table.family, table: table.name, at: $0.at) }
    }

    private func operation(_ action: Operation.Action, at: Located = Located()) -> Operation {
        Operation(action, family: desired.family, table: desired.name, at: at)
    }

    private mutating func assemble() {
        let gone = deletions.rules + deletions.elements + deletions.sets + deletions.chains + deletions.objects
        let made =
            additions.table + additions.objects + additions.sets + additions.chains + additions.elements + additions.rules
        operations = gone.map { operation($0) } + made.map { operation($0.action, at: $0.at) }
    }

    private mutating func report(
        _ change: Difference.Change, _ subject: Difference.Subject, live: Difference.Content? = nil, desired: Difference.Content? = nil,
        lost: [String] = [], at: Located
    ) {
        differences.append(
            Difference(
                change, family: self.desired.family, table: self.desired.name, subject, live: live, desired: desired, lost: lost, at: at))
    }

    private mutating func report(_ subject: Difference.Subject, _ attributes: [AttributeChange], lost: [String] = [], at: Located) {
        for (index, attribute) in attributes.enumerated() {
            report(
                .changed, subject, live: .text(attribute.live), desired: .text(attribute.desired), lost: index == 0 ? lost : [], at: at)
        }
    }
}

// MARK: the table itself

extension TablePlan {
    /// The kernel updates a table's dormant flag in place, and nothing else of it.
    private mutating func mustBeMadeAnew() -> Bool {
        let attributes = desired.attributeChanges(from: live).filter { !$0.inPlace }
        let unknown = zip(
            desired.objects.filter { $0.definition.kind == nil }.sorted { $0.name < $1.name },
            live.objects.filter { $0.definition.kind == nil }.sorted { $0.name < $1.name }
        ).contains { $0.definition != $1.definition || $0.name != $1.name }
        let counts = (desired.objects.count { $0.definition.kind == nil }, live.objects.count { $0.definition.kind == nil })
        guard !attributes.isEmpty || unknown || counts.0 < counts.1 else { return false }
        report(.table, attributes, lost: Loss.of(live.chains.lazy.flatMap(\.rules)) + ["the whole table is created again"], at: desired.at)
        if attributes.isEmpty {
            report(.changed, .table, desired: .text("an object of a type that can not be deleted alone"), at: desired.at)
        }
        return true
    }

    private mutating func compareTable() {
        let attributes = desired.attributeChanges(from: live)
        guard !attributes.isEmpty else { return }
        report(.table, attributes, at: desired.at)
        additions.table.append((.addTable(flags: desired.flags, userdata: desired.userdata), desired.at))
    }
}

// MARK: objects and flowtables

extension TablePlan {
    private mutating func comparing(_ desired: CompiledObject?, _ live: CompiledObject?) {
        let name = desired?.name ?? live?.name ?? ""
        let kind = (desired?.definition ?? live?.definition)?.kind?.rawValue ?? "object"
        let subject = Difference.Subject.object(name, kind: kind)
        guard let live else {
            guard let desired else { return }
            report(.added, subject, desired: .text(desired.definition.summary), at: desired.at)
            additions.objects.append((.addObject(desired), desired.at))
            return
        }
        guard let desired else {
            report(.removed, subject, live: .text(live.definition.summary), lost: Loss.of(live.definition), at: self.desired.at)
            delete(live)
            return
        }
        let attributes = desired.attributeChanges(from: live)
        guard !attributes.isEmpty else { return }
        let inPlace = attributes.allSatisfy(\.inPlace)
        report(subject, attributes, lost: inPlace ? [] : Loss.of(live.definition), at: desired.at)
        if !inPlace { delete(live) }
        additions.objects.append((.addObject(desired), desired.at))
    }

    private mutating func delete(_ object: CompiledObject) {
        guard let kind = object.definition.kind else { return }
        dying.objects.insert(object.key)
        deletions.objects.append(.deleteObject(name: object.name, kind))
    }

    private mutating func comparing(_ desired: Flowtable?, _ live: Flowtable?) {
        let subject = Difference.Subject.flowtable(desired?.name ?? live?.name ?? "")
        guard let live else {
            guard let desired else { return }
            report(.added, subject, at: desired.at)
            additions.objects.append((.addFlowtable(desired), desired.at))
            return
        }
        guard let desired else {
            report(.removed, subject, lost: ["the flows in it"], at: self.desired.at)
            delete(live)
            return
        }
        let attributes = desired.attributeChanges(from: live)
        guard !attributes.isEmpty else { return }
        let inPlace = attributes.allSatisfy(\.inPlace)
        report(subject, attributes, lost: inPlace ? [] : ["the flows in it"], at: desired.at)
        guard inPlace else {
            delete(live)
            additions.objects.append((.addFlowtable(desired), desired.at))
            return
        }
        let gone = live.devices.filter { !desired.devices.contains($0) }
        if !gone.isEmpty { deletions.objects.append(.deleteFlowtableDevices(live.name, devices: gone)) }
        if desired.counter != live.counter || desired.devices.contains(where: { !live.devices.contains($0) }) {
            additions.objects.append((.addFlowtable(desired), desired.at))
        }
    }

    private mutating func delete(_ flowtable: Flowtable) {
        dying.flowtables.insert(flowtable.name)
        deletions.objects.append(.deleteFlowtable(flowtable.name))
    }
}

// MARK: chains and rules

extension TablePlan {
    private mutating func comparing(_ desired: CompiledChain?, _ live: CompiledChain?) {
        let subject = Difference.Subject.chain(desired?.name ?? live?.name ?? "")
        guard let live else {
            guard let desired else { return }
            report(.added, subject, desired: .text(desired.summary), at: desired.at)
            additions.chains.append((.addChain(desired), desired.at))
            return
        }
        guard let desired else {
            report(.removed, subject, live: .text(live.summary), lost: Loss.of(live.rules), at: self.desired.at)
            dying.chains.insert(live.name)
            return
        }
        let attributes = desired.attributeChanges(from: live)
        guard !attributes.isEmpty else { return }
        report(subject, attributes, at: desired.at)
        if !attributes.allSatisfy(\.inPlace) { dying.chains.insert(live.name) }
        additions.chains.append((.addChain(desired.sayingItsPolicy), desired.at))
    }

    private mutating func rules(_ desired: CompiledChain?, _ live: CompiledChain?) {
        let name = desired?.name ?? live?.name ?? ""
        if let live, dying.chains.contains(name) {
            if live.rules.contains(where: { References(of: $0).contains(anyOf: dying) }) { deletions.rules.append(.flushChain(name)) }
            deletions.chains.append(.deleteChain(name))
        }
        guard let desired else { return }
        let plan = ChainPlan(desired: desired, live: live ?? CompiledChain(name: name), dying: dying)
        if live != nil, !dying.chains.contains(name) {
            deletions.rules += plan.deletions
            additions.rules += plan.additions
        } else {
            let alignment = RuleAlignment(live: live?.rules ?? [], desired: desired.rules)
            for index in desired.rules.indices {
                let rule = live.map { alignment.carrying(index, desired, $0) } ?? desired.rules[index]
                additions.rules.append((.addRule(rule, chain: name, .append), desired.ruleLocation(index)))
            }
        }
        for difference in plan.differences {
            report(
                difference.change, .rule(chain: name, position: difference.position), live: difference.live.map { .rule($0) },
                desired: difference.desired.map { .rule($0) }, lost: difference.lost, at: difference.at)
            differences[differences.count - 1].livePosition = difference.livePosition
        }
    }
}

extension CompiledChain {
    /// The chain with an explicit policy: without one, the kernel leaves that of an existing chain unchanged.
    fileprivate var sayingItsPolicy: CompiledChain {
        var chain = self
        chain.base?.policy = base?.policy ?? .accept
        return chain
    }
}

// MARK: sets and elements

extension TablePlan {
    /// Sets to which a desired rule adds elements as packets pass.
    private func setsFilledByPackets() -> Set<String> {
        guard live.sets.contains(where: { $0.specification.flags & SetSpecification.evalFlag != 0 }) else { return [] }
        var names: Set<String> = []
        for chain in desired.chains {
            for rule in chain.rules {
                for case .dynset(let dynset) in rule.expressions { names.insert(dynset.set) }
            }
        }
        return names
    }

    private mutating func comparing(_ desired: CompiledSet?, _ live: CompiledSet?, _ filling: SetPlan.Filling) {
        let subject = Difference.Subject.set(desired?.name ?? live?.name ?? "", isMap: (desired ?? live)?.isMap ?? false)
        guard let live else {
            guard let desired else { return }
            report(.added, subject, desired: .text(desired.countWords), at: desired.at)
            additions.sets.append((.addSet(name: desired.name, desired.specification), desired.at))
            return
        }
        guard let desired else {
            report(.removed, subject, lost: live.count == 0 ? [] : [live.countWords], at: self.desired.at)
            delete(live)
            return
        }
        let attributes = desired.attributeChanges(from: live)
        let fits = desired.specification.holdsSameElements(as: live.specification)
        if !attributes.isEmpty {
            report(subject, attributes, lost: fits || live.elements.isEmpty ? [] : [live.countWords], at: desired.at)
        }
        // The kernel refuses changes to the elements of a constant set that a rule refers to.
        let frozen =
            desired.specification.flags & SetSpecification.constantFlag != 0
            && !SetPlan(desired: desired, live: live, dying: References(), filling: filling).isEmpty
        guard !attributes.isEmpty || frozen else { return }
        delete(live)
        additions.sets.append((.addSet(name: desired.name, desired.specification), desired.at))
    }

    private mutating func delete(_ set: CompiledSet) {
        dying.sets.insert(set.name)
        deletions.sets.append(.deleteSet(set.name))
    }

    private mutating func elements(_ desired: CompiledSet?, _ live: CompiledSet?, _ gone: References, _ filling: SetPlan.Filling) {
        guard let desired else { return }
        guard let live, desired.specification.holdsSameElements(as: live.specification) else {
            addElements(desired.elements, to: desired)
            return
        }
        let plan = SetPlan(desired: desired, live: live, dying: dying, gone: gone, filling: filling)
        let subject = Difference.Subject.elements(set: desired.name, isMap: desired.isMap)
        if !plan.removed.isEmpty { report(.removed, subject, live: .elements(plan.removed, live), at: desired.at) }
        if !plan.added.isEmpty { report(.added, subject, desired: .elements(plan.added, desired), at: desired.at) }
        if !plan.changed.desired.isEmpty {
            report(
                .changed, subject, live: .elements(plan.changed.live, live), desired: .elements(plan.changed.desired, desired),
                at: desired.at)
        }
        if dying.sets.contains(desired.name) {
            addElements(plan.whole, to: desired)
            return
        }
        if !plan.deletions.isEmpty {
            deletions.elements.append(plan.deletesAll ? .flushSet(live.name) : .deleteElements(set: live.name, plan.deletions))
        }
        addElements(plan.additions, to: desired)
    }

    private mutating func addElements(_ elements: SetElements, to set: CompiledSet) {
        guard !elements.isEmpty else { return }
        additions.elements.append((.addElements(set: set.name, elements), set.at))
    }
}

extension CompiledSet {
    /// `NFT_SET_MAP`, `NFT_SET_OBJECT`.
    fileprivate var isMap: Bool { specification.flags & 0x48 != 0 }
    fileprivate var countWords: String { "\(count) element\(count == 1 ? "" : "s")" }
    /// Elements of a set that no policy names need not have been read.
    fileprivate var count: Int { elements.isEmpty ? Int(elementCount ?? 0) : elements.count }
}

extension CompiledTable {
    /// The table as it is made in the place of a live one: with the elements that other programs manage.
    func keepingElements(of live: CompiledTable) -> CompiledTable {
        var table = self
        let held = Dictionary(live.sets.map { ($0.name, $0) }) { first, _ in first }
        for index in table.sets.indices where table.sets[index].isManagedElsewhere {
            let set = table.sets[index]
            guard let current = held[set.name], set.specification.holdsSameElements(as: current.specification) else { continue }
            table.sets[index].elements =
                SetPlan(
                    desired: set, live: current, dying: References(of: self), gone: References(of: live).leaving(self), filling: .others
                ).whole
        }
        return table
    }
}

/// The items of two lists with the same key, in the desired order, then those that are only live.
private func pair<Item, Key: Hashable>(_ desired: [Item], _ live: [Item], by key: (Item) -> Key) -> [(desired: Item?, live: Item?)] {
    var free = Dictionary(live.map { (key($0), $0) }) { first, _ in first }
    let named = desired.map { (desired: Optional($0), live: free.removeValue(forKey: key($0))) }
    return named + live.compactMap { free.removeValue(forKey: key($0)) }.map { (desired: nil, live: $0) }
}
