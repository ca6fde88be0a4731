import Commands
import Foundation
import PolicyEvaluation
import Tags
import Testing

/// What needs a race, a signal, or a machine that denies something.
@Suite("Walls", .tags(.kernel), .serialized) struct WallTests {
    /// No process makes a user namespace in a changed root: see user_namespaces(7).
    private static let withoutNamespaces = [
        "unshare", "-m", "--propagation", "private", "bash", "-c",
        "mount --rbind / /mnt; exec chroot /mnt env -C \"$PWD\" \"$@\"", "chroot",
    ]

    @Test(.enabled(if: geteuid() == 0, "needs root"), arguments: Attacked.possible)
    func whereNamespacesAreDenied(as user: Attacked) throws {
        try Self.attempt(AttackTests.once + RunEscapes.documents.prefix(2) + BuildEscapes.compilers.prefix(4), as: user)
    }

    static func attempt(_ escapes: some Sequence<Escape>, as user: Attacked) throws {
        let weir = try Installation.shared.get().weir
        let uid = user.uid()
        let told = try Command(withoutNamespaces + Attacked.prefix(uid) + [weir, "check", "--confinement"]).run()
        #expect(told.output.contains("namespaces:  not available: operation not permitted"), "\(told.output)")
        guard told.status == 0 else {
            // Without Landlock there is nothing left, and nothing is compiled.
            #expect(told.status == 2 && told.output.hasPrefix("level:       none"))
            try Escape("a kernel without Landlock", "let a = 1", "error: this machine cannot confine a policy").attempt(as: user, in: withoutNamespaces)
            return
        }
        #expect(told.output.hasPrefix("level:       landlock"), "\(told.output)")
        try Escape("no attack", "let a = 1", nil).attempt(as: user, in: withoutNamespaces)
        for escape in escapes {
            try escape.attempt(as: user, in: withoutNamespaces)
        }
    }

    /// Between the reading of the folder and that of the file, the file becomes a link to another.
    @Test(arguments: Attacked.possible)
    func aLinkThatIsSwappedIn(as user: Attacked) throws {
        var escape = Escape(
            "a swapped link", "let a = 1", nil, argument: "@HERE@",
            setUp: "cp @HERE@/policy.swift @HERE@/main.swift; rm @HERE@/policy.swift; echo 'let b = 1' > @HERE@/plain; ln -s @SECRET@ @HERE@/link; ln @HERE@/plain @HERE@/b.swift")
        escape.beside = "while :; do ln -f @HERE@/plain @HERE@/b.swift; cp -P @HERE@/link @HERE@/swap; mv -f @HERE@/swap @HERE@/b.swift; done"
        for _ in 0..<5 {
            // Either reading is fine, and neither shows the secret.
            escape.isEitherWay = true
            try escape.attempt(as: user)
        }
    }

    @Test func aTimeOutEndsTheCompiler() throws {
        let folder = "/tmp/weir-slow-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let name = "slow-\(UUID().uuidString).swift"
        try Data(Self.slow.utf8).write(to: URL(filePath: folder + "/" + name))
        var limits = Limits()
        limits.compilerSeconds = 1.5
        let evaluator = PolicyEvaluator(limits: limits, cache: .none)
        let error = #expect(throws: EvaluationError.self) { try evaluator.evaluateNow(path: folder + "/" + name) }
        #expect(error?.kind == .compilesForever(seconds: 1.5))
        let left = try Command(["pgrep", "-f", "[s]" + name.dropFirst()]).run()
        #expect(left.output == "")
    }

    /// Some minutes of work for the type checker.
    private static let slow =
        "import Weir\nPolicy(\"slow\") { Table(\"t\", .inet) { Chain(\"c\", .filter(.input)) {\n"
        + (0..<3000).map { "Rule(tcp.dport == \($0 % 60000 + 1), ip.saddr == \"192.0.2.\($0 % 256)\", .accept)\n" }.joined() + "} } }\n"

    /// Whatever ends weir ends the compiler and all that belongs to it.
    @Test(arguments: [SIGINT, SIGTERM, SIGKILL, SIGHUP])
    func aSignalEndsTheWholeTree(_ signal: Int32) throws {
        guard geteuid() == 0 else { return }
        let uid = Attacked.ordinaryUser.uid()
        let weir = try Installation.shared.get().weir
        let folder = "/tmp/weir-signal-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(Self.slow.utf8).write(to: URL(filePath: folder + "/policy.swift"))
        _ = try Command(["chown", "-R", "\(uid):\(uid)", folder]).run()
        let process = try Command(["setsid"] + Attacked.prefix(uid) + [weir, "check", "policy.swift"], folder: folder, environment: ["HOME": folder]).start()
        func names() -> [String] { Attacked.processes(uid) }
        var waited = 0
        while !names().contains(where: { $0.contains("swift-frontend") }), waited < 1200 {
            usleep(50_000)
            waited += 1
        }
        #expect(names().contains { $0.contains("swift-frontend") })
        // The signal goes to weir alone, as one from a service manager.
        _ = try Command(["pkill", "-\(signal)", "-u", "\(uid)", "-x", "weir"]).run()
        waited = 0
        while !names().isEmpty, waited < 200 {
            usleep(50_000)
            waited += 1
        }
        #expect(names() == [])
        process.wait()
    }
}
