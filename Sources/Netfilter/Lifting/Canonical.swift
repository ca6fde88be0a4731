import WeirModel

extension [Expression] {
    var canonical: [Expression] { inOneForm.map(\.canonical) }
}

extension Expression {
    /// The same expression without meaningless differences: the order of an anonymous set's elements, a range as two comparisons.
    var canonical: Expression {
        var result = self
        if let set { result.set = set.canonical }
        if case .verdict(var data) = self {
            data.chain = data.chain?.canonical
            result = .verdict(data)
        }
        return result
    }
}

extension SetReference {
    var canonical: SetReference {
        guard case .anonymous(var set) = self else { return self }
        set.elements = set.elements.map(\.canonical).sorted { ($0.key, $0.keyEnd ?? [], $0.flags) < ($1.key, $1.keyEnd ?? [], $1.flags) }
        return .anonymous(set)
    }
}

extension SetElement {
    var canonical: SetElement {
        var result = self
        if case .verdict(var verdict)? = data {
            verdict.chain = verdict.chain?.canonical
            result.data = .verdict(verdict)
        }
        return result
    }
}

extension Expression.ChainReference {
    var canonical: Self {
        guard case .anonymous(var chain) = self else { return self }
        chain.rules = chain.rules.map { CompiledRule(expressions: $0.expressions.canonical, userdata: $0.userdata) }
        return .anonymous(chain)
    }
}

private func < (left: ([UInt8], [UInt8], UInt32), right: ([UInt8], [UInt8], UInt32)) -> Bool {
    if left.0 != right.0 { return left.0.lexicographicallyPrecedes(right.0) }
    if left.1 != right.1 { return left.1.lexicographicallyPrecedes(right.1) }
    return left.2 < right.2
}
