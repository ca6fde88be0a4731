import Diagrams
import PacketEngine

/// The rules that stand in one of two rulesets alone, by chain.
struct ChangedRules {
    /// What each matches or has an effect on.
    private(set) var packets: [Diagram] = []

    private struct ChainName: Hashable {
        var table: Program.TableName
        /// Of a chain without a name, the place of its owner.
        var name: String
    }

    private struct RuleName: Hashable {
        var steps: [String]
        var packets: [UInt32]
        var effects: UInt32
        /// Of rules whose matches depend on what was written.
        var text: String
    }

    init(_ old: ExaminedHook, _ new: ExaminedHook, _ programs: (old: Program, new: Program), _ arena: Arena) {
        func entries(_ side: ExaminedHook, _ program: Program) -> [String] {
            side.hook.entries.map { entry in "\(Self.chain(entry.chain, side, program)) \(entry.policy) \(entry.packets.id)" }
        }
        guard entries(old, programs.old) == entries(new, programs.new) else {
            packets = [.always]
            return
        }
        let before = Self.rules(old, programs.old)
        let after = Self.rules(new, programs.new)
        for (chain, rules) in before {
            let others = after.first { $0.chain == chain }?.rules ?? []
            let changes = others.map(\.name).difference(from: rules.map(\.name))
            for change in changes {
                let region: RuleRegion
                switch change {
                case .remove(let index, _, _): region = old.hook.rules[rules[index].rule]
                case .insert(let index, _, _): region = new.hook.rules[others[index].rule]
                }
                packets.append(arena.or(region.packets, region.effects))
            }
        }
        // A chain that is new is entered by rules that are.
    }

    private static func rules(_ side: ExaminedHook, _ program: Program) -> [(chain: ChainName, rules: [(name: RuleName, rule: Int)])] {
        side.hook.chains.indices.map { number in
            let rules = side.hook.chains[number].map { rule in
                let region = side.hook.rules[rule]
                let place = side.places[rule]
                let instructions = program.instructions[program.rules[program.chains[place.chain].rules.lowerBound + place.rule]]
                return (
                    name: RuleName(
                        steps: region.outcomes.map { step($0.step, side, program) }, packets: region.outcomes.map(\.packets.id),
                        effects: region.effects.id, text: region.isVolatile ? "\(Array(instructions))" : ""),
                    rule: rule
                )
            }
            return (chain(number, side, program), rules)
        }
    }

    private static func step(_ step: Step, _ side: ExaminedHook, _ program: Program) -> String {
        switch step {
        case .jump(let target): "jump \(chain(target, side, program))"
        case .goto(let target): "goto \(chain(target, side, program))"
        case .continue, .return, .end: "\(step)"
        }
    }

    private static func chain(_ number: Int, _ side: ExaminedHook, _ program: Program) -> ChainName {
        let chain = program.chains[side.chains[number]]
        let name = chain.owner.map { "\(program.chains[$0.chain].name) { \($0.chain) \($0.rule) }" } ?? chain.name
        return ChainName(table: program.tables[chain.table], name: name)
    }
}
