import Commands
import Foundation
import Tags
import Testing
import Threads

@testable import PolicyEvaluation

/// What the caller's own surroundings, and other users, can do to an evaluation.
@Suite("Surroundings", .tags(.kernel)) struct SurroundingsTests {
    private static let policy = "import Weir\nPolicy(\"p\") { Table(\"t\", .inet) { Chain(\"c\", .filter(.input)) { Rule(tcp.dport == 22, .accept) } } }\n"

    private func check(as user: Attacked, _ script: String, source: String = policy) throws -> Command.Result {
        let folder = "/tmp/weir-surroundings-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data((source + "// \(folder)\n").utf8).write(to: URL(filePath: folder + "/policy.swift"))
        let uid = user.uid()
        _ = try Command(["chown", "-R", "\(uid):\(uid)", folder]).run()
        return try Command(
            Attacked.prefix(uid) + ["bash", "-c", script, "-", try Installation.shared.get().weir], folder: folder, environment: ["HOME": folder]
        ).run()
    }

    @Test(arguments: Attacked.possible)
    func fewDescriptorsAreEnough(as user: Attacked) throws {
        let result = try check(as: user, "ulimit -Sn 64; exec $1 check policy.swift")
        #expect(result.status == 0, "\(result.output)")
    }

    @Test func aTemporaryFolderIsNamedFromTheRoot() throws {
        let result = try check(as: .ordinaryUser, "unset HOME; mkdir t; export TMPDIR=t; exec $1 check policy.swift")
        #expect(result.status == 0, "\(result.output)")
    }

    /// As when memory runs out: whatever the policy had said until then, it has not ended by itself.
    @Test(arguments: Attacked.possible)
    func aKilledFirstProcessIsNoSuccess(as user: Attacked) throws {
        let kills = """
            $1 check policy.swift &
            for i in $(seq 6000); do
                for p in $(pgrep -P $!); do c=$(pgrep -P $p); [ -n "$c" ] && [ "$(tr -d '\\0' < /proc/$c/cmdline)" = policy ] && kill -9 $p && wait $!; done
                kill -0 $! 2>/dev/null || break
                sleep 0.01
            done
            wait $!
            """
        let source = "import Glibc\n" + Self.policy + "atexit { sleep(25) }\n"
        let result = try check(as: user, kills, source: source)
        #expect(result.status == 2 && result.output.contains("error: the policy used more memory than it may"), "\(result.status) \(result.output)")
    }

    /// The system's search for a user passes root's entry, in memory that threads share.
    @Test func nobodyIsNobodyInAllThreads() throws {
        let expected = try Command(["id", "-u", "nobody"]).run().output
        let found = Array(0..<8).concurrentMap(piece: 1) { _ in Set((0..<100_000).map { _ in ChildProcess.nobody.0 }) }
        #expect(found.reduce(Set()) { $0.union($1) }.map { "\($0)\n" } == [expected])
    }

    /// Its name stands in the compiler's arguments, which all can read.
    @Test(.enabled(if: geteuid() == 0))
    func onlyNobodyReachesAPrivateFolder() throws {
        let folder = try PrivateFolder(in: "/tmp", isShared: true)
        let layout = PrivateLayout(folder.path, sharedModules: nil)
        for path in [layout.sources, layout.work] { try Files.makeFolder(path, mode: 0o755) }
        try Files.create(layout.sources + "/policy.swift", mode: 0o644, Array("secret".utf8))
        try folder.openToNobody(layout)
        func reads(_ user: (uid_t, gid_t)) throws -> String {
            try Command(["setpriv", "--reuid", "\(user.0)", "--regid", "\(user.1)", "--clear-groups", "cat", layout.sources + "/policy.swift"]).run().output
        }
        #expect(try reads(ChildProcess.nobody) == "secret")
        #expect(try reads((61_999, 61_999)).contains("Permission denied"))
        withExtendedLifetime(folder.path) {}
    }

    /// What a compiler left behind is removed whatever it is called, and a link in it leads nowhere.
    @Test func allThatACompilerLeftIsRemoved() throws {
        let folder = "/tmp/weir-left-\(UUID().uuidString)"
        let laid = try Command(["bash", "-c", "mkdir -p \(folder)/kept \(folder)/run/$'a\\xff'; touch \(folder)/kept/file \(folder)/run/$'a\\xff/\\xfe'; ln -s ../kept \(folder)/run/link"]).run()
        #expect(laid.status == 0, "\(laid.output)")
        defer { _ = try? Command(["rm", "-rf", folder]).run() }
        Files.removeTree(folder + "/run")
        #expect(!FileManager.default.fileExists(atPath: folder + "/run"))
        #expect(FileManager.default.fileExists(atPath: folder + "/kept/file"))
    }
}
