import Commands
import Foundation
import Testing

/// The attacks that once succeeded, and those that need a race, a signal or another process. They run on Debian's kernel, too.
@Suite("Attacks", .serialized)
struct AttackTests {
    /// Words for the linker, a path that can't be read in time, keys behind a library's link, and so on.
    private static let once =
        BuildEscapes.linkers.prefix(2) + RunEscapes.all.filter { $0.name.hasPrefix("execveat") }.prefix(1)
        + [
            Escape("a path that appears too late", unreadablePath, "error: the policy tried to read the file"),
            RunEscapes.all.first { $0.name.hasPrefix("keys behind") }, RunEscapes.all.first { $0.name.hasPrefix("a file's state by") },
            BuildEscapes.inputs.first { $0.name == "a symbolic link out of the folder" }, BuildEscapes.inputs.first { $0.name == "a pipe as source" },
            BuildEscapes.inputs.first { $0.name == "a sparse giant" }, BuildEscapes.inputs.first { $0.name == "a name of two lines" },
            BuildEscapes.inputs.first { $0.name == "a name that is not UTF-8" },
        ].compactMap { $0 }

    @Test(arguments: Attacked.possible, once)
    func nothingComesOf(as user: Attacked, _ escape: Escape) throws { try escape.attempt(as: user) }

    /// The page with the path is closed to all when the call is made, and opened by another thread a moment later, when a supervisor has
    /// looked in vain.
    private static let unreadablePath = """
        let page = mmap(nil, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
        strcpy(page.assumingMemoryBound(to: CChar.self), "@SECRET@")
        nonisolated(unsafe) let go = UnsafeMutablePointer<Int>.allocate(capacity: 64)
        go.initialize(repeating: 0, count: 64)
        nonisolated(unsafe) let shared = page
        func ns() -> Int { var t = timespec(); clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1_000_000_000 + t.tv_nsec }
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in
            var seen = 0
            while true {
                while go[0] == seen { sched_yield() }
                seen = go[0]
                while ns() < go[8] {}
                mprotect(shared, 8192, PROT_READ | PROT_WRITE)
            }
        }, nil)
        var found: Int32 = -1
        for delay in stride(from: 400_000, to: 2_000, by: -4_000) where found < 0 {
            mprotect(page, 8192, PROT_NONE)
            go[8] = ns() + delay
            go[0] += 1
            found = open(page.assumingMemoryBound(to: CChar.self), O_RDONLY)
            while ns() < go[8] + 300_000 {}
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        if found >= 0 { print("ESCAPED", String(decoding: buffer[..<max(0, read(found, &buffer, 4096))], as: UTF8.self)) }
        """

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

    /// Whatever ends weir ends the compiler and all that belongs to it.
    @Test(arguments: [SIGINT, SIGTERM, SIGKILL, SIGHUP])
    func aSignalEndsTheWholeTree(_ signal: Int32) throws {
        guard geteuid() == 0 else { return }
        let uid = Attacked.ordinaryUser.uid()
        let weir = try Installation.shared.get().weir
        let folder = "/tmp/weir-signal-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Some minutes of work for the type checker.
        let slow =
            "import Weir\nPolicy(\"slow\") { Table(\"t\", .inet) { Chain(\"c\", .filter(.input)) {\n"
            + (0..<3000).map { "Rule(tcp.dport == \($0 % 60000 + 1), ip.saddr == \"192.0.2.\($0 % 256)\", .accept)\n" }.joined() + "} } }\n"
        try Data(slow.utf8).write(to: URL(filePath: folder + "/policy.swift"))
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
