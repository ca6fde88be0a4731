import ArgumentParser
import FoundationEssentials
import OffloadCheck

/// `weir explain`: the long form of a check.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what a check looks for, and why.", discussion: "Without a name: all checks, by family.")

    @Argument(help: "A check's identifier, as `weir check` prints it in brackets.")
    var id: String?

    func run() throws {
        guard let id else { return try Output.write(Data(Self.list.utf8), to: nil) }
        guard let check = Checks.named(id) else {
            throw trouble("no check is named `\(id)`", help: Checks.suggestion(for: id).map { "did you mean `\($0)`?" } ?? "`weir explain` lists them")
        }
        let reads = check.inputs.map(\.rawValue).joined(separator: ", ")
        let text = """
            \(check.id): \(check.title)

            \(check.explanation)

            severity  \(check.severity.rawValue)
            family    \(check.family.rawValue)
            reads     \(reads)
            help      \(check.help)
            source    \(check.source)

            """
        try Output.write(Data(text.utf8), to: nil)
    }

    private static var list: String {
        let width = (Checks.all.map(\.id.count).max() ?? 0) + 2
        return Check.Family.allCases.map { family in
            family.rawValue + "\n"
                + Checks.all.filter { $0.family == family }.map { "  " + $0.id + String(repeating: " ", count: width - $0.id.count) + $0.title + "\n" }.joined()
        }.joined(separator: "\n")
    }
}
