import ModelGenerators
import Netfilter
import WeirModel

/// Tables that share names often, so that a pair of them differs in all ways at once.
struct Generator {
    var random: Seeded

    init(seed: UInt64) { random = Seeded(seed) }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    private mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

    mutating func tables() -> [CompiledTable] {
        ["a", "b"].filter { _ in chance(80) }.map { table(named: $0) }
    }

    mutating func table(named name: String) -> CompiledTable {
        var table = CompiledTable(family: .inet, name: name, userdata: chance(5) ? UserData.encode([(0, UserData.string("text"))]) : [])
        table.objects = ["o1", "o2"].filter { _ in chance(70) }.map { object(named: $0) }
        table.sets = ["s1", "s2"].filter { _ in chance(75) }.map { set(named: $0) }
        let chains = ["base1", "base2", "c1", "c2", "c3"].filter { _ in chance(80) }
        let targets = chains.filter { $0.hasPrefix("c") }
        if !targets.isEmpty, chance(70) { table.sets.append(verdictMap(targets)) }
        let sets = table.sets.map(\.name)
        let objects = table.objects
        table.chains = chains.map { name in
            let index = targets.firstIndex(of: name)
            return chain(named: name, targets: index.map { Array(targets[($0 + 1)...]) } ?? targets, sets: sets, objects: objects)
        }
        return table
    }

    private mutating func object(named name: String) -> CompiledObject {
        let definition: StatefulObject.Definition =
            switch number(0...2) {
            case 0: .counter(Counter(packets: UInt64(number(0...9))))
            case 1: .quota(Quota(bytes: UInt64(number(1...3))))
            default: .limit(Limit(rate: UInt64(number(1...3)), per: 1, burst: 5))
            }
        return CompiledObject(name: name, definition: definition)
    }

    private mutating func set(named name: String) -> CompiledSet {
        let interval = name == "s2"
        let specification = SetSpecification(
            flags: interval ? 4 : (chance(20) ? 2 : 0), keyType: 7, keyLength: 4, timeout: chance(10) ? 1000 : nil)
        var elements: [SetElement] = []
        var next: UInt8 = 0
        while next < 160 {
            next += UInt8(number(1...60))
            if interval {
                elements.append(SetElement(key: [10, 0, 0, next]))
                next += UInt8(number(1...20))
                if chance(80) { elements.append(SetElement(key: [10, 0, 0, next], flags: 1)) }
            } else {
                elements.append(SetElement(key: [10, 0, 0, next], userdata: chance(10) ? [0, 2, 65, 0] : []))
            }
        }
        return CompiledSet(name: name, specification: specification, elements: SetElements(elements.shuffled(using: &random)))
    }

    private mutating func verdictMap(_ targets: [String]) -> CompiledSet {
        let elements = targets.enumerated().map { index, target in
            SetElement(key: [0, UInt8(index)], data: .verdict(Expression.VerdictData(code: -3, chain: .named(target))))
        }
        let specification = SetSpecification(flags: 8, keyType: 13, keyLength: 2, dataType: 0xffff_ff00, dataLength: 16)
        return CompiledSet(name: "vm", specification: specification, elements: SetElements(elements))
    }

    private mutating func chain(named name: String, targets: [String], sets: [String], objects: [CompiledObject]) -> CompiledChain {
        let base =
            name.hasPrefix("base")
            ? BaseChain(type: .filter, hook: name == "base1" ? .input : .forward, priority: Int32(number(0...1)), policy: chance(50) ? .drop : nil) : nil
        let userdata: [UInt8] = chance(10) ? [0, 2, 65, 0] : []
        let rules = (0..<number(0...8)).map { _ in rule(targets: targets, sets: base == nil ? sets.filter { $0 != "vm" } : sets, objects: objects) }
        return CompiledChain(name: name, base: base, userdata: userdata, rules: rules)
    }

    private mutating func rule(targets: [String], sets: [String], objects: [CompiledObject]) -> CompiledRule {
        var expressions: [Expression] = [.cmp(op: 0, source: 1, data: [UInt8(number(0...4))])]
        if chance(30) { expressions.append(.counter(bytes: UInt64(number(0...5)), packets: UInt64(number(0...5)))) }
        switch number(0...3) {
        case 0: if let target = targets.randomElement(using: &random) { expressions.append(.verdict(.init(code: -3, chain: .named(target)))) }
        case 1:
            if let name = sets.randomElement(using: &random) {
                expressions.append(.lookup(.init(source: 1, set: .named(name), register: name == "vm" ? 0 : nil)))
            }
        case 2:
            if let object = objects.randomElement(using: &random) {
                expressions.append(.objref(type: object.definition.objectTypeForTests, name: object.name))
            }
        default: expressions.append(.verdict(.init(code: 1)))
        }
        return CompiledRule(expressions: expressions)
    }
}
