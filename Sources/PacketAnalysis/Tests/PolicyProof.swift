import Diagrams
import Netfilter
import PacketEngine
import WeirModel

/// Proves a policy's tests, each for all packets that it describes.
package struct PolicyProof {
    /// What became of an expectation.
    package enum Result {
        case holds
        case fails(Counterexample)
        /// Whether it holds depends on things that a policy doesn't say, such as a limit.
        case depends(Counterexample, on: [UnknownSource])
        /// The answers belong to connections whose addresses or ports a rule translates; they aren't followed.
        case translatedReplies
        /// No packet is as described.
        case describesNothing
        case tooLarge
    }

    /// A packet that fares otherwise than expected.
    package struct Counterexample {
        package var packet: Cube
        package var path: PacketTest.Path
        /// Whether it is an answer to a described packet.
        package var isReply: Bool
        package var fate: PacketFate
        /// Where it is decided; the chain's policy if there is no rule. `nil` if it passes.
        package var rule: RulePlace?
        package var chain: Int?
    }

    private let program: Program
    private let compile: (Table) throws -> CompiledTable
    private let budget: Int

    /// - Parameters:
    ///   - compile: lowers a table, as the policy's own were.
    ///   - budget: the nodes that the diagrams of one expectation may have.
    package init(_ program: Program, budget: Int = 16_000_000, compile: @escaping (Table) throws -> CompiledTable) {
        self.program = program
        self.compile = compile
        self.budget = budget
    }

    package func results(of test: PacketTest) throws -> [Result] {
        try test.expectations.indices.map { number in
            let expectation = test.expectations[number]
            let matches = number < test.matches.chains.count ? test.matches.chains[number] : Chain(name: "")
            let own = try result(of: expectation, matches, test.matches.sets, expecting: expectation.fate, reply: false)
            guard case .holds = own, let replies = expectation.replies else { return own }
            return try result(of: expectation, matches, test.matches.sets, expecting: replies, reply: true)
        }
    }

    private func result(
        of expectation: PacketTest.Expectation, _ matches: Chain, _ sets: [SetDeclaration], expecting fate: PacketTest.Fate, reply: Bool
    ) throws -> Result {
        let table = DescribedPackets.table(of: expectation, matches: matches, sets: sets, reply: reply)
        if reply, try isTranslated(expectation, matches, sets) { return .translatedReplies }
        var isDescribed = false
        var dependent: (Counterexample, [UnknownSource])?
        for path in expectation.paths(reply: reply) {
            let (walk, packets, names, unknowns) = try walk(table, path, areUntranslated: reply)
            let arena = unknowns.arena
            isDescribed = isDescribed || !packets.isNever
            let wrong = fate == .accepted ? arena.without(packets, walk.accepted) : walk.accepted
            guard !arena.isExhausted else { return .tooLarge }
            if wrong.isNever { continue }
            let sources = unknowns.sources(of: wrong)
            let certain = unknowns.certain(wrong)
            guard !arena.isExhausted else { return .tooLarge }
            let shown = certain.isNever ? wrong : certain
            guard let example = example(of: shown, walk, path, names, unknowns, reply: reply) else { continue }
            if !certain.isNever { return .fails(example) }
            if dependent == nil { dependent = (example, sources) }
        }
        if let (example, sources) = dependent { return .depends(example, on: sources) }
        return isDescribed ? .holds : .describesNothing
    }

    private func isTranslated(_ expectation: PacketTest.Expectation, _ matches: Chain, _ sets: [SetDeclaration]) throws -> Bool {
        let table = DescribedPackets.table(of: expectation, matches: matches, sets: sets, reply: false)
        return try expectation.paths(reply: false).contains { path in
            let (walk, _, _, unknowns) = try walk(table, path)
            return !walk.translated.isNever || unknowns.arena.isExhausted
        }
    }

    /// The packets that a table describes, and their way.
    func walk(_ table: Table, _ path: PacketTest.Path, areUntranslated: Bool = false) throws
        -> (SymbolicPath, Diagram, LinkNames, Unknowns)
    {
        let description = try Program([compile(table)])
        let names = LinkNames(in: [program, description])
        let unknowns = Unknowns(Arena(nodes: budget))
        let packets = packets(of: description, path, names, unknowns)
        var walk = SymbolicPath(program, names: names, unknowns: unknowns)
        walk.run(packets, along: path, areUntranslated: areUntranslated)
        return (walk, packets, names, unknowns)
    }

    /// The hook at which a packet has all links that its way has.
    static func middle(of path: PacketTest.Path) -> PacketPlace {
        let hook: Hook =
            switch path {
            case .input: .input
            case .forward: .forward
            case .output: .output
            }
        return PacketPlace(layer: .network, hook: hook)
    }

    private func packets(of description: Program, _ path: PacketTest.Path, _ names: LinkNames, _ unknowns: Unknowns) -> Diagram {
        let logic = SymbolicLogic(
            description, rules: Array(description.rules.indices), at: Self.middle(of: path), names: names,
            unknowns: unknowns)
        var interpreter = Interpreter(description, logic)
        return interpreter.run(base: 0, under: .always).accepted
    }

    func example(
        of packets: Diagram, _ walk: SymbolicPath, _ path: PacketTest.Path, _ names: LinkNames, _ unknowns: Unknowns, reply: Bool
    ) -> Counterexample? {
        let arena = unknowns.arena
        let met = walk.decisions.filter { !arena.areDisjoint($0.packets, packets) }
        // A packet that passes was let through by a rule last, or by policies alone.
        let decision =
            met.first { $0.verdict != .accept } ?? met.last { $0.rule != nil && program.chains[$0.chain].base?.type != .nat } ?? met.last
        let region = decision.map { arena.and(packets, $0.packets) } ?? packets
        guard let packet = CubeReader(arena, names, Self.middle(of: path)).packet(of: region) else { return nil }
        return Counterexample(
            packet: packet, path: path, isReply: reply, fate: decision?.verdict ?? .accept, rule: decision?.rule, chain: decision?.chain)
    }
}

extension PacketTest.Expectation {
    /// The ways that its packets may take. Answers take the way back.
    fileprivate func paths(reply: Bool) -> [PacketTest.Path] {
        let own: [PacketTest.Path] =
            if let path {
                [path]
            } else if oif == nil {
                [.input, .forward]
            } else {
                [iif == nil ? .output : .forward]
            }
        guard reply else { return own }
        return own.map { path in
            switch path {
            case .input: .output
            case .forward: .forward
            case .output: .input
            }
        }
    }
}
