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
            facts.chains.compactMap { chain in
                guard let last = chain.rules.firstIndex(where: { $0.rule.takesEveryPacket }), last + 1 < chain.rules.count else {
                    return nil
                }
                let rule = chain.rules[last + 1]
                return Diagnostic(
                    .warning, id: .unreachableRule,
                    "no packet gets to rule \(last + 2) of chain `\(chain.name)`: rule \(last + 1) takes every packet",
                    subject: chain.subject,
                    at: rule.location)
            }
        })
}

extension Statement {
    /// A verdict, or a map of verdicts, in the kernel's bytes.
    fileprivate var mayJumpUnseen: Bool {
        if case .raw(let raw) = self { raw.name == "lookup" || raw.name == "immediate" } else { false }
    }
}

extension Rule {
    /// A verdict that ends the chain, with nothing before it that could hold a packet back.
    fileprivate var takesEveryPacket: Bool {
        for statement in statements {
            switch statement {
            case .counter, .log, .notrack, .set, .setOverZeroChecksum, .last: continue
            case .verdict(.accept), .verdict(.drop), .verdict(.return), .verdict(.goto): return true
            case .verdict, .match, .verdictMap, .resetTCPOption, .quota, .limit, .connectionLimit, .object, .reject, .nat, .tproxy, .dup,
                .fwd, .synproxy, .flowAdd, .queue, .update, .raw:
                return false
            }
        }
        return false
    }
}
