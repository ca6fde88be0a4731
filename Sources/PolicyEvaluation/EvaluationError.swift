public import WeirModel

/// Why a policy gave no document: who, what, where, and what to do about it.
public struct EvaluationError: Error, Sendable {
    public enum Kind: Sendable, Hashable {
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

    public var kind: Kind
    /// The policy's path, as the author gave it.
    public var policy: String
    /// What the policy printed until then, fit for a terminal.
    public var log: String = ""
    /// The compiler's own words, with the source lines and carets, at the author's paths; nil when it is not about them.
    public var compilerText: String?
    /// The same as values, one at least.
    public var diagnostics: [Diagnostic] = []

    init(_ kind: Kind, policy: String, log: String = "", at location: SourceLocation? = nil) {
        self.kind = kind
        self.policy = policy
        self.log = log
        let location = location ?? (policy.isEmpty ? nil : SourceLocation(file: policy, line: 0, column: 0))
        diagnostics = [Diagnostic(.error, id: kind.id, kind.message, help: kind.help, at: location)]
    }

    init(_ kind: Kind, policy: String, compilerOutput: [UInt8], at place: PolicyPlace) {
        self.init(kind, policy: policy)
        let output = CompilerOutput(compilerOutput, at: place)
        // A linker can say the same ten thousand times.
        let lines = output.text.split(separator: "\n", omittingEmptySubsequences: false)
        compilerText = lines.prefix(400).joined(separator: "\n") + (lines.count > 400 ? "\n… and \(lines.count - 400) lines more" : "")
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
    public var description: String {
        if kind == .doesNotCompile, let compilerText, !compilerText.isEmpty { return compilerText }
        var lines: [String] = []
        for diagnostic in diagnostics {
            var place = ""
            if let location = diagnostic.at.location {
                place = (location.line > 0 ? location.description : location.file) + ": "
            }
            lines.append("\(place)\(diagnostic.severity.rawValue): \(diagnostic.message)")
            if let help = diagnostic.help { lines.append("  help: \(help)") }
        }
        if let compilerText, !compilerText.isEmpty { lines.append(compilerText) }
        return lines.joined(separator: "\n")
    }
}
