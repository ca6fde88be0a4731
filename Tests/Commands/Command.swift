import Foundation

/// One run of a program by a test: standard output and error together, by way of a file, so that nothing that it leaves running can hold the
/// reader up.
public struct Command: Sendable {
    public struct Result: Sendable {
        /// The exit status, or 128 and the signal. 124 when it took longer than it may.
        public var status: Int32
        public var output: String
    }

    var words: [String]
    var folder: String
    var environment: [String: String]

    /// - Parameters:
    ///   - words: the program and its arguments.
    ///   - environment: besides the test's PATH.
    public init(_ words: [String], folder: String = "/", environment: [String: String] = [:]) {
        self.words = words
        self.folder = folder
        self.environment = environment
    }

    /// Runs it to its end.
    public func run() throws -> Result {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("weir-command-\(UUID().uuidString)").path
        defer { unlink(output) }
        let status = try start(output: output).wait()
        return Result(status: status, output: String(decoding: (try? Data(contentsOf: URL(filePath: output))) ?? Data(), as: UTF8.self))
    }

    /// A program that runs on.
    public struct Running: Sendable {
        let process: pid_t

        /// Ends it, and what it has started in its own group.
        public func stop() {
            kill(process, SIGTERM)
            _ = wait()
        }

        @discardableResult
        public func wait() -> Int32 {
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
        }
    }

    public func start(output: String = "/dev/null") throws -> Running {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A test's thread may block signals, and what it starts would then outlive timeout(1) and kill(1).
        var attributes = posix_spawnattr_t()
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let variables = ["PATH": path, "LC_ALL": "C.UTF-8"].merging(environment) { $1 }.map { "\($0)=\($1)" }
        var argv: [UnsafeMutablePointer<CChar>?] = (["timeout", "-k", "5", "300", "env", "-C", folder] + words).map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var process: pid_t = 0
        let started = posix_spawnp(&process, "timeout", &actions, &attributes, &argv, &envp)
        guard started == 0 else { throw POSIXError(POSIXErrorCode(rawValue: started) ?? .EIO) }
        return Running(process: process)
    }
}
