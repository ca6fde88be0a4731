internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let unreachableChains = Check(
        finds: [.unreachableChain],
        table: { facts in
            // Of bytes it is not known where they go.
            if facts.rules.contains(where: { $0.parts.statements.contains(where: \.mayJumpUnseen) }) { return [] }
            return facts.chains.filter(\.origins.isEmpty).map { chain in
                Diagnostic(
                    .warning, id: .unreachableChain,
                    "no packet gets to chain `\(chain.name)`: it has no hook, and nothing that has one jumps to it",
                    help: "jump to it, or give it a hook", subject: chain.subject, at: chain.chain.at.location)
            }
        })
}

extension Statement {
    /// A verdict, or a map of verdicts, in the kernel's bytes.
    fileprivate var mayJumpUnseen: Bool {
        if case .raw(let raw) = self { raw.name == "lookup" || raw.name == "immediate" } else { false }
    }
}
