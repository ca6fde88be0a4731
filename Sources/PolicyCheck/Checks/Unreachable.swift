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

    static let unreachableRules = Check(
        finds: [.unreachableRule],
        table: { facts in
            var endings = Endings(facts)
            return facts.chains.flatMap { chain -> [Diagnostic] in
                func finding(_ rule: Int, _ reason: String) -> Diagnostic {
                    Diagnostic(
                        .warning, id: .unreachableRule, "no packet gets to rule \(rule + 1) of chain `\(chain.name)`: \(reason)",
                        subject: chain.subject, at: chain.rules[rule].location)
                }
                let last = chain.rules.firstIndex { endings.takesEveryPacket($0.rule) } ?? chain.rules.count
                let hidden = endings.hidden(among: chain.rules.prefix(last)).map {
                    finding($0.rule, "rule \($0.by + 1) takes all that it matches")
                }
                return hidden + (last + 1 < chain.rules.count ? [finding(last + 1, "rule \(last + 1) takes every packet")] : [])
            }
        })
}

extension Statement {
    /// A verdict, or a map of verdicts, in the kernel's bytes.
    fileprivate var mayJumpUnseen: Bool {
        if case .raw(let raw) = self { raw.name == "lookup" || raw.name == "immediate" } else { false }
    }
}
