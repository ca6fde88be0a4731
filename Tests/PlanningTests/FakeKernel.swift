import Netfilter
import WeirModel

@testable import Planning

/// nf_tables in memory: a transaction is taken step by step, and refused where the kernel would refuse it.
struct FakeKernel {
    enum Refusal: Error, Hashable {
        case noSuchThing(String)
        case exists(String)
        case busy(String)
        case unsupported(String)
    }

    private(set) var tables: [CompiledTable] = []
    private var nextHandle: UInt64 = 1

    init() {}

    init(_ tables: [CompiledTable]) throws {
        for table in tables { try apply(TablePlan.making(table)) }
    }

    mutating func apply(_ operations: [Operation]) throws {
        let before = self
        do {
            for operation in operations { try take(operation) }
        } catch {
            self = before
            throw error
        }
    }

    private mutating func take(_ operation: Operation) throws {
        let index = tables.firstIndex { $0.family == operation.family && $0.name == operation.table }
        if case .addTable(let flags, let userdata) = operation.action {
            if let index {
                tables[index].flags = flags
            } else {
                tables.append(CompiledTable(family: operation.family, name: operation.table, flags: flags, userdata: userdata))
            }
            return
        }
        guard let index else { throw Refusal.noSuchThing("table \(operation.table)") }
        if case .deleteTable = operation.action {
            tables.remove(at: index)
            return
        }
        var table = tables[index]
        try change(&table, operation.action)
        tables[index] = table
    }

    private mutating func handle() -> UInt64 {
        defer { nextHandle += 1 }
        return nextHandle
    }

    private mutating func change(_ table: inout CompiledTable, _ action: Operation.Action) throws {
        switch action {
        case .addTable, .deleteTable: break
        case .addChain(let chain):
            if let index = table.chains.firstIndex(where: { $0.name == chain.name }) {
                guard var base = table.chains[index].base, let desired = chain.base else { throw Refusal.exists(chain.name) }
                guard (base.type, base.hook, base.priority, base.offload) == (desired.type, desired.hook, desired.priority, desired.offload) else {
                    throw Refusal.unsupported("another hook of \(chain.name)")
                }
                base.policy = desired.policy ?? base.policy
                base.devices += desired.devices.filter { !base.devices.contains($0) }
                table.chains[index].base = base
            } else {
                table.chains.append(CompiledChain(name: chain.name, base: chain.base, userdata: chain.userdata))
            }
        case .deleteChain(let name):
            let index = try table.chainIndex(name)
            table.chains[index].rules = []
            table.chains[index].ruleHandles = []
            guard !table.references().chains.contains(name) else { throw Refusal.busy("chain \(name)") }
            table.chains.remove(at: index)
        case .flushChain(let name):
            let index = try table.chainIndex(name)
            table.chains[index].rules = []
            table.chains[index].ruleHandles = []
        case .addRule(let rule, let chain, let position):
            try table.checkReferences(References(of: rule))
            let index = try table.chainIndex(chain)
            let place =
                switch position {
                case .append: table.chains[index].rules.count
                case .prepend: 0
                case .after(let handle): try table.ruleIndex(index, handle) + 1
                case .before(let handle): try table.ruleIndex(index, handle)
                }
            table.chains[index].rules.insert(rule, at: place)
            table.chains[index].ruleHandles.insert(handle(), at: place)
        case .replaceRule(let rule, let chain, let old):
            try table.checkReferences(References(of: rule))
            let index = try table.chainIndex(chain)
            let place = try table.ruleIndex(index, old)
            table.chains[index].rules[place] = rule
            table.chains[index].ruleHandles[place] = handle()
        case .deleteRule(let chain, let handle):
            let index = try table.chainIndex(chain)
            let place = try table.ruleIndex(index, handle)
            table.chains[index].rules.remove(at: place)
            table.chains[index].ruleHandles.remove(at: place)
        case .addSet(let name, let specification):
            guard !table.sets.contains(where: { $0.name == name }) else { throw Refusal.exists("set \(name)") }
            table.sets.append(CompiledSet(name: name, specification: specification))
        case .deleteSet(let name):
            let index = try table.setIndex(name)
            guard !table.references().sets.contains(name) else { throw Refusal.busy("set \(name)") }
            table.sets.remove(at: index)
        case .addElements(let name, let elements):
            let index = try table.setIndex(name)
            var all = Array(table.sets[index].elements)
            for element in elements {
                try table.checkReferences(References(of: element, in: table.sets[index].specification))
                guard !all.contains(where: { $0.key == element.key && $0.keyEnd == element.keyEnd && $0.flags == element.flags }) else {
                    throw Refusal.exists("element \(element.key)")
                }
                all.append(element)
            }
            table.sets[index].elements = SetElements(all)
        case .deleteElements(let name, let elements):
            let index = try table.setIndex(name)
            var all = Array(table.sets[index].elements)
            for element in elements {
                guard let place = all.firstIndex(where: { $0.key == element.key && $0.keyEnd == element.keyEnd && $0.flags == element.flags }) else {
                    throw Refusal.noSuchThing("element \(element.key)")
                }
                all.remove(at: place)
            }
            table.sets[index].elements = SetElements(all)
        case .flushSet(let name): table.sets[try table.setIndex(name)].elements = SetElements()
        case .addObject(let object):
            if let index = table.objects.firstIndex(where: { $0.key == object.key }) {
                // The kernel ignores what it can't update.
                if object.definition.updatesInPlace { table.objects[index].definition = object.definition }
            } else {
                table.objects.append(object)
            }
        case .deleteObject(let name, let kind):
            guard let index = table.objects.firstIndex(where: { $0.name == name && $0.definition.kind == kind }) else {
                throw Refusal.noSuchThing("object \(name)")
            }
            guard !table.references().objects.contains(table.objects[index].key) else { throw Refusal.busy("object \(name)") }
            table.objects.remove(at: index)
        case .addFlowtable(let flowtable):
            if let index = table.flowtables.firstIndex(where: { $0.name == flowtable.name }) {
                guard table.flowtables[index].priority == flowtable.priority else { throw Refusal.unsupported("priority of \(flowtable.name)") }
                table.flowtables[index].devices += flowtable.devices.filter { !table.flowtables[index].devices.contains($0) }
                table.flowtables[index].counter = flowtable.counter
            } else {
                table.flowtables.append(flowtable)
            }
        case .deleteFlowtable(let name):
            guard !table.references().flowtables.contains(name) else { throw Refusal.busy("flowtable \(name)") }
            table.flowtables.removeAll { $0.name == name }
        case .deleteFlowtableDevices(let name, let devices):
            guard let index = table.flowtables.firstIndex(where: { $0.name == name }) else { throw Refusal.noSuchThing("flowtable \(name)") }
            table.flowtables[index].devices.removeAll { devices.contains($0) }
        }
    }
}

