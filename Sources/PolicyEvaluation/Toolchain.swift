internal import Glibc

/// The Swift toolchain of this machine.
struct Toolchain: Sendable {
    /// Holds `bin` and `lib`, and is all that is needed of it.
    var folder: String
    /// Changes whenever the compiler does.
    var identity: String
    private var hasLLD: Bool

    /// The compiler itself, without the driver: that would link, and load plugins for macros.
    var compiler: String { folder + "/bin/swift-frontend" }
    var linker: String { folder + "/bin/clang" }

    /// Where toolchains are put, for a PATH that lacks them, as sudo's does.
    private static let usualFolders = [
        "/usr/bin", "/usr/local/bin", "/opt/swift/usr/bin", "/usr/share/swift/usr/bin", "/usr/libexec/swift/bin",
    ]

    static func find() throws(EvaluationError) -> Toolchain {
        var folders = environmentVariable("PATH").map { $0.split(separator: ":").map(String.init) } ?? []
        folders += usualFolders
        if let home = environmentVariable("HOME") { folders.append(home + "/.local/share/swiftly/bin") }
        var incomplete: EvaluationError?
        for folder in folders where folder.hasPrefix("/") {
            let path = Files.join(folder, "swiftc")
            guard access(path, X_OK) == 0 else { continue }
            do throws(EvaluationError) {
                return try Toolchain(compiler: path)
            } catch { incomplete = incomplete ?? error }
        }
        throw incomplete ?? EvaluationError(.noCompiler, policy: "")
    }

    init(compiler path: String) throws(EvaluationError) {
        let tools = Files.resolve(path).flatMap(Files.folder) ?? "/"
        var folder = Files.folder(of: tools) ?? "/"
        // A proxy that picks a toolchain, as swiftly's: only the compiler itself knows which one it is.
        if !Files.exists(tools + "/swift-frontend") { folder = try Self.folder(behind: path) }
        self.folder = folder
        hasLLD = Files.exists(folder + "/bin/ld.lld")
        do throws(SystemFailure) {
            let status = try Files.status(folder + "/bin/swift-frontend")
            identity = "\(folder) \(status.size) \(status.modified)"
        } catch { throw EvaluationError(.noCompiler, policy: "") }
    }

    private static func folder(behind proxy: String) throws(EvaluationError) -> String {
        let kept = ["PATH", "HOME", "SWIFTLY_HOME_DIR", "SWIFTLY_BIN_DIR", "SWIFTLY_TOOLCHAINS_DIR"].compactMap { name in
            environmentVariable(name).map { "\(name)=\($0)" }
        }
        let outcome = try? ChildProcess(
            program: .plain(path: proxy), arguments: [proxy, "-print-target-info"], environment: kept,
            limits: .init(seconds: 60, memory: 16 << 30, log: 1 << 20, document: 0)
        ).run()
        let suffix = "/lib/swift"
        guard let outcome, outcome.end == .exited(0) else { throw EvaluationError(.noCompiler, policy: "") }
        let mark = "\"runtimeResourcePath\": \""
        let text = String(decoding: outcome.log, as: UTF8.self)
        guard let start = text.firstRange(of: mark)?.upperBound else { throw EvaluationError(.noCompiler, policy: "") }
        let path = text[start...].prefix { $0 != "\"" }
        guard path.hasSuffix(suffix) else { throw EvaluationError(.noCompiler, policy: "") }
        return String(path.dropLast(suffix.count))
    }

    /// The standard libraries: all but those for networks and XML, which need further libraries. Unused parts are left out when the policy
    /// is linked.
    private func archives() throws(EvaluationError) -> [String] {
        let folder = self.folder + "/lib/swift_static/linux"
        let names = ((try? Files.list(folder)) ?? []).filter { $0.hasPrefix("lib") && $0.hasSuffix(".a") }
        guard names.contains("libswiftCore.a") else { throw EvaluationError(.noStaticLibrary(folder: self.folder), policy: "") }
        return names.filter { !$0.contains("Networking") && !$0.contains("XML") && !$0.contains("URLSession") }.map {
            Files.join(folder, $0)
        }
    }

    /// The paths that a compiler and a linker read: this toolchain, the C library's headers and libraries, and the dynamic loader's cache.
    var reads: [String] {
        let system = [
            "/usr/include", "/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/libx32", "/lib", "/lib64", "/lib32", "/libx32",
            "/etc/ld.so.cache",
            "/dev/null", "/dev/urandom",
        ]
        let own = system.contains { folder.hasPrefix($0 + "/") } ? [] : [folder]
        return (folder == "/usr" ? ["/usr/bin", "/usr/share/swift"] + system : own + system) + (hasLLD ? [] : ["/usr/bin"])
    }

    /// The options that every compilation shares.
    var compilerFlags: [String] {
        // Policies are scripts of one thread, so what Swift 6 asks about isolation would be noise. The linker's line is weir's own: an object
        // asks for no library.
        [
            "-frontend", "-c", "-module-name", "policy", "-swift-version", "5", "-Onone", "-use-static-resource-dir",
            "-disable-objc-interop",
            "-disable-all-autolinking", "-diagnostic-style", "llvm",
        ]
    }

    /// The whole line that links the objects to a program that needs no other file when it runs.
    func linkerArguments(_ objects: [String], to program: String) throws(EvaluationError) -> [String] {
        let archives = try archives()
        let runtime = folder + "/lib/swift_static/linux/\(Self.architecture)/swiftrt.o"
        let undefined = ["pthread_self", "pthread_once", "pthread_key_create"].map { "-Wl,-undefined=" + $0 }
        return [linker] + (hasLLD ? ["-fuse-ld=lld", "-Wl,--no-dependent-libraries"] : []) + ["-static", runtime] + objects
            + ["-Wl,--start-group"] + archives + ["-lstdc++", "-lm", "-lpthread", "-ldl", "-lc"] + undefined
            + ["-Wl,--end-group", "-Wl,--strip-all", "-o", program]
    }

    private static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "aarch64"
        #else
            "riscv64"
        #endif
    }
}

/// A variable of weir's own environment.
func environmentVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
