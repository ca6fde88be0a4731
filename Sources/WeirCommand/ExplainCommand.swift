import ArgumentParser
import FoundationEssentials
import OffloadCheck
import PolicyCheck
import WeirModel

/// `weir explain`: the long form of a check.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain a check.", discussion: "Without a name, lists all checks by family.")

    @Argument(help: "A check's identifier, as `weir check` prints it in brackets.")
    var id: String?

    func run() throws {
        guard let id else { return try Output.write(Data(Self.list.utf8), to: nil) }
        guard let check = Checks.named(id) else { return try explainPolicyCheck(id) }
        let reads = check.inputs.map(\.rawValue).joined(separator: ", ")
        let text = """
            \(check.id): \(check.title)

            \(check.explanation)

            severity  \(check.severity.rawValue)
            family    \(check.family.rawValue)
            reads     \(reads)
            help      \(check.help)
            source    \(check.source)
            accepted  \(Self.acceptance(FindingKind(id, isAcceptable: check.isAcceptable), isError: check.severity == .error))

            """
        try Output.write(Data(text.utf8), to: nil)
    }

    private func explainPolicyCheck(_ id: String) throws {
        guard let check = PolicyCheck.all.first(where: { $0.finds.contains { $0.id == id } }),
            let kind = check.finds.first(where: { $0.id == id })
        else {
            let near = Suggestion.nearest(to: id, among: PolicyCheck.kinds.map(\.id) + Checks.all.map(\.id))
            throw trouble("no check is named `\(id)`", help: near.map { "did you mean `\($0)`?" } ?? "`weir explain` lists them")
        }
        let text = """
            \(id): \(check.title)

            family    \(Self.policyFamily)
            reads     policy
            accepted  \(Self.acceptance(kind, isError: true))

            """
        try Output.write(Data(text.utf8), to: nil)
    }

    private static let policyFamily = "the policy alone"

    /// Whether a policy may live with it.
    private static func acceptance(_ kind: FindingKind, isError: Bool) -> String {
        let words = "Accept(\"\(kind.id)\", on: \"…\", because: \"…\")"
        if kind.isAcceptable { return "by `\(words)`; it is then reported as a warning, with the reason" }
        return isError
            ? "not as an error: the kernel would refuse it, or hold something other than the policy says"
            : "by `\(words)`: `--strict` lets it pass then"
    }

    private static var list: String {
        let width = ((Checks.all.map(\.id) + PolicyCheck.kinds.map(\.id)).map(\.count).max() ?? 0) + 2
        func line(_ id: String, _ title: String) -> String { "  " + id + String(repeating: " ", count: width - id.count) + title + "\n" }
        var told: Set<String> = []
        let own = PolicyCheck.all.flatMap { check in check.finds.filter { told.insert($0.id).inserted }.map { line($0.id, check.title) } }
        return policyFamily + "\n" + own.joined() + "\n"
            + Check.Family.allCases.map { family in
                family.rawValue + "\n"
                    + Checks.all.filter { $0.family == family }.map { line($0.id, $0.title) }.joined()
            }.joined(separator: "\n")
    }
}