extension CompiledTable {
    fileprivate func chainIndex(_ name: String) throws -> Int {
        guard let index = chains.firstIndex(where: { $0.name == name }) else { throw FakeKernel.Refusal.noSuchThing("chain \(name)") }
        return index
    }

    fileprivate func setIndex(_ name: String) throws -> Int {
        guard let index = sets.firstIndex(where: { $0.name == name }) else { throw FakeKernel.Refusal.noSuchThing("set \(name)") }
        return index
    }

    fileprivate func ruleIndex(_ chain: Int, _ handle: UInt64) throws -> Int {
        guard let index = chains[chain].ruleHandles.firstIndex(of: handle) else { throw FakeKernel.Refusal.noSuchThing("rule \(handle)") }
        return index
    }

    /// All that rules and elements refer to now.
    fileprivate func references() -> References {
        var all = References()
        for chain in chains { for rule in chain.rules { all.formUnion(References(of: rule)) } }
        for set in sets { for element in set.elements { all.formUnion(References(of: element, in: set.specification)) } }
        return all
    }

    fileprivate func checkReferences(_ wanted: References) throws {
        for name in wanted.chains where !chains.contains(where: { $0.name == name }) { throw FakeKernel.Refusal.noSuchThing("chain \(name)") }
        for name in wanted.sets where !sets.contains(where: { $0.name == name }) { throw FakeKernel.Refusal.noSuchThing("set \(name)") }
        for key in wanted.objects where !objects.contains(where: { $0.key == key }) { throw FakeKernel.Refusal.noSuchThing("object \(key.name)") }
    }
}

extension References {
    fileprivate mutating func formUnion(_ other: References) {
        chains.formUnion(other.chains)
        sets.formUnion(other.sets)
        objects.formUnion(other.objects)
        flowtables.formUnion(other.flowtables)
    }
}
