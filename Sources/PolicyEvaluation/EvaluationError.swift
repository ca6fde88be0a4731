import WeirModel

/// The reason why a policy gave no document, its place, and the fix.
package struct EvaluationError: Error, Sendable {
    package enum Kind: Sendable, Hashable {
        // The files.
        case unreadable(reason: String)
        case tooLarge(bytes: Int)
        case refusedFile(name: String, reason: String)
        case noSwiftFile
        case noMain
        // The compiler.
        case noCompiler
        case noStaticLibrary(folder: String)
        case noLibrary(searched: [String])
        case doesNotCompile
        case compilesForever(seconds: Double)
        case compilerCrashed
        case otherCompiler
        case refusedObject(String)
        case doesNotLink
        case programTooLarge(bytes: Int)
        // The run.
        case unconfined(reason: String)
        case notStarted(program: String, step: String, reason: String)
        case noPrivateFolder(reason: String)
        case threw(String)
        case crashed(String)
        case exited(code: Int)
        case neverEnds(seconds: Double)
        case outOfMemory(bytes: UInt64)
        case printsTooMuch(bytes: Int)
        case forbidden(String, detail: String)
        // The document.
        case noPolicy
        case severalPolicies([String])
        case documentTooLarge(bytes: Int)
        case documentGarbage
        case documentTruncated
        case documentVersion(UInt8)
    }

    package var kind: Kind
    /// The policy's path, as the author gave it.
    package var policy: String
    /// The output of the policy until then.
    package var log: PolicyLog
    /// The compiler's messages, with source lines and carets, at the author's paths; empty for other errors.
    package var compilerLines: [OutputLine] = []
    /// The same as values, one at least.
    package var diagnostics: [Diagnostic] = []

    init(_ kind: Kind, policy: String, log: PolicyLog = PolicyLog(""), at location: SourceLocation? = nil) {
        self.kind = kind
        self.policy = policy
        self.log = log
        let location = location ?? (policy.isEmpty ? nil : SourceLocation(file: policy, line: 0, column: 0))
        diagnostics = [Diagnostic(.error, id: kind.id, kind.message, help: kind.help, at: location)]
    }

    init(_ kind: Kind, policy: String, compilerOutput: [UInt8], at place: PolicyPlace) {
        self.init(kind, policy: policy)
        let output = CompilerOutput(compilerOutput, at: place)
        // A linker can repeat a message ten thousand times.
        compilerLines = Array(output.lines.prefix(400))
        if output.lines.count > 400 { compilerLines.append("… and \(output.lines.count - 400) lines more") }
        if kind == .doesNotCompile, output.diagnostics.contains(where: { $0.severity == .error }) { diagnostics = output.diagnostics }
    }

    init(_ failure: ChildProcess.NotStarted, program: String, policy: String) {
        let reason = failure.confinement.namespacesRefusal ?? "this kernel has neither namespaces nor Landlock"
        let kind: Kind =
            failure.isUnconfined
            ? .unconfined(reason: reason) : .notStarted(program: program, step: failure.step, reason: failure.failure.description)
        self.init(kind, policy: policy)
    }

    func about(_ policy: String) -> EvaluationError { self.policy.isEmpty ? EvaluationError(kind, policy: policy) : self }
}

extension EvaluationError: CustomStringConvertible {
    /// All of it, as a person reads it. The log is not part of it.
    package var lines: [OutputLine] {
        if kind == .doesNotCompile, !compilerLines.isEmpty { return compilerLines }
        return diagnostics.map(\.bounded).flatMap { diagnostic -> [OutputLine] in
            let place: OutputLine = diagnostic.at.location.map { $0.line > 0 ? "\($0): " : "\(opening: $0.file): " } ?? ""
            return ["\(place)\(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.id.rawValue)]"]
                + (diagnostic.help.map { ["  help: \($0)"] } ?? [])
        } + compilerLines
    }

    package var description: String { lines.map(\.text).joined(separator: "\n") }
}
