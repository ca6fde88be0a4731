import WeirModel

extension Qdisc.Netem.Chance {
    /// A probability and its dependence on the packet before, each from 0 to 100 per cent: netem's `loss 1% 25%` is `.percent(1,
    /// correlation: 25)`.
    public static func percent(
        _ probability: Double, correlation: Double = 0, file: String = #filePath, line: Int = #line, column: Int = #column
    ) -> Self {
        for percent in [probability, correlation] { refuse(percent, at: here(file, line, column)) }
        return Self(percent: probability, correlation: correlation)
    }
}

extension UInt32 {
    /// A probability or correlation from 0 to 100 per cent, as the fraction of 2^32 - 1 that tc makes of it.
    public static func percent(_ percent: Double, file: String = #filePath, line: Int = #line, column: Int = #column) -> UInt32 {
        refuse(percent, at: here(file, line, column))
        return Qdisc.Netem.Chance(percent: percent).probability
    }
}

/// An option's value can't carry a finding, so the policy made with it fails.
private func refuse(_ percent: Double, at location: SourceLocation) {
    guard !(0...100).contains(percent) else { return }
    PolicyRegistry.fail(Diagnostic(.error, id: .badLiteral, "\(percent) per cent: a share is from 0 to 100", at: location))
}
