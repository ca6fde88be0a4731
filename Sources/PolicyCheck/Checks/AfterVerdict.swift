internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// A match after a verdict seems to narrow the verdict, but doesn't.
    static let afterVerdict = Check(
        finds: [.statementAfterVerdict],
        table: { facts in
            facts.rules.compactMap { rule -> Diagnostic? in
                guard let ending = rule.endingBeforeLast else { return nil }
                return Diagnostic(
                    .error, id: .statementAfterVerdict, "statements after `\(ending)` in this rule do nothing: the rule ends there",
                    help: "put matches and counters before it; stock nft refuses such a rule", source: "nft(8); nft_do_chain()",
                    subject: rule.subject, at: rule.location)
            }
        })
}

extension RuleIndex {
    /// The name of a statement that ends the rule, or of one bound to it, if others follow.
    fileprivate var endingBeforeLast: String? {
        rule.endingBeforeLast ?? parts.verdicts.lazy.flatMap(\.boundRules).compactMap(\.endingBeforeLast).first
    }
}

extension Rule {
    fileprivate var endingBeforeLast: String? { statements.dropLast().lazy.compactMap(\.ending).first }
}

extension Statement {
    /// Its name, if nothing after it is run.
    fileprivate var ending: String? {
        switch self {
        case .verdict(let verdict):
            switch verdict {
            case .accept: "accept"
            case .drop: "drop"
            case .return: "return"
            case .jump: "jump"
            case .goto: "goto"
            case .continue: nil
            }
        case .reject: "reject"
        case .nat(let nat): nat.kind.rawValue
        case .queue: "queue"
        case .fwd: "fwd"
        // A verdict map without a matching element continues.
        case .match, .verdictMap, .set, .setOverZeroChecksum, .resetTCPOption, .counter, .quota, .limit, .connectionLimit, .last, .object,
            .log, .tproxy, .dup,
            .notrack, .synproxy, .flowAdd, .update, .raw:
            nil
        }
    }
}
