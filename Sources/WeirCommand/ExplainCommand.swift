import ArgumentParser
import Findings
import FoundationEssentials
import WeirModel

/// `weir explain`: the long form of a finding.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain a finding: its cause, its fix, and its source.",
        discussion: "Without an identifier, lists all findings by family.")

    @Argument(help: "The identifier of a finding, as `weir` prints it in brackets.")
    var id: String?

    func run() throws { try Output.write(Data(text().utf8), to: nil) }

    private func text() throws -> String {
        guard let id else { return Self.list }
        guard let rule = DiagnosticRegistry.rule(named: id) else {
            let near = Suggestion.nearest(to: id, among: DiagnosticRegistry.rules.map(\.id.rawValue))
            throw trouble("no finding is named `\(id)`", help: near.map { "did you mean `\($0)`?" } ?? "`weir explain` lists them")
        }
        let rows = [
            ("severity", rule.severity.rawValue), ("family", rule.family.rawValue),
            ("reads", rule.inputs.map(\.rawValue).joined(separator: ", ")), ("help", rule.help), ("source", rule.source),
            ("accepted", Self.acceptance(of: rule)),
        ]
        return "\(id): \(rule.title)\n\n\(rule.why)\n\n"
            + rows.filter { !$0.1.isEmpty }.map { Self.line($0, $1, width: 10) }.joined()
    }

    private static func acceptance(of rule: DiagnosticRule) -> String {
        let accept = "Accept(\"\(rule.id.rawValue)\", on: \"…\", because: \"…\")"
        guard DiagnosticRegistry.acceptable.contains(where: { $0.id == rule.id }) else { return "" }
        if rule.isAcceptable { return "by `\(accept)`: the error becomes a warning with the reason" }
        return rule.severity == .error
            ? "never: the kernel or the card would refuse it, or hold something other than the policy says"
            : "by `\(accept)`: `--strict` lets it pass"
    }

    private static var list: String {
        let width = (DiagnosticRegistry.rules.map(\.id.rawValue.count).max() ?? 0) + 2
        return DiagnosticRule.Family.allCases.map { family in
            family.rawValue + "\n"
                + DiagnosticRegistry.rules.filter { $0.family == family }.map { "  " + line($0.id.rawValue, $0.title, width: width) }
                .joined()
        }.joined(separator: "\n")
    }

    private static func line(_ left: String, _ right: String, width: Int) -> String {
        left + String(repeating: " ", count: max(1, width - left.count)) + right + "\n"
    }
}
