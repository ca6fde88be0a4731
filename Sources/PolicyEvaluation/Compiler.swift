internal import Glibc

/// The Swift compiler of this machine.
struct Compiler: Sendable {
    /// The path of `swiftc`.
    var path: String
    /// Changes whenever the compiler does.
    var identity: String
    private var hasLLD: Bool

    /// Where toolchains are put, for a PATH that lacks them, as sudo's does.
    private static let usualFolders = [
        "/usr/bin", "/usr/local/bin", "/opt/swift/usr/bin", "/usr/share/swift/usr/bin", "/usr/libexec/swift/bin",
    ]

    static func find() throws(EvaluationError) -> Compiler {
        var folders = environment("PATH").map { $0.split(separator: ":").map(String.init) } ?? []
        folders += usualFolders
        if let home = environment("HOME") { folders.append(home + "/.local/share/swiftly/bin") }
        for folder in folders where folder.hasPrefix("/") {
            let path = Files.join(folder, "swiftc")
            if access(path, X_OK) == 0, let compiler = try? Compiler(path: path) { return compiler }
        }
        throw EvaluationError(.noCompiler, policy: "")
    }

    init(path: String) throws(EvaluationError) {
        self.path = path
        let tools = Files.resolve(path).flatMap(Files.folder) ?? "/"
        let frontend = tools + "/swift-frontend"
        hasLLD = Files.exists(tools + "/ld.lld")
        if let status = try? Files.status(frontend) {
            identity = "\(frontend) \(status.size) \(status.modified)"
            return
        }
        // A proxy that picks a toolchain, as swiftly's: only the compiler itself knows which one it is.
        identity = ""
        let outcome = try? process(["-print-target-info"], in: "/", seconds: 60, memory: 16 << 30).run()
        guard let outcome, case .exited(0) = outcome.end else { throw EvaluationError(.noCompiler, policy: "") }
        identity = String(decoding: outcome.log, as: UTF8.self)
    }

    /// What stays the same for every policy.
    var flags: [String] {
        // Policies are scripts of one thread, so what Swift 6 asks about isolation would be noise. The standard library goes into the
        // program, which then runs for a user who can't read the toolchain.
        [
            "-module-name", "policy", "-swift-version", "5", "-Onone", "-static-stdlib", "-diagnostic-style=llvm", "-no-color-diagnostics",
            "-Xlinker", "--strip-all",
        ] + (hasLLD ? ["-use-ld=lld"] : [])
    }

    /// Compiles the files in the folder, where they have the author's names, to a program.
    func compile(
        _ source: PolicySource, against library: PolicyLibrary, in folder: PrivateLayout, limits: Limits
    ) throws(EvaluationError) -> [UInt8] {
        var arguments = flags + ["-I", folder.modules, "-module-cache-path", folder.moduleCache, "-o", folder.program]
        if source.files.count > 1 {
            arguments += ["-enable-batch-mode", "-j", String(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))]
            arguments += ["-output-file-map", folder.outputFileMap]
        }
        arguments += source.files.map { $0.name.hasPrefix("-") || $0.name.hasPrefix("@") ? "./" + $0.name : $0.name }
        arguments += library.objects.indices.map { Files.join(folder.modules, "\($0).o") }

        let outcome: ChildProcess.Outcome
        do throws(ChildProcess.NotStarted) {
            outcome = try process(
                arguments, in: folder.sources, temporary: folder.temporary, seconds: limits.compilerSeconds, memory: limits.compilerMemory
            ).run()
        } catch {
            throw EvaluationError(.notStarted(program: path, step: error.step, reason: error.failure.description), policy: source.path)
        }
        switch outcome.end {
        case .exited(0): return outcome.log
        case .exited where String(decoding: outcome.log, as: UTF8.self).contains(": error: module compiled with Swift "):
            throw EvaluationError(.otherCompiler, policy: source.path, compilerOutput: outcome.log, at: source.place)
        case .exited: throw EvaluationError(.doesNotCompile, policy: source.path, compilerOutput: outcome.log, at: source.place)
        case .timedOut: throw EvaluationError(.compilesForever(seconds: limits.compilerSeconds), policy: source.path)
        case .killed, .logLimit, .documentLimit, .offence:
            throw EvaluationError(.compilerCrashed, policy: source.path, compilerOutput: outcome.log, at: source.place)
        }
    }

    private func process(
        _ arguments: [String], in folder: String, temporary: String = "/tmp", seconds: Double, memory: UInt64
    ) -> ChildProcess {
        let kept = ["PATH", "HOME", "SWIFTLY_HOME_DIR", "SWIFTLY_BIN_DIR", "SWIFTLY_TOOLCHAINS_DIR"].compactMap { name in
            Compiler.environment(name).map { "\(name)=\($0)" }
        }
        return ChildProcess(
            program: .path(path), arguments: [path] + arguments, environment: kept + ["TMPDIR=" + temporary], folder: folder,
            seconds: seconds, memory: memory, logLimit: 64 << 20, documentLimit: 0)
    }

    static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        return String(cString: value)
    }
}

/// What lies where in the private folder of an evaluation.
struct PrivateLayout {
    var sources, modules, temporary, program, moduleCache, outputFileMap: String

    init(_ folder: String, moduleCache: String?) {
        sources = folder + "/sources"
        modules = folder + "/modules"
        temporary = folder + "/temporary"
        program = folder + "/program"
        outputFileMap = folder + "/output-file-map.json"
        self.moduleCache = moduleCache ?? folder + "/module-cache"
    }
}
