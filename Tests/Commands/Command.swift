import Foundation

/// One run of a program by a test. Its output goes by way of files, so that nothing that it leaves running can hold the reader up; its network
/// namespace is that of the calling thread.
package struct Command: Sendable {
    package struct Result: Sendable {
        /// The exit status, or 128 and the signal. 124 when it took longer than it may.
        package var status: Int32
        /// Standard output, and errors with it unless they were asked for separately.
        package var output: String
        package var errors: String

        package init(status: Int32, output: String, errors: String = "") { (self.status, self.output, self.errors) = (status, output, errors) }
    }

    /// The test's own environment.
    package static let surroundings = ProcessInfo.processInfo.environment

    var words: [String]
    var folder: String
    var environment: [String: String]
    var seconds: Int

    /// - Parameters:
    ///   - words: the program and its arguments.
    ///   - environment: besides the test's PATH.
    ///   - seconds: the time that it may take.
    package init(_ words: [String], folder: String = "/", environment: [String: String] = [:], seconds: Int = 300) {
        self.words = words
        self.folder = folder
        self.environment = environment
        self.seconds = seconds
    }

    /// A script of bash, in the test's own environment.
    package init(script: String, folder: String = "/", environment: [String: String] = [:], seconds: Int = 300) {
        self.init(["bash", "-c", script], folder: folder, environment: Self.surroundings.merging(environment) { $1 }, seconds: seconds)
    }

    /// Runs it to its end.
    package func run(input: String = "", separately: Bool = false) throws -> Result {
        let base = FileManager.default.temporaryDirectory.path + "/weir-command-\(UUID().uuidString)"
        let (output, errors, given) = (base + ".out", base + ".err", base + ".in")
        defer { for file in [output, errors, given] { unlink(file) } }
        if !input.isEmpty { try Data(input.utf8).write(to: URL(filePath: given)) }
        let status = try start(input: input.isEmpty ? "/dev/null" : given, output: output, errors: separately ? errors : nil).wait()
        func text(_ file: String) -> String { String(decoding: (try? Data(contentsOf: URL(filePath: file))) ?? Data(), as: UTF8.self) }
        return separately ? Result(status: status, output: text(output), errors: text(errors)) : Result(status: status, output: text(output))
    }

    /// A program that runs on.
    package struct Running: Sendable {
        let process: pid_t

        /// Ends it, and what it has started in its own group.
        package func stop() {
            kill(process, SIGTERM)
            _ = wait()
        }

        @discardableResult
        package func wait() -> Int32 {
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
        }
    }

    package func start() throws -> Running { try start(input: "/dev/null", output: "/dev/null", errors: nil) }

    private func start(input: String, output: String, errors: String?) throws -> Running {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
        if let errors {
            posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
        } else {
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        }
        // A test's thread may block signals, and what it starts would then outlive timeout(1) and kill(1).
        var attributes = posix_spawnattr_t()
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let path = Self.surroundings["PATH"] ?? "/usr/bin:/bin"
        let variables = ["PATH": path, "LC_ALL": "C.UTF-8"].merging(environment) { $1 }.map { "\($0)=\($1)" }
        var argv: [UnsafeMutablePointer<CChar>?] = (["timeout", "-k", "5", "\(seconds)", "env", "-C", folder] + words).map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var process: pid_t = 0
        let started = posix_spawn(&process, "/usr/bin/timeout", &actions, &attributes, &argv, &envp)
        guard started == 0 else { throw POSIXError(POSIXErrorCode(rawValue: started) ?? .EIO) }
        return Running(process: process)
    }
}

/// What the build puts beside the test bundle.
package enum Products {
    package static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The program that was built along with the tests.
    package static let weir = folder.appending(path: "weir").path
}
