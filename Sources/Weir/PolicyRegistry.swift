internal import Documents
internal import Glibc
import Synchronization
import WeirModel

/// The policies that the program defined, and their way out when it ends.
enum PolicyRegistry {
    private struct Policies: Sendable {
        var first: (state: HostState, words: String)?
        var surplus: [String] = []
        var tests: [PacketTest] = []
        /// Findings of values that are not part of any policy yet.
        var problems: [Diagnostic] = []
    }

    private static let policies = Mutex(Policies())

    static func register(_ state: HostState, at location: SourceLocation) {
        let words = "\"\(state.policy ?? "")\" at \(location)"
        let isFirst = policies.withLock { policies in
            if policies.first == nil {
                policies.first = (state, words)
                return true
            }
            policies.surplus.append(words)
            return false
        }
        // At exit, so that a failure after the policy still fails the program.
        if isFirst { atexit { PolicyRegistry.emit() } }
    }

    static func register(_ test: PacketTest, _ findings: [Diagnostic]) {
        policies.withLock { policies in
            policies.tests.append(test)
            for finding in findings where !policies.problems.contains(finding) { policies.problems.append(finding) }
        }
    }

    static func fail(_ problem: Diagnostic) {
        policies.withLock { if !$0.problems.contains(problem) { $0.problems.append(problem) } }
    }

    private static func emit() {
        let (found, surplus, tests, problems) = policies.withLock { ($0.first, $0.surplus, $0.tests, $0.problems) }
        guard var first = found else { return }
        first.state.tests = tests
        first.state.diagnostics += problems
        guard surplus.isEmpty else {
            for words in [first.words] + surplus { DocumentChannel.emit(surplusPolicy: words) }
            return
        }
        let tables = first.state.tables + tests.map(\.matches)
        let files = Set(tables.flatMap(\.sets).compactMap(\.elementsFile)).sorted()
        DocumentChannel.emit(document: encoded(first.state), dataFiles: files)
    }

    /// The encoded state; if a value is too long for a document, a state with that finding instead.
    private static func encoded(_ state: HostState) -> [UInt8] {
        do {
            return try Document.encode(state, as: .packed)
        } catch {
            let finding = Diagnostic(.error, id: .badDocument, error.description, help: error.help)
            return (try? Document.encode(HostState(policy: state.policy, diagnostics: state.diagnostics + [finding]), as: .packed)) ?? []
        }
    }
}
