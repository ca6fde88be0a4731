import WeirModel

/// `NF_*` and `NFT_*` verdict codes.
enum VerdictCode {
    static let drop: Int32 = 0
    static let accept: Int32 = 1
    static let `continue`: Int32 = -1
    static let jump: Int32 = -3
    static let goto: Int32 = -4
    static let `return`: Int32 = -5
}

extension RuleLowering {
    func lower(_ verdict: Verdict) throws -> Expression.VerdictData {
        switch verdict {
        case .accept: .init(code: VerdictCode.accept)
        case .drop: .init(code: VerdictCode.drop)
        case .continue: .init(code: VerdictCode.continue)
        case .return: .init(code: VerdictCode.return)
        case .jump(let target): .init(code: VerdictCode.jump, chain: try lower(target))
        case .goto(let target): .init(code: VerdictCode.goto, chain: try lower(target))
        }
    }

    private func lower(_ target: ChainTarget) throws -> Expression.ChainReference {
        switch target {
        case .named(let name): .named(name)
        case .anonymous(let rules):
            // nft evaluates a bound chain's rules on their own.
            .anonymous(AnonymousChain(rules: try rules.map { try Self.lower($0, in: table) }))
        }
    }
}

extension RuleLifting {
    func lift(_ data: Expression.VerdictData) -> Verdict? {
        switch (data.code, data.chain) {
        case (VerdictCode.accept, nil): .accept
        case (VerdictCode.drop, nil): .drop
        case (VerdictCode.continue, nil): .continue
        case (VerdictCode.return, nil): .return
        case (VerdictCode.jump, let chain?): .jump(lift(chain))
        case (VerdictCode.goto, let chain?): .goto(lift(chain))
        default: nil
        }
    }

    private func lift(_ chain: Expression.ChainReference) -> ChainTarget {
        switch chain {
        case .named(let name): .named(name)
        case .anonymous(let chain): .anonymous(chain.rules.map { Self.lift($0, in: table) })
        }
    }
}
