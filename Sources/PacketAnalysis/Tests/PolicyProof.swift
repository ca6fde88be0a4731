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
        /// A chain at the ingress or egress hook of a link, or of a bridge, may see the packets; tests don't follow them there.
        case notFollowed(chain: Int)
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
            // A document may have been written by hand: without its matches an expectation would be of all packets.
            guard number < test.matches.chains.count else { return .describesNothing }
            let expectation = test.expectations[number]
            func question(reply: Bool) throws -> (Result, isTranslated: Bool) {
                let table = DescribedPackets.table(
                    of: expectation, matches: test.matches.chains[number], sets: test.matches.sets, reply: reply)
                return try result(of: expectation, Description(table, beside: program, compile), reply: reply)
            }
            let (own, isTranslated) = try question(reply: false)
            guard case .holds = own, expectation.replies != nil else { return own }
            return isTranslated ? .translatedReplies : try question(reply: true).0
        }
    }

    /// - Returns: the result, and if it holds, whether a rule translates described packets.
    private func result(
        of expectation: PacketTest.Expectation, _ description: Description, reply: Bool
    ) throws -> (Result, isTranslated: Bool) {
        let fate = (reply ? expectation.replies : nil) ?? expectation.fate
        var isDescribed = false
        var isTranslated = false
        var dependent: Result?
        for path in expectation.paths(reply: reply) {
            if let chain = expectation.unfollowed(in: program, along: path, reply: reply) { return (.notFollowed(chain: chain), false) }
            let (walk, packets) = walk(description, path, areUntranslated: reply)
            let arena = walk.unknowns.arena
            isDescribed = isDescribed || !packets.isNever
            isTranslated = isTranslated || !walk.translated.isNever
            let wrong = fate == .accepted ? arena.without(packets, walk.accepted) : walk.accepted
            let certain = walk.unknowns.certain(wrong)
            guard !arena.isExhausted else { return (.tooLarge, false) }
            if wrong.isNever { continue }
            guard let example = example(of: certain.isNever ? wrong : certain, walk, path, reply: reply) else { return (.tooLarge, false) }
            if !certain.isNever { return (.fails(example), false) }
            dependent = dependent ?? .depends(example, on: walk.unknowns.sources(of: wrong))
        }
        return (dependent ?? (isDescribed ? .holds : .describesNothing), isTranslated)
    }

    /// The way of the packets that a table describes.
    func walk(_ description: Description, _ path: PacketTest.Path, areUntranslated: Bool = false) -> (walk: SymbolicPath, packets: Diagram)
    {
        let unknowns = Unknowns(Arena(nodes: budget))
        let packets = description.packets(path, unknowns)
        var walk = SymbolicPath(program, names: description.names, unknowns: unknowns)
        walk.run(packets, along: path, areUntranslated: areUntranslated)
        return (walk, packets)
    }

    func description(_ table: Table) throws -> Description { try Description(table, beside: program, compile) }

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

    /// `nil` if there are no packets, or too many diagrams to tell.
    func example(of packets: Diagram, _ walk: SymbolicPath, _ path: PacketTest.Path, reply: Bool) -> Counterexample? {
        let arena = walk.unknowns.arena
        let met = walk.decisions.filter { !arena.areDisjoint($0.packets, packets) }
        // A packet that passes was let through by a rule last, or by policies alone.
        let decision =
            met.first { $0.verdict != .accept } ?? met.last { $0.rule != nil && program.chains[$0.chain].base?.type != .nat } ?? met.last
        let region = decision.map { arena.and(packets, $0.packets) } ?? packets
        guard let packet = CubeReader(arena, walk.names, Self.middle(of: path)).packet(of: region) else { return nil }
        return Counterexample(
            packet: packet, path: path, isReply: reply, fate: decision?.verdict ?? .accept, rule: decision?.rule, chain: decision?.chain)
    }
}

/// The packets that a table describes, as a program beside the policy's.
struct Description {
    private let program: Program
    let names: LinkNames

    init(_ table: Table, beside policy: Program, _ compile: (Table) throws -> CompiledTable) throws {
        program = try Program([compile(table)])
        names = LinkNames(in: [policy, program])
    }

    func packets(_ path: PacketTest.Path, _ unknowns: Unknowns) -> Diagram {
        let place = PolicyProof.middle(of: path)
        let logic = SymbolicLogic(program, rules: Array(program.rules.indices), at: place, names: names, unknowns: unknowns)
        var interpreter = Interpreter(program, logic)
        return interpreter.run(base: 0, under: .always).accepted
    }
}

extension PacketTest.Expectation {
    /// A chain that may see the packets where `SymbolicPath` does not follow them.
    fileprivate func unfollowed(in program: Program, along path: PacketTest.Path, reply: Bool) -> Int? {
        let (iif, oif) = reply ? (oif, iif) : (iif, oif)
        return SymbolicPath.unfollowed(in: program).first { number in
            guard let base = program.chains[number].base else { return false }
            switch base.hook {
            case .ingress: return path != .output && base.devices.contains { iif.mayBe($0) }
            case .egress: return path != .input && base.devices.contains { oif.mayBe($0) }
            // Which links are bridges, a policy doesn't say.
            case .prerouting, .input, .forward, .output, .postrouting: return true
            }
        }
    }

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

extension String? {
    /// Whether a device may be the link of this name; either may be a pattern, and no name is any.
    fileprivate func mayBe(_ device: String) -> Bool {
        guard let name = self, NamePattern.prefix(of: name) == nil, NamePattern.prefix(of: device) == nil else { return true }
        return name == device
    }
}
