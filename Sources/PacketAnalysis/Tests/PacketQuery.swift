import Diagrams
import Netfilter
import PacketEngine
import WeirModel

/// Which packets of a description fare how on their way through a host.
package struct PacketQuery {
    /// The packets of one way with one fate.
    package struct Answer {
        package var path: PacketTest.Path
        package var fate: PacketTest.Fate
        /// Their union is the packets; `nil` where they are too many to list.
        package var cubes: [Cube]?
        /// Whether only some of the packets of the cubes fare so: it depends on `sources` or on more than cubes can say.
        package var isPartial: Bool
        package var sources: [UnknownSource]
        package var example: PolicyProof.Counterexample
    }

    private let proof: PolicyProof

    package init(_ proof: PolicyProof) { self.proof = proof }

    /// - Parameters:
    ///   - matches: of new connections, unless they ask for `ct state`.
    ///   - paths: the ways that are asked for; the interfaces of the matches decide which have packets.
    /// - Returns: `nil` if it is too large to decide.
    package func answers(
        _ matches: [Statement], along paths: [PacketTest.Path], _ fates: [PacketTest.Fate], limit: Int = 256
    ) throws -> [Answer]? {
        let chain = Chain(name: "0", rules: [Rule(matches)])
        let table = DescribedPackets.table(of: PacketTest.Expectation(.accepted), matches: chain, sets: [], reply: false)
        let asksState = chain.rules.contains(where: \.asksState)
        let description = try proof.description(table)
        var answers: [Answer] = []
        for path in paths {
            let (walk, packets) = proof.walk(description, path)
            let arena = walk.unknowns.arena
            for fate in fates {
                let set = fate == .accepted ? walk.accepted : arena.without(packets, walk.accepted)
                guard !arena.isExhausted else { return nil }
                guard let example = proof.example(of: set, walk, path, reply: false) else { continue }
                let reader = CubeReader(arena, walk.names, PolicyProof.middle(of: path), showsState: asksState)
                let (named, hasOthers) = reader.named(asksState ? set : arena.exists(VariableOrder.connection, set))
                answers.append(
                    Answer(
                        path: path, fate: fate, cubes: reader.cubes(of: named, limit: limit), isPartial: hasOthers,
                        sources: walk.unknowns.sources(of: set), example: example))
            }
            guard !arena.isExhausted else { return nil }
        }
        return answers
    }
}
