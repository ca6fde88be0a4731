import WeirModel

extension RuleLifting {
    /// The statement of one expression, in a rule that can't be expressed as a whole. Expressions with state, and verdicts, depend on
    /// nothing before them; the rules of a `jump { … }` can't be bytes.
    func kept(_ expression: Expression) -> Statement {
        if let statement = Self.liftStateful(expression) { return statement }
        if case .verdict(let data) = expression, let verdict = lift(data) { return .verdict(verdict) }
        return .raw(raw(expression))
    }

    /// An expression without a statement, as the kernel's bytes. The context provides the codec that encodes them.
    func raw(_ expression: Expression) -> RawExpression {
        if case .raw(let raw) = expression { return raw }
        return table.rawExpression(expression) ?? RawExpression(name: expression.kindName, data: [])
    }
}

extension Expression {
    /// The name of the case, for messages.
    var kindName: String { String("\(self)".prefix { $0.isLetter }) }
}
