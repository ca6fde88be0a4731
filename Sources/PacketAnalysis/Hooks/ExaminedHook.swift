import Diagrams
import Netfilter
import PacketEngine
import WeirModel

/// A hook of a program as sets of packets, and the way back to the program's rules.
package struct ExaminedHook {
    package let place: PacketPlace
    package let hook: HookRules
    package let logic: SymbolicLogic
    /// Of each rule of `hook`, its place in the program.
    package let places: [RulePlace]
    /// Of each chain of `hook`, its number in the program.
    package let chains: [Int]

    /// The hooks of a program at which chains run. In each the chains stand in the order in which they run.
    package static func chains(of program: Program) -> [(place: PacketPlace, chains: [Int])] {
        var order: [PacketPlace] = []
        var found: [PacketPlace: [Int]] = [:]
        for (number, chain) in program.chains.enumerated() {
            guard let base = chain.base, !program.tables[chain.table].isDormant else { continue }
            for place in places(of: base, program.tables[chain.table].family) {
                if found[place] == nil { order.append(place) }
                found[place, default: []].append(number)
            }
        }
        var known: Set<[Int]> = []
        return order.flatMap { place -> [(PacketPlace, [Int])] in
            let sorted = (found[place] ?? []).sorted { before($0, $1, program) }
            // Links with the same chains are examined once.
            guard known.insert(sorted).inserted else { return [] }
            // NAT changes what later chains see, so they are examined for all packets.
            guard let nat = sorted.lastIndex(where: { program.chains[$0].base?.type == .nat }), nat + 1 < sorted.count else {
                return [(place, sorted)]
            }
            return [(place, Array(sorted[...nat])), (place, Array(sorted[(nat + 1)...]))]
        }
    }

    /// The base chains at one place, in the order in which they run.
    static func baseChains(of program: Program, at place: PacketPlace) -> [Int] {
        program.chains.indices.filter { number in
            guard let base = program.chains[number].base, !program.tables[program.chains[number].table].isDormant else { return false }
            return places(of: base, program.tables[program.chains[number].table].family).contains(place)
        }.sorted { before($0, $1, program) }
    }

    /// The packets that a base chain sees: those of its table's family.
    static func packets(of chain: Int, in program: Program, _ logic: SymbolicLogic) -> Diagram {
        switch program.tables[program.chains[chain].table].family {
        case .ip: logic.isIPv4
        case .ip6: logic.isIPv6
        case .inet, .arp, .bridge, .netdev: .always
        }
    }

    private static func places(of base: BaseChain, _ family: Family) -> [PacketPlace] {
        let layer: PacketPlace.Layer =
            switch family {
            case .ip, .ip6, .inet: base.hook == .ingress ? .device : .network
            case .bridge: .bridge
            case .arp: .arp
            case .netdev: .device
            }
        guard layer == .device else { return [PacketPlace(layer: layer, hook: base.hook)] }
        return base.devices.map { PacketPlace(layer: layer, hook: base.hook, device: $0) }
    }

    /// By priority, the chain that was made last first where it is equal. nat chains run where NAT has its hook.
    private static func before(_ left: Int, _ right: Int, _ program: Program) -> Bool {
        func order(_ chain: Int) -> (Int32, Int32, Int) {
            guard let base = program.chains[chain].base else { return (0, 0, 0) }
            guard base.type == .nat else { return (base.priority, 0, -chain) }
            let isDestination = base.hook == .prerouting || base.hook == .output
            return (isDestination ? -100 : 100, base.priority, -chain)
        }
        return order(left) < order(right)
    }

    /// - Parameters:
    ///   - logs: whether a rule logs, which the program doesn't know.
    package init(
        _ program: Program, _ base: [Int], at place: PacketPlace, names: LinkNames, unknowns: Unknowns,
        logs: (RulePlace) -> Bool = { _ in false }
    ) {
        self.place = place
        let arena = unknowns.arena
        let reached = Self.reached(from: base, in: program)
        let numbers = Dictionary(uniqueKeysWithValues: reached.enumerated().map { ($1, $0) })
        let logic = SymbolicLogic(
            program, rules: reached.flatMap { Array(program.chains[$0].rules) }, at: place, names: names, unknowns: unknowns)
        var interpreter = Interpreter(program, logic)
        var callers = [Int](repeating: 0, count: reached.count)
        for chain in reached { for target in Self.targets(of: chain, in: program) { callers[numbers[target] ?? 0] += 1 } }
        for chain in base { callers[numbers[chain] ?? 0] += 1 }
        var isShared = callers.map { $0 > 1 }
        for (number, chain) in reached.enumerated() where isShared[number] {
            for below in Self.reached(from: [chain], in: program) { isShared[numbers[below] ?? 0] = true }
        }

        func region(_ rule: Int, _ packets: Diagram) -> RuleRegion {
            logic.begin(rule: rule)
            let (held, endings) = interpreter.outcomes(ofRule: rule, under: packets)
            var outcomes = endings.map { Outcome($0.condition, Step($0.verdict, numbers)) }.filter { !$0.packets.isNever }
            if !held.isNever { outcomes.append(Outcome(held, .continue)) }
            return RuleRegion(
                outcomes: outcomes, packets: outcomes.reduce(Diagram.never) { arena.or($0, $1.packets) }, effects: logic.effects)
        }

        var regions: [RuleRegion] = []
        var places: [RulePlace] = []
        var rules: [Int] = []
        var chains: [Range<Int>] = []
        var writers: [Int] = []
        for (number, chain) in reached.enumerated() {
            let first = regions.count
            for (index, rule) in program.chains[chain].rules.enumerated() {
                logic.reset()
                var region = region(rule, .always)
                region.isVolatile = logic.readsWritten || logic.asksState && isShared[number]
                if region.isVolatile {
                    for variables in logic.writtenVariables {
                        region.packets = arena.exists(variables, region.packets)
                        region.effects = arena.exists(variables, region.effects)
                    }
                }
                if logic.writesValues { writers.append(regions.count) }
                let rulePlace = RulePlace(chain: chain, rule: index)
                if logs(rulePlace) { region.effects = arena.or(region.effects, region.packets) }
                regions.append(region)
                places.append(rulePlace)
                rules.append(rule)
            }
            chains.append(first..<regions.count)
        }
        // What is written matters to those who read it.
        if regions.contains(where: \.isVolatile) { for rule in writers { regions[rule].isVolatile = true } }
        let entries = base.map { chain in
            let isDrop = program.chains[chain].base?.policy == .drop
            var packets = Self.packets(of: chain, in: program, logic)
            // Of a connection's packets nat chains see the first one.
            if program.chains[chain].base?.type == .nat {
                packets = arena.and(packets, unknowns.condition(.load("first of its connection")))
            }
            return Entry(chain: numbers[chain] ?? 0, policy: isDrop ? .drop : .accept, packets: packets)
        }
        logic.isWithinQuestion = true
        self.logic = logic
        self.places = places
        self.chains = reached
        hook = HookRules(
            arena: arena, rules: regions, chains: chains, entries: entries, boxFields: Self.boxFields(names),
            levels: unknowns.end, rerun: { region(rules[$0], $1) }, reset: { logic.reset() })
    }

    private static func boxFields(_ names: LinkNames) -> [VariableRange] {
        [
            VariableOrder.family, VariableOrder.linkProtocol, VariableOrder.connection, names.field(VariableOrder.inName),
            names.field(VariableOrder.outName), VariableOrder.transportProtocol, VariableOrder.destinationPort, VariableOrder.destination4,
            VariableOrder.source4, VariableOrder.destination6, VariableOrder.source6, VariableOrder.sourcePort, VariableOrder.mark,
        ]
    }

    /// The chains that rules lead to from some chains on, those first.
    private static func reached(from base: [Int], in program: Program) -> [Int] {
        var order: [Int] = []
        var seen: Set<Int> = []
        func visit(_ chain: Int) {
            guard seen.insert(chain).inserted else { return }
            order.append(chain)
            targets(of: chain, in: program).forEach(visit)
        }
        base.forEach(visit)
        return order
    }

    private static func targets(of chain: Int, in program: Program) -> [Int] {
        program.chains[chain].rules.flatMap { rule in
            program.instructions[program.rules[rule]].flatMap { instruction -> [Int] in
                switch instruction {
                case .verdict(let verdict): verdict.target.map { [$0] } ?? []
                case .verdicts(let map, _):
                    if case .verdicts(let all) = program.sets[map].content { Set(all.compactMap(\.target)).sorted() } else { [] }
                case .load, .constant, .compare, .range, .mask, .shift, .combine, .byteOrder, .lookup, .value, .objects, .write, .act: []
                }
            }
        }
    }
}

extension Step {
    init(_ verdict: PacketEngine.Verdict, _ chains: [Int: Int]) {
        self =
            switch verdict {
            case .continue: .continue
            case .return: .return
            case .jump(let chain): .jump(chains[chain] ?? 0)
            case .goto(let chain): .goto(chains[chain] ?? 0)
            case .accept: .end(.accept)
            case .drop: .end(.drop)
            case .stolen: .end(.stolen)
            case .queue(let number): .end(.queue(number))
            }
    }
}
