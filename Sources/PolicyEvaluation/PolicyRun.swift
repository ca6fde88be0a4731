internal import CHost
internal import Glibc
import WeirModel

/// The confined run of a compiled policy, and its result.
struct PolicyRun {
    var document: [UInt8]
    var dataFiles: [String]
    var log: PolicyLog

    /// The exit status of a policy whose call was refused: see CPolicyStart.h.
    private static let refused: Int32 = 159

    init(source: PolicySource, program: [UInt8], limits: Limits, allowUnconfined: Bool) throws(EvaluationError) {
        func failure(_ kind: EvaluationError.Kind, _ log: PolicyLog = PolicyLog(""), at location: SourceLocation? = nil) -> EvaluationError
        {
            EvaluationError(kind, policy: source.path, log: log, at: location)
        }
        let descriptor = program.withUnsafeBytes { weir_program($0.baseAddress, $0.count) }
        guard descriptor >= 0 else {
            throw failure(.notStarted(program: "policy", step: "memfd_create", reason: SystemFailure(code: -descriptor).description))
        }
        defer { close(descriptor) }
        let outcome: ChildProcess.Outcome
        do throws(ChildProcess.NotStarted) {
            // The document goes to descriptor 3: see `DocumentChannel`.
            outcome = try ChildProcess(
                program: .policy(descriptor: descriptor), arguments: ["policy"], environment: ["WEIR_DOCUMENT=3"],
                limits: .init(seconds: limits.seconds, memory: limits.memory, log: limits.log, document: limits.document),
                allowUnconfined: allowUnconfined
            ).run()
        } catch {
            throw EvaluationError(error, program: "policy", policy: source.path)
        }
        let log = PolicyLog(outcome.log)
        self.log = log

        switch outcome.end {
        case .exited(0): break
        case .exited(Self.refused), .killed(SIGSYS):
            let refusal = DocumentFrames.refusal(in: outcome.document)
            throw failure(
                .forbidden(refusal?.action ?? "make a system call that is not allowed", detail: String(outside: refusal?.detail ?? [])),
                log)
        case .exited(let code): throw failure(.exited(code: Int(code)), log)
        case .timedOut: throw failure(.neverEnds(seconds: limits.seconds), log)
        case .logLimit: throw failure(.printsTooMuch(bytes: limits.log), log)
        case .documentLimit: throw failure(.documentTooLarge(bytes: limits.document), log)
        case .killed(let signal):
            throw Self.crash(signal, outcome, log, limits) { kind, location in
                // The text is the policy's, and may name any file.
                guard let location, source.files.contains(where: { $0.name == location.file }) else { return failure(kind, log) }
                return failure(kind, log, at: SourceLocation(file: source.place.path(of: location.file), line: location.line, column: 0))
            }
        }

        let frames: DocumentFrames
        do throws(DocumentFrames.Damage) {
            frames = try DocumentFrames(outcome.document)
        } catch {
            switch error {
            case .garbage: throw failure(.documentGarbage, log)
            case .truncated: throw failure(.documentTruncated, log)
            case .version(let version): throw failure(.documentVersion(version), log)
            }
        }
        guard frames.surplusPolicies.isEmpty, frames.documents.count < 2 else {
            throw failure(.severalPolicies(frames.surplusPolicies), log)
        }
        guard let only = frames.documents.first else { throw failure(.noPolicy, log) }
        document = only
        dataFiles = frames.dataFiles
    }

    /// The meaning of a fatal signal.
    private static func crash(
        _ signal: Int32, _ outcome: ChildProcess.Outcome, _ log: PolicyLog, _ limits: Limits,
        _ failure: (EvaluationError.Kind, (file: String, line: Int)?) -> EvaluationError
    ) -> EvaluationError {
        let words = PolicyLog.LastWords(log)
        let location = words.flatMap { words in words.file.map { (file: $0, line: words.line) } }
        if let message = words?.message {
            let top = "Error raised at top level: "
            if message.hasPrefix(top) { return failure(.threw(String(message.dropFirst(top.count))), location) }
            if message.hasPrefix("failed to allocate") { return failure(.outOfMemory(bytes: limits.memory), location) }
            return failure(.crashed(message.lowercasingFirst), location)
        }
        // The allocator fails without a message: the sign is a process close to its memory limit.
        if outcome.peakMemory > limits.memory / 2 || signal == SIGKILL { return failure(.outOfMemory(bytes: limits.memory), nil) }
        let name =
            switch signal {
            case SIGSEGV, SIGBUS: "it touched memory that is not its own; a recursion without an end does that"
            case SIGABRT: "it aborted"
            default: "signal \(signal), `\(String(cString: strsignal(signal)))`"
            }
        return failure(.crashed(name), nil)
    }
}

extension String {
    fileprivate var lowercasingFirst: String { prefix(1).lowercased() + dropFirst() }
}
