internal import CHost
internal import Glibc

/// One run of another program, from its start to its end.
struct ChildProcess {
    enum Program {
        /// A program of ours with arguments of ours, without walls.
        case plain(path: String)
        /// A compiler or linker: reads the paths, writes `work`, and hands the outputs over, which lie in `work`.
        case tool(path: String, reads: [String], work: String, workBytes: UInt64, outputs: [String])
        /// A policy, statically linked, by descriptor. It has no files.
        case policy(descriptor: Int32)
        /// Nothing: reports the walls that a tool would have.
        case probe
    }

    enum End: Equatable {
        case exited(Int32)
        case killed(signal: Int32)
        case timedOut
        case logLimit
        case documentLimit
    }

    var program: Program
    var arguments: [String] = []
    var environment: [String] = []
    var folder = "/"
    var limits: Limits
    /// Goes on without walls where they can't be had.
    var allowUnconfined = false

    /// For one process; see `Limits`.
    struct Limits {
        var seconds: Double
        /// Bytes of address space.
        var memory: UInt64
        /// Bytes of standard output and standard error.
        var log: Int
        /// Bytes of the document, or of the outputs.
        var document: Int
    }

    struct Outcome {
        var end: End
        var log: [UInt8]
        /// The bytes that a policy wrote to descriptor 3.
        var document: [UInt8]
        var peakMemory: UInt64
        var confinement: Confinement
    }

    struct NotStarted: Error {
        var step: String
        var failure: SystemFailure
        var confinement: Confinement

        /// The walls that a stranger's text needs can't be had here.
        var isUnconfined: Bool { step == "confinement" }
    }

    /// Blocks until the program, and all that it started, has ended.
    func run() throws(NotStarted) -> Outcome {
        var request = weir_run_request()
        var outcome = weir_run_outcome()
        request.executable = -1
        request.allow_unconfined = allowUnconfined
        (request.uid, request.gid) = Self.nobody
        request.milliseconds = UInt64(max(0, limits.seconds) * 1000)
        request.memory = limits.memory
        request.log_limit = limits.log
        request.document_limit = limits.document
        var path = ""
        var reads: [String] = []
        var work = ""
        var outputs: [String] = []
        switch program {
        case .plain(let value):
            request.job = WEIR_JOB_PLAIN
            path = value
        case .tool(let value, let readable, let folder, let bytes, let files):
            request.job = WEIR_JOB_TOOL
            (path, reads, work, outputs) = (value, readable, folder, files)
            request.work_bytes = bytes
        case .policy(let descriptor):
            request.job = WEIR_JOB_POLICY
            request.executable = descriptor
        case .probe: request.job = WEIR_JOB_PROBE
        }
        withCStrings([path, folder, work]) { single in
            withCStrings(arguments) { argv in
                withCStrings(environment) { envp in
                    withCStrings(reads) { reads in
                        withCStrings(outputs) { outputs in
                            request.path = UnsafePointer(single?[0])
                            request.directory = UnsafePointer(single?[1])
                            request.work = UnsafePointer(single?[2])
                            request.argv = UnsafePointer(argv)
                            request.envp = UnsafePointer(envp)
                            weir_run_reading(&request, reads, outputs, &outcome)
                        }
                    }
                }
            }
        }
        defer { weir_run_free(&outcome) }
        let confinement = Confinement(outcome)
        guard outcome.error == 0 else {
            let step = withUnsafeBytes(of: outcome.step) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw NotStarted(step: step, failure: SystemFailure(code: outcome.error), confinement: confinement)
        }
        return Outcome(
            end: Self.end(of: outcome), log: Array(UnsafeBufferPointer(start: outcome.log, count: outcome.log_length)),
            document: Array(UnsafeBufferPointer(start: outcome.document, count: outcome.document_length)),
            peakMemory: outcome.peak_memory, confinement: confinement)
    }

    private static func end(of outcome: weir_run_outcome) -> End {
        switch outcome.end {
        case WEIR_RUN_TIMED_OUT: return .timedOut
        case WEIR_RUN_LOG_LIMIT: return .logLimit
        case WEIR_RUN_DOCUMENT_LIMIT: return .documentLimit
        default:
            let signal = outcome.status & 0x7f
            return signal == 0 ? .exited(outcome.status >> 8 & 0xff) : .killed(signal: signal)
        }
    }

    /// Looked up once: getpwnam(3) answers in memory that all threads share, in which another's search may be passing root.
    static let nobody: (uid_t, gid_t) = {
        guard let entry = getpwnam("nobody"), entry.pointee.pw_uid != 0 else { return (65534, 65534) }
        return (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }()
}

/// The strings as C has them: an array of pointers that ends in NULL.
private func withCStrings(_ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Void) {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    pointers.withUnsafeMutableBufferPointer { body($0.baseAddress) }
}
