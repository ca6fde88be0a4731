internal import CHost
internal import Glibc

/// One run of another program, from its start to its end.
struct ChildProcess {
    enum Program {
        case path(String)
        /// Confined, and started by descriptor, since whom it runs as may not be able to reach the path.
        case confined(path: String)
    }

    enum End {
        case exited(Int32)
        case killed(signal: Int32)
        case timedOut
        case logLimit
        case documentLimit
        case offence(String, detail: String)
    }

    var program: Program
    var arguments: [String]
    var environment: [String]
    var folder: String
    var seconds: Double
    var memory: UInt64
    var logLimit: Int
    var documentLimit: Int

    struct Outcome {
        var end: End
        var log: [UInt8]
        var document: [UInt8]
        var peakMemory: UInt64
        /// What of the confinement could not be had.
        var missing: [String]
    }

    struct NotStarted: Error {
        var step: String
        var failure: SystemFailure
    }

    /// Blocks until the program has ended.
    func run() throws(NotStarted) -> Outcome {
        var request = weir_run_request()
        var outcome = weir_run_outcome()
        request.executable = -1
        var opened: Int32 = -1
        defer { if opened >= 0 { close(opened) } }
        let path: String
        switch program {
        case .path(let value): path = value
        case .confined(let value):
            path = value
            opened = open(value, O_RDONLY | O_CLOEXEC)
            guard opened >= 0 else { throw NotStarted(step: "open", failure: SystemFailure()) }
            request.executable = opened
            request.confined = true
            (request.uid, request.gid) = Self.nobody
        }
        request.milliseconds = UInt64(max(0, seconds) * 1000)
        request.memory = memory
        request.log_limit = logLimit
        request.document_limit = documentLimit
        withCStrings(arguments) { argv in
            withCStrings(environment) { envp in
                folder.withCString { folder in
                    path.withCString { path in
                        if !request.confined { request.path = path }
                        request.argv = UnsafePointer(argv)
                        request.envp = UnsafePointer(envp)
                        request.directory = folder
                        weir_run(&request, &outcome)
                    }
                }
            }
        }
        defer { weir_run_free(&outcome) }
        guard outcome.error == 0 else {
            let step = withUnsafeBytes(of: outcome.step) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw NotStarted(step: step, failure: SystemFailure(code: outcome.error))
        }
        return Outcome(
            end: Self.end(of: outcome), log: Array(UnsafeBufferPointer(start: outcome.log, count: outcome.log_length)),
            document: Array(UnsafeBufferPointer(start: outcome.document, count: outcome.document_length)),
            peakMemory: outcome.peak_memory, missing: Self.missing(outcome.without))
    }

    private static func end(of outcome: weir_run_outcome) -> End {
        switch outcome.end {
        case WEIR_RUN_TIMED_OUT: return .timedOut
        case WEIR_RUN_LOG_LIMIT: return .logLimit
        case WEIR_RUN_DOCUMENT_LIMIT: return .documentLimit
        case WEIR_RUN_OFFENCE:
            let detail = withUnsafeBytes(of: outcome.offence_detail) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            return .offence(outcome.offence.map { String(cString: $0) } ?? "", detail: detail)
        default:
            let signal = outcome.status & 0x7f
            return signal == 0 ? .exited(outcome.status >> 8 & 0xff) : .killed(signal: signal)
        }
    }

    private static func missing(_ bits: UInt32) -> [String] {
        let words: [(weir_confinement, String)] = [
            (WEIR_WITHOUT_NAMESPACES, "a network namespace of its own"),
            (WEIR_WITHOUT_FILTER, "a filter of its system calls"),
            (WEIR_WITHOUT_SUPERVISION, "supervision of the files that it reads"),
        ]
        return words.filter { bits & $0.0.rawValue != 0 }.map(\.1)
    }

    private static var nobody: (uid_t, gid_t) {
        guard let entry = getpwnam("nobody") else { return (65534, 65534) }
        return (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
}

/// The strings as C has them: an array of pointers that ends in NULL.
private func withCStrings(_ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Void) {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    pointers.withUnsafeMutableBufferPointer { body($0.baseAddress) }
}
