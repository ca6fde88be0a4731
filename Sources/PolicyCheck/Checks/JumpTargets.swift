internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let jumpTargets = Check(
        finds: [.undefinedChain, .baseChainTarget],
        table: { facts in
            let chains = Dictionary(facts.table.chains.map { ($0.name, $0) }) { first, _ in first }
            return facts.chains.flatMap { chain in
                chain.jumps.compactMap { jump in
                    let word = jump.isGoto ? "goto" : "jump"
                    guard let target = chains[jump.target] else {
                        let near = Suggestion.nearest(to: jump.target, among: chains.keys)
                        return Diagnostic(
                            .error, id: .undefinedChain,
                            "no chain named `\(jump.target)` in table `\(facts.name)`",
                            help: near.map { "did you mean `\($0)`?" } ?? "define the chain in this table", subject: chain.subject,
                            at: jump.location)
                    }
                    guard target.base != nil else { return nil }
                    return Diagnostic(
                        .error, id: .baseChainTarget,
                        "\(word) to `\(jump.target)`, which is a base chain: the kernel runs it at its hook, and takes no jumps to it",
                        help: "move its rules to a chain without a hook, and jump to that from both", subject: chain.subject,
                        at: jump.location
                    )
                }
            }
        })
}
