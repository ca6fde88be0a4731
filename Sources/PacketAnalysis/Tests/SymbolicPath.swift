import Diagrams
import Netfilter
import PacketEngine
import WeirModel

/// All packets of a set on their way through a host, with what rules write and translate on it.
///
/// The hooks are those of IP: prerouting, then input or forward and postrouting; output and postrouting. Chains of a link's ingress and egress hooks and of
/// bridges are not part of it.
package struct SymbolicPath {
    /// Where packets of a set were decided about.
    struct Decision {
        /// `nil`: the policy of `chain`.
        var rule: RulePlace?
        var chain: Int
        var verdict: PacketFate
        var packets: Diagram
    }

    let program: Program
    let names: LinkNames
    let unknowns: Unknowns
    private(set) var decisions: [Decision] = []
    /// The packets that passed all hooks.
    private(set) var accepted = Diagram.never
    /// The packets whose addresses or ports a rule translated.
    private(set) var translated = Diagram.never

    init(_ program: Program, names: LinkNames, unknowns: Unknowns) {
        self.program = program
        self.names = names
        self.unknowns = unknowns
    }

    /// The chains with rules at hooks that are not part of it.
    package static func unfollowed(in program: Program) -> [Int] {
        program.chains.indices.filter { number in
            let chain = program.chains[number]
            let table = program.tables[chain.table]
            guard let base = chain.base, !table.isDormant, !chain.rules.isEmpty || base.policy == .drop else { return false }
            return switch table.family {
            case .netdev, .bridge: true
            case .ip, .ip6, .inet: base.hook == .ingress || base.hook == .egress
            case .arp: false
            }
        }
    }

    static func hooks(of path: PacketTest.Path) -> [Hook] {
        switch path {
        case .input: [.prerouting, .input]
        case .forward: [.prerouting, .forward, .postrouting]
        case .output: [.output, .postrouting]
        }
    }

    /// - Parameter areUntranslated: the packets belong to connections that no rule has translated. Of new connections that is known.
    mutating func run(_ packets: Diagram, along path: PacketTest.Path, areUntranslated: Bool = false) {
        var now = packets
        var last: SymbolicLogic?
        for hook in Self.hooks(of: path) {
            let place = PacketPlace(layer: .network, hook: hook)
            let logic = SymbolicLogic(
                program, rules: Array(program.rules.indices), at: place, names: names, unknowns: unknowns, translates: true)
            if let last { logic.follow(last) } else { logic.beginUntranslated(areUntranslated ? .always : logic.isInState(.new)) }
            var interpreter = Interpreter(program, logic)
            for chain in ExaminedHook.baseChains(of: program, at: place) {
                now = run(chain, &interpreter, now)
                if now.isNever || unknowns.arena.isExhausted { return }
            }
            last = logic
        }
        accepted = now
        translated = last?.translated ?? .never
    }

    /// Returns the packets that the chain lets through, and those that don't traverse it.
    private mutating func run(_ chain: Int, _ interpreter: inout Interpreter<SymbolicLogic>, _ packets: Diagram) -> Diagram {
        let arena = unknowns.arena
        let logic = interpreter.logic
        var inside = arena.and(packets, ExaminedHook.packets(of: chain, in: program, logic))
        if program.chains[chain].base?.type == .nat { inside = arena.and(inside, logic.isTranslatable) }
        logic.decisions = []
        logic.isTracked = Self.isTracked(program.chains[chain].base)
        let fate = interpreter.run(base: chain, under: inside)
        for decision in logic.decisions {
            guard let verdict = PacketFate(decision.verdict) else { continue }
            decisions.append(Decision(rule: decision.rule, chain: chain, verdict: verdict, packets: decision.packets))
        }
        return arena.or(arena.without(packets, inside), fate.accepted)
    }

    /// conntrack looks packets up at prerouting and output, at this priority.
    private static let conntrackPriority: Int32 = -200

    private static func isTracked(_ base: BaseChain?) -> Bool {
        guard let base else { return true }
        return switch base.hook {
        case .prerouting, .output: base.type == .nat || base.priority > conntrackPriority
        case .input, .forward, .postrouting, .ingress, .egress: true
        }
    }
}

extension PacketFate {
    /// nil for verdicts that don't end a packet's way.
    init?(_ verdict: PacketEngine.Verdict) {
        switch verdict {
        case .accept: self = .accept
        case .drop: self = .drop
        case .stolen: self = .stolen
        case .queue(let number): self = .queue(number)
        case .continue, .return, .jump, .goto: return nil
        }
    }
}
