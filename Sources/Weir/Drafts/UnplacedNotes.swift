internal import Glibc
import WeirModel

// Options are set within closures, whose literals have no call that knows their place. Their findings wait here for the next call that
// does.
extension PendingDiagnostics {
    /// Remembers a finding of a literal on this thread.
    static func leave(
        _ id: Diagnostic.ID, _ message: String, help: String? = nil, severity: Diagnostic.Severity = .error,
        at location: SourceLocation? = nil
    ) {
        UnplacedNotes.ofThisThread.notes.problems.append(Diagnostic(severity, id: id, message, help: help, at: location))
    }

    /// The findings of literals on this thread since the last call.
    static func unplaced() -> PendingDiagnostics {
        let waiting = UnplacedNotes.ofThisThread
        defer { waiting.notes = PendingDiagnostics() }
        return waiting.notes
    }

    func placed(at location: SourceLocation) -> PendingDiagnostics {
        PendingDiagnostics(problems: problems.map { $0.at(location) }, uses: uses)
    }

    mutating func error(at location: SourceLocation, _ id: Diagnostic.ID, _ message: String, help: String? = nil) {
        problems.append(Diagnostic(.error, id: id, message, help: help, at: location))
    }
}

private final class UnplacedNotes {
    var notes = PendingDiagnostics()

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key) { notes in
            if let notes { Unmanaged<UnplacedNotes>.fromOpaque(notes).release() }
        }
        return key
    }()

    static var ofThisThread: UnplacedNotes {
        if let known = pthread_getspecific(key) { return Unmanaged<UnplacedNotes>.fromOpaque(known).takeUnretainedValue() }
        let new = UnplacedNotes()
        pthread_setspecific(key, Unmanaged.passRetained(new).toOpaque())
        return new
    }
}
