import WeirModel

extension PolicyCheck {
    /// A match behind a verdict would seem to narrow what it does.
    static let afterVerdict = PolicyCheck(
        "statements behind one that ends the rule", finds: ["statement-after-verdict"],
        table: { facts in
            facts.rules.compactMap { rule -> Diagnostic? in
                guard let ending = rule.rule.endingBeforeLast else { return nil }
                return Diagnostic(
                    .error, id: "statement-after-verdict", "what stands behind `\(ending)` in this rule does nothing: the rule ends there",
                    help: "put matches and counters before it; stock nft refuses such a rule", source: "nft(8); nft_do_chain()",
                    subject: rule.subject, at: rule.location)
            }
        })
}

extension Rule {
    /// The word of a statement that ends the rule, with others behind it.
    fileprivate var endingBeforeLast: String? {
        if let word = statements.dropLast().lazy.compactMap(\.ending).first { return word }
        return statements.lazy.flatMap(\.innerRules).compactMap(\.endingBeforeLast).first
    }
}

extension Statement {
    /// Its word, where nothing behind it is run.
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
        default: nil
        }
    }

    /// The rules of a chain that is bound to it.
    fileprivate var innerRules: [Rule] {
        switch self {
        case .verdict(.jump(.anonymous(let rules))), .verdict(.goto(.anonymous(let rules))): rules
        default: []
        }
    }
}
