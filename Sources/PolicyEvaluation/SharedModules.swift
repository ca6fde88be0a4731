internal import CHost
internal import Glibc

/// The C library's modules in compiled form, made once for each toolchain and library from trusted input. Policies only read them: a policy
/// leaves nothing there for the next.
struct SharedModules {
    let folder: String

    private static let source = "import Weir\nimport Glibc\n"
    private static let most = 4

    /// `nil` if they could not be made: each policy then compiles them.
    init?(in cache: EvaluationCache, for toolchain: Toolchain, _ library: PolicyLibrary) {
        guard let identity = try? library.identity else { return nil }
        let parent = cache.folder + "/modules"
        folder = "\(parent)/\(String(fingerprint(Array((toolchain.identity + identity).utf8)), radix: 16))"
        if isComplete { return }
        // Modules hold the path of their folder, so they are compiled in place: another evaluation waits for the mark of their end.
        let lock = weir_lock(parent + "/.lock", 60_000)
        guard lock >= 0 else { return nil }
        defer { close(lock) }
        if isComplete { return }
        Files.removeTree(folder)
        guard make(toolchain, library), (try? Files.create(mark, [])) != nil else { return nil }
        Self.prune(parent)
    }

    private var mark: String { folder + "/complete" }

    /// Recently used ones are removed last.
    private var isComplete: Bool { utimes(mark, nil) == 0 && utimes(folder, nil) == 0 }

    private func make(_ toolchain: Toolchain, _ library: PolicyLibrary) -> Bool {
        let unfinished = folder + ".unfinished"
        Files.removeTree(unfinished)
        defer { Files.removeTree(unfinished) }
        guard (try? Files.makeFolder(unfinished)) != nil,
            (try? Files.create(unfinished + "/modules.swift", Array(Self.source.utf8))) != nil
        else { return false }
        let outcome = try? ChildProcess(
            program: .plain(path: toolchain.compiler),
            arguments: [toolchain.compiler] + toolchain.compilerFlags
                + [
                    "-I", library.moduleFolder, "-module-cache-path", folder, "-o", unfinished + "/modules.o", "-primary-file",
                    unfinished + "/modules.swift",
                ],
            environment: ["PATH=\(toolchain.folder)/bin:/usr/bin", "HOME=" + unfinished, "TMPDIR=" + unfinished],
            folder: unfinished, limits: .init(seconds: 120, memory: 16 << 30, log: 1 << 20, document: 0)
        ).run()
        guard let outcome, outcome.end == .exited(0), Files.exists(folder) else {
            Files.removeTree(folder)
            return false
        }
        Self.openToAll(folder)
        return true
    }

    /// The tools run as `nobody` if the caller is root.
    private static func openToAll(_ path: String) {
        guard let status = try? Files.status(path) else { return }
        chmod(path, status.isFolder ? 0o755 : 0o644)
        guard status.isFolder else { return }
        for name in (try? Files.list(path)) ?? [] { openToAll(Files.join(path, name)) }
    }

    private static func prune(_ parent: String) {
        let folders: [(path: String, modified: Int)] = ((try? Files.list(parent)) ?? []).filter { $0 != ".lock" }.compactMap { name in
            let path = Files.join(parent, name)
            return (try? Files.status(path)).map { (path, $0.modified) }
        }
        for folder in folders.sorted(by: { $0.modified > $1.modified }).dropFirst(most) { Files.removeTree(folder.path) }
    }
}
