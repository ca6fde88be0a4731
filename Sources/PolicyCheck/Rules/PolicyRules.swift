package import Findings
internal import WeirModel

extension PolicyCheck {
    package static let rules: [DiagnosticRule] = tableRules + packetRules + referenceRules + setRules + nameRules + linkRules + filterRules

    static let rulesByID = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
}
