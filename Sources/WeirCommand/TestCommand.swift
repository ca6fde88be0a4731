import ArgumentParser
import PacketAnalysis
import WeirModel

/// `weir test`: proves the tests that stand beside a policy.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Prove a policy's tests: what is to become of all packets of a description.",
        discussion:
            "Follows IPv4 and IPv6 from prerouting to postrouting. Needs neither root nor the kernel. Exits with 0 if all expectations hold, 1 if one does not or cannot be decided, and 2 if the tests failed to run."
    )

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var policy: String

    @Option(help: "The format: \(TestFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: TestFormat = .text

    @Option(help: "Run only the tests whose names contain this text.")
    var filter: String?

    @OptionGroup var evaluation: EvaluationOptions

    func run() throws {
        let tested = try PolicyProgram(policy, evaluation, verb: "tested")
        let state = tested.state
        let tests = state.tests.filter { test in filter.map { test.name.contains($0) } ?? true }
        guard !tests.isEmpty else {
            throw trouble(
                state.tests.isEmpty ? "`\(policy)` has no tests" : "no test of `\(policy)` has `\(filter ?? "")` in its name",
                help: state.tests.isEmpty ? "write `Test(\"…\") { Expect(.dropped, iif: …) }` beside the policy" : nil)
        }
        tested.noteFilters()
        let proof = tested.proof
        let report = TestReport(words: tested.words, tests: try tests.map { ($0, try proof.results(of: $0)) })
        try format.write(report)
        if !report.holds { throw ExitCode(1) }
    }
}

extension TestFormat: ExpressibleByArgument {}
