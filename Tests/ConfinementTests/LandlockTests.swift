import Commands
import Foundation
import Tags
import Testing

@testable import PolicyEvaluation

/// What holds where user namespaces are denied, which a chroot does: a policy and a taken over compiler are processes among others there.
@Suite("Landlock", .tags(.kernel), .serialized, .enabled(if: Confined.isPossible))
struct LandlockTests {
    private static let attempts = [
        "chmod(path, 0666)", "chown(path, -1, getgid())", "syscall(SYS_truncate, path, 3)", "utimensat(AT_FDCWD, path, NULL, 0)", "removexattr(path, \"user.x\")",
        "setpriority(PRIO_PROCESS, other, 19)", "syscall(SYS_tkill, other, 0)", "syscall(SYS_tgkill, other, other, 0)",
        "syscall(SYS_prlimit64, other, RLIMIT_CORE, &(struct rlimit){0, 0}, NULL)", "syscall(SYS_ioprio_set, 1, other, 3 << 13)",
        "sched_setscheduler(other, SCHED_BATCH, &(struct sched_param){0})", "msgctl(0, IPC_STAT, &(struct msqid_ds){0})", "fcntl(0, F_SETOWN, other)", "setsid()",
    ]

    private static let raw = """
        import Weir
        import Glibc
        @_silgen_name("syscall") func rawCall(_ n: Int, _ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Int

        """
    private static let policy = "\nPolicy(\"base\") { Table(\"filter\", .inet) { Chain(\"input\", .filter(.input)) { Rule(tcp.dport == 22, .accept) } } }\n"

    /// A pointer to new limits whose low half is zero looks like none to a filter of 32 bits.
    @Test(arguments: Attacked.allCases)
    func noOtherProcessGetsLimits(as user: Attacked) throws {
        let confined = try Confined(user)
        let victim = try confined.startNeighbour()
        defer { victim.running.stop() }
        let place = "UnsafeMutableRawPointer(bitPattern: 0x2_0000_0000)"
        let result = try confined.check(
            Self.raw + """
                mmap(\(place), 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
                for entry in [\(victim.process), Int(getppid())] {
                    if rawCall(302, entry, 4, 0x2_0000_0000, 0) == 0 { print("ESCAPED", entry) }
                }
                """ + Self.policy)
        #expect(result.status == 0 && !result.output.contains("ESCAPED"), "\(result.output)")
    }

    /// Where nothing counts a policy's threads alone, it has no more of them than it may have beside all that run.
    @Test(arguments: Attacked.allCases)
    func threadsAreCounted(as user: Attacked) throws {
        let result = try Confined(user).check(
            Self.raw + """
                var small = pthread_attr_t()
                pthread_attr_init(&small)
                pthread_attr_setstacksize(&small, 16384)
                var count = 0
                while count < 20_000 {
                    var thread = pthread_t()
                    if pthread_create(&thread, &small, { _ in sleep(1000); return nil }, nil) != 0 { break }
                    count += 1
                }
                if count >= 20_000 { print("ESCAPED", count) }
                """ + Self.policy)
        #expect(result.status == 0 && !result.output.contains("ESCAPED"), "\(result.output)")
    }

    /// Landlock lets through what is not a file's bytes; the filter does not.
    @Test(arguments: Attacked.allCases, attempts)
    func aToolReachesNoFileAndNoProcess(as user: Attacked, _ attempt: String) throws {
        let confined = try Confined(user)
        let victim = try confined.startNeighbour()
        defer { victim.running.stop() }
        let tool = "char *path = argv[1]; pid_t other = atoi(argv[2]); errno = 0; if ((\(attempt)) >= 0) puts(\"ESCAPED\"); else printf(\"refused: %m\\n\");"
        let output = try TakenOverTool(tool, in: confined).run([confined.secret, "\(victim.process)"])
        #expect(output.contains("walls 6 ") && output.contains("refused: Operation not permitted"), "\(output)")
    }

    /// Grandchildren outlive their parents, and are found only once those are gone.
    @Test(arguments: Attacked.allCases)
    func aToolsDescendantsEndWithIt(as user: Attacked) throws {
        let confined = try Confined(user)
        let output = try TakenOverTool(
            "for (int i = 0; i < 4; i++) { if (fork() != 0) { if (i == 0) return 0; pause(); } if (i == 2) setsid(); } pause();", in: confined
        ).run([])
        #expect(output.contains("walls 6 end 0 status 0"), "\(output)")
        let left = try Command(["pgrep", "-u", "\(confined.inside)", "-x", "tool"]).run()
        #expect(left.status == 1, "\(left.output)")
    }
}
