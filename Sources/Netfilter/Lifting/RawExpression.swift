import WeirModel

extension RuleLifting {
    /// The statement of one expression, in a rule that can't be said as a whole. What keeps state needs nothing of what is before it, and
    /// neither does a verdict; the rules of its `jump { … }` are no bytes.
    func kept(_ expression: Expression) -> Statement {
        if let statement = Self.liftStateful(expression) { return statement }
        if case .verdict(let data) = expression, let verdict = lift(data) { return .verdict(verdict) }
        return .raw(raw(expression))
    }

    /// An expression that lifting can't say, as the kernel's bytes. Writing those down is the codec's business, which the context brings along.
    func raw(_ expression: Expression) -> RawExpression {
        if case .raw(let raw) = expression { return raw }
        return table.rawExpression(expression) ?? RawExpression(name: expression.kindName, data: [])
    }
}

extension Expression {
    /// The name of the case, for messages.
    var kindName: String { String("\(self)".prefix { $0.isLetter }) }
}
