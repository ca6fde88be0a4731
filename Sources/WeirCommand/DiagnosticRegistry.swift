import Findings
import OffloadCheck
import PacketAnalysis
import PolicyCheck
import WeirModel

/// All rules of findings that `weir` can print.
enum DiagnosticRegistry {
    static let rules = DiagnosticRule.others + PolicyCheck.rules + PacketFindings.rules + OffloadCheck.rules

    /// Those whose findings an `Accept` may name.
    static let acceptable = PolicyCheck.rules + PacketFindings.rules + OffloadCheck.checkRules

    static func rule(named name: String) -> DiagnosticRule? { rules.first { $0.id.rawValue == name } }
}
