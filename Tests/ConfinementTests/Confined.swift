import Commands
import Foundation

@testable import PolicyEvaluation

/// A place below a chroot, where no user namespace can be made, and whoever works there.
final class Confined {
    let user: Attacked
    let uid: Int
    let folder = "/tmp/weir-confined-\(UUID().uuidString)"
    /// A file of the user that a policy or a tool runs as.
    var secret: String { folder + "/secret" }
    /// That user: `nobody` when root is attacked.
    var inside: Int { user == .root ? Int(ChildProcess.nobody.0) : uid }

    /// A chroot is root's to make, and the kernel needs Landlock.
    static var isPossible: Bool { geteuid() == 0 && Confinement.probe().hasLandlock }

    init(_ user: Attacked) throws {
        self.user = user
        uid = user.uid()
        try FileManager.default.createDirectory(atPath: folder + "/work", withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: URL(filePath: secret))
        _ = try Command(["bash", "-c", "chown -R \(uid):\(uid) \(folder); chown \(inside):\(inside) \(secret) \(folder)/work; chmod 600 \(secret)"]).run()
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs a command there, as the user.
    func run(_ words: [String], environment: [String: String] = [:]) throws -> Command.Result {
        let script = "mkdir -p \(folder)/root; mount --rbind / \(folder)/root; cd \(folder); exec chroot \(folder)/root env -C \(folder) \"$@\""
        return try Command(
            ["unshare", "-m", "--propagation", "private", "bash", "-c", script, "-"] + Attacked.prefix(uid) + words,
            environment: ["HOME": folder, "TMPDIR": folder].merging(environment) { $1 }
        ).run()
    }

    /// What `weir check` says of a policy.
    func check(_ source: String) throws -> Command.Result {
        try Data(source.utf8).write(to: URL(filePath: folder + "/policy.swift"))
        return try run([try Installation.shared.get().weir, "check", "policy.swift"])
    }

    /// A process of the user inside that has nothing to do with it.
    func startNeighbour() throws -> (running: Command.Running, process: Int) {
        let running = try Command(Attacked.prefix(inside) + ["bash", "-c", "echo $$ > \(folder)/work/neighbour; exec sleep 1000"]).start()
        for _ in 0..<2000 {
            if let text = try? String(contentsOfFile: folder + "/work/neighbour", encoding: .utf8), let process = Int(text.dropLast()) {
                return (running, process)
            }
            usleep(5000)
        }
        running.stop()
        throw Failed()
    }
    struct Failed: Error {}
}

/// A program in C in the place of a compiler: what one that a policy has taken over can still do.
struct TakenOverTool {
    private let confined: Confined

    struct DoesNotCompile: Error { var output: String }

    private static let headers = [
        "errno", "fcntl", "sched", "signal", "stdio", "stdlib", "string", "unistd", "sys/msg", "sys/resource", "sys/stat", "sys/syscall", "sys/xattr",
    ]
    /// Starts the tool as weir starts a compiler, and prints the outcome.
    private static let starter = """
        #include "CHost.h"
        int main(int argc, char **argv) {
            char *paths[] = {"/dev/null", argv[2], NULL}, *none[] = {NULL};
            weir_run_request request = {.job = WEIR_JOB_TOOL, .executable = -1, .path = argv[2], .argv = argv + 2, .envp = none, .directory = "/",
                .work = argv[1], .work_bytes = 1 << 20, .uid = 65534, .gid = 65534, .milliseconds = 30000, .memory = 1 << 30, .log_limit = 1 << 20};
            weir_run_outcome outcome;
            weir_run_reading(&request, paths, none, &outcome);
            printf("error %d walls %u end %d status %d\\n", outcome.error, outcome.walls, outcome.end, outcome.status);
            fwrite(outcome.log, 1, outcome.log_length, stdout);
        }
        """

    init(_ body: String, in confined: Confined) throws {
        self.confined = confined
        let includes = "#define _GNU_SOURCE\n" + Self.headers.map { "#include <\($0).h>\n" }.joined()
        try Data((includes + "int main(int argc, char **argv) { \(body) }").utf8).write(to: URL(filePath: confined.folder + "/tool.c"))
        try Data((includes + Self.starter).utf8).write(to: URL(filePath: confined.folder + "/starter.c"))
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path + "/Sources/CHost"
        let compiler = try Toolchain.find().linker
        let script = "'\(compiler)' -static -o tool tool.c && '\(compiler)' -I '\(sources)/include' -o starter starter.c '\(sources)'/*.c && chmod 755 . tool starter"
        let result = try Command(["bash", "-c", script], folder: confined.folder).run()
        guard result.status == 0 else { throw DoesNotCompile(output: result.output) }
    }

    func run(_ arguments: [String]) throws -> String {
        try confined.run([confined.folder + "/starter", confined.folder + "/work", confined.folder + "/tool"] + arguments).output
    }
}
