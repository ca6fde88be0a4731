import WeirModel

/// The fate of the packet, or the chain to continue with: nft's verdicts.
public struct Verdict: FieldValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    init(_ verdict: WeirModel.Verdict, _ notes: PendingDiagnostics = PendingDiagnostics()) { self.init(.verdict(Draft(verdict, notes))) }

    /// Accepts the packet at this hook; base chains of later priorities still see it: nft's `accept`.
    public static var accept: Verdict { Verdict(.accept) }
    /// Drops the packet at once: nft's `drop`.
    public static var drop: Verdict { Verdict(.drop) }
    /// Continues with the next rule: nft's `continue`.
    public static var `continue`: Verdict { Verdict(.continue) }
    /// Returns to the rule after the jump; at the end of a base chain its policy decides: nft's `return`.
    public static var `return`: Verdict { Verdict(.return) }
    /// Continues in the chain, and returns from its end: nft's `jump services`.
    public static func jump(_ chain: String) -> Verdict { Verdict(.jump(.named(chain))) }
    /// Continues in the chain without returning: nft's `goto services`.
    public static func goto(_ chain: String) -> Verdict { Verdict(.goto(.named(chain))) }
}

extension Statement {
    /// Accepts the packet at this hook; base chains of later priorities still see it: nft's `accept`.
    public static var accept: Statement { Statement(.verdict(.accept)) }
    /// Drops the packet at once, without an answer to the sender: nft's `drop`.
    public static var drop: Statement { Statement(.verdict(.drop)) }
    /// Continues with the next rule: nft's `continue`.
    public static var `continue`: Statement { Statement(.verdict(.continue)) }
    /// Returns to the rule after the jump; at the end of a base chain its policy decides: nft's `return`.
    public static var `return`: Statement { Statement(.verdict(.return)) }
    /// Continues in the chain, and returns from its end: nft's `jump services`.
    public static func jump(_ chain: String) -> Statement { Statement(.verdict(.jump(.named(chain)))) }
    /// Continues in the chain without returning: nft's `goto services`.
    public static func goto(_ chain: String) -> Statement { Statement(.verdict(.goto(.named(chain)))) }
    /// nft's `jump { … }`: rules in place, without a separate chain.
    public static func jump(@RulesBuilder _ rules: () -> Rules) -> Statement { anonymous(rules().rules) { .jump($0) } }
    /// nft's `goto { … }`.
    public static func goto(@RulesBuilder _ rules: () -> Rules) -> Statement { anonymous(rules().rules) { .goto($0) } }

    private static func anonymous(_ rules: [Rule], _ verdict: (ChainTarget) -> WeirModel.Verdict) -> Statement {
        var notes = PendingDiagnostics()
        let models = rules.flatMap { $0.models(in: nil, &notes) }
        return Statement(.verdict(verdict(.anonymous(models))), notes)
    }
}
