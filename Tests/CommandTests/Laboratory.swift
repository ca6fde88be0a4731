import Foundation
import Testing

/// A shell script in a network namespace of its own, with `weir` and stock `nft` at hand.
struct Laboratory {
    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The program that was built along with these tests.
    static let weir: String = {
        let bundle = URL(filePath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        let candidates = [bundle, bundle.deletingLastPathComponent(), URL(filePath: FileManager.default.currentDirectoryPath + "/.build/debug")]
        return candidates.map { $0.appending(path: "weir").path }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "weir"
    }()

    private static let namespace: [String] = isRoot ? ["unshare", "-n"] : ["unshare", "-rn"]

    /// Why there is no laboratory here; nil where there is.
    static let absence: String? = {
        guard let result = try? run(namespace + ["nft", "list", "ruleset"], folder: "/") else { return "no unshare(1)" }
        return result.status == 0 ? nil : "no network namespace with nf_tables: \(result.errors)"
    }()
    static let isRoot = geteuid() == 0
    static var isThere: Bool { absence == nil }

    static func has(_ program: String) -> Bool { (try? run(["which", program], folder: "/"))?.status == 0 }

    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }

    /// Runs the script to its end: `set -e`, in the laboratory's folder; `$weir` is the program.
    func run(_ script: String) throws -> Result {
        try Self.run(Self.namespace + ["bash", "-c", "set -e\nip link set lo up\nweir=\(Self.weir)\n" + script], folder: folder.path)
    }

    /// By posix_spawn and files: nothing that a script leaves running can hold a pipe open.
    private static func run(_ command: [String], folder: String) throws -> Result {
        let base = NSTemporaryDirectory() + "/weir-\(UUID().uuidString)"
        defer { for suffix in [".out", ".err"] { unlink(base + suffix) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, base + ".out", O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, base + ".err", O_WRONLY | O_CREAT, 0o600)
        // A test's thread may block signals, and what it starts would then outlive timeout(1) and kill(1).
        var attributes = posix_spawnattr_t()
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = (["timeout", "600", "env", "-C", folder] + command).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child: pid_t = 0
        let started = posix_spawnp(&child, "timeout", &actions, &attributes, &words, environ)
        guard started == 0 else { throw POSIXError(POSIXErrorCode(rawValue: started) ?? .EIO) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        func text(_ suffix: String) -> String { (try? String(contentsOfFile: base + suffix, encoding: .utf8)) ?? "" }
        return Result(status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f, output: text(".out"), errors: text(".err"))
    }
}

/// Runs a script, and records an issue with all that it said where it failed.
@discardableResult
func laboratory(_ files: [String: String] = [:], _ script: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Laboratory.Result {
    let laboratory = try Laboratory()
    defer { laboratory.remove() }
    for (name, text) in files { try laboratory.write(text, to: name) }
    let result = try laboratory.run(script)
    #expect(result.status == 0, "exit \(result.status)\n\(result.output)\n\(result.errors)", sourceLocation: sourceLocation)
    return result
}
