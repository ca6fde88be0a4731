import WeirModel

extension RuleLifting {
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
