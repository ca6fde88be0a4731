internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// The kernel accepts a loop among chains that no base chain reaches, and refuses the rule that reaches them later.
    static let jumpLoops = Check(
        finds: [.jumpLoop, .jumpDepth],
        table: { facts in
            var search = JumpSearch(facts)
            for chain in facts.chains { search.follow(chain.chain.name) }
            return search.found
        })
}

private struct JumpSearch {
    /// `NFT_JUMP_STACK_SIZE` of net/netfilter/nf_tables.h.
    private static let deepest = 16
    /// How many chains of a circle are named.
    private static let longest = 20

    /// The state of a chain during the search.
    private struct Step {
        var chain: String
        /// How many of its jumps were followed.
        var followed = 0
        var depth = 0
    }

    let facts: TableIndex
    private let jumps: [String: [ChainIndex.Jump]]
    private let bases: Set<String>
    private var depths: [String: Int] = [:]
    private(set) var found: [Diagnostic] = []

    init(_ facts: TableIndex) {
        self.facts = facts
        bases = Set(facts.table.chains.filter { $0.base != nil }.map(\.name))
        jumps = Dictionary(facts.chains.map { ($0.chain.name, $0.jumps) }) { $0 + $1 }
    }

    /// Follows all jumps from a chain on, with an explicit stack: a document may have chains that nest without end.
    mutating func follow(_ chain: String) {
        guard depths[chain] == nil else { return }
        var way = [Step(chain: chain)]
        var places = [chain: 0]
        while let step = way.last {
            guard let jumps = jumps[step.chain], step.followed < jumps.count else {
                way.removeLast()
                places[step.chain] = nil
                leave(step)
                if let above = way.indices.last { way[above].depth = max(way[above].depth, step.depth + 1) }
                continue
            }
            let jump = jumps[step.followed]
            way[way.count - 1].followed += 1
            if let start = places[jump.target] {
                report(.jumpLoop, "the chains \(Self.words(of: way[start...])) jump in a circle", jump)
            } else if let known = depths[jump.target] {
                way[way.count - 1].depth = max(step.depth, known + 1)
            } else if self.jumps[jump.target] != nil {
                places[jump.target] = way.count
                way.append(Step(chain: jump.target))
            }
        }
    }

    private mutating func leave(_ step: Step) {
        depths[step.chain] = step.depth
        guard step.depth >= Self.deepest, bases.contains(step.chain) else { return }
        report(
            .jumpDepth, "jumps from chain `\(step.chain)` nest \(step.depth) deep: the kernel takes \(Self.deepest - 1)",
            jumps[step.chain]?.first)
    }

    /// The chains of a circle, the first of them again at its end. Of long ones the middle is left out.
    private static func words(of circle: ArraySlice<Step>) -> String {
        var names = circle.map(\.chain) + (circle.first.map { [$0.chain] } ?? [])
        if names.count > longest { names.replaceSubrange(longest / 2..<names.count - longest / 2, with: ["…"]) }
        return names.joined(separator: " → ")
    }

    private mutating func report(_ id: Diagnostic.ID, _ message: String, _ jump: ChainIndex.Jump?) {
        found.append(
            Diagnostic(
                .error, id: id, "\(message), in table `\(facts.name)`", source: "net/netfilter/nf_tables_api.c: nf_tables_check_loops",
                subject: facts.subject, at: jump?.location))
    }
}
