import Foundation
import Tags
import Testing

/// The attacks that once succeeded. They run on Debian's kernel, too.
@Suite("Attacks", .tags(.kernel), .serialized) struct AttackTests {
    /// Words for the linker, a path that can't be read in time, keys behind a library's link, and so on.
    static let once =
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

    /// Landlock and the filter alone.
    @Test(.enabled(if: geteuid() == 0, "needs root"), arguments: Attacked.possible)
    func nothingComesOfItWhereNamespacesAreDenied(as user: Attacked) throws { try WallTests.attempt(Self.once.prefix(1) + Self.once[3...3], as: user) }

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
}
