internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// The kernel accepts a loop among chains that no base chain reaches, and refuses the rule that reaches them later.
    static let jumpLoops = Check(
        finds: [.jumpLoop, .jumpDepth],
        table: { facts in
            var search = JumpSearch(facts)
            for chain in facts.chains { _ = search.depth(of: chain.chain.name) }
            return search.found
        })
}

private struct JumpSearch {
    /// `NFT_JUMP_STACK_SIZE` of net/netfilter/nf_tables.h.
    private static let deepest = 16

    let facts: TableIndex
    private let jumps: [String: [ChainIndex.Jump]]
    private let bases: Set<String>
    private var depths: [String: Int] = [:]
    private var path: [String] = []
    private(set) var found: [Diagnostic] = []

    init(_ facts: TableIndex) {
        self.facts = facts
        bases = Set(facts.table.chains.filter { $0.base != nil }.map(\.name))
        jumps = Dictionary(facts.chains.map { ($0.chain.name, $0.jumps) }) { $0 + $1 }
    }

    /// How many jumps follow each other at most from this chain on.
    mutating func depth(of chain: String) -> Int {
        if let known = depths[chain] { return known }
        path.append(chain)
        var deepest = 0
        for jump in jumps[chain] ?? [] {
            if let start = path.firstIndex(of: jump.target) {
                let loop = (path[start...] + [jump.target]).joined(separator: " → ")
                report(.jumpLoop, "the chains \(loop) jump in a circle", jump)
            } else if jumps[jump.target] != nil {
                deepest = max(deepest, depth(of: jump.target) + 1)
            }
        }
        path.removeLast()
        depths[chain] = deepest
        if deepest >= Self.deepest, bases.contains(chain) {
            report(
                .jumpDepth, "jumps from chain `\(chain)` nest \(deepest) deep: the kernel takes \(Self.deepest - 1)", jumps[chain]?.first)
        }
        return deepest
    }

    private mutating func report(_ id: Diagnostic.ID, _ message: String, _ jump: ChainIndex.Jump?) {
        found.append(
            Diagnostic(
                .error, id: id, "\(message), in table `\(facts.name)`", source: "net/netfilter/nf_tables_api.c: nf_tables_check_loops",
                subject: facts.subject, at: jump?.location))
    }
}
