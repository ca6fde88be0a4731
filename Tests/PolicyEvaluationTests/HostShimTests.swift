import CHost
import Commands
import Glibc
import Tags
import Testing

@testable import PolicyEvaluation

/// Each on a thread of its own, which takes its namespace with it when it ends.
@Suite("Namespaces and locks", .tags(.kernel)) struct HostShimTests {
    private static let mayMakeNamespaces = geteuid() == 0 && (try? Command(["unshare", "--net", "true"]).run().status) == 0

    private static func namespace() -> String {
        var name = [CChar](repeating: 0, count: 128)
        _ = readlink("/proc/thread-self/ns/net", &name, 127)
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The interfaces that this thread's namespace holds.
    private static func interfaces() -> [String] {
        let text = (try? Files.read("/proc/thread-self/net/dev")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").dropFirst(2).map { $0.prefix { $0 != ":" }.filter { $0 != " " } }
    }

    @Test("a new network namespace holds a loopback alone, which can be set up", .enabled(if: mayMakeNamespaces, "needs CAP_SYS_ADMIN"))
    func new() async {
        let (before, after, results, names, flags) = await onThread {
            let before = Self.namespace()
            let made = weir_netns_new()
            let results = [made, made == 0 ? weir_loopback_up() : made]
            let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            defer { close(descriptor) }
            var request = ifreq()
            withUnsafeMutableBytes(of: &request) { $0.copyBytes(from: "lo".utf8) }
            _ = ioctl(descriptor, UInt(SIOCGIFFLAGS), &request)
            return (before, Self.namespace(), results, Self.interfaces(), Int32(request.ifr_ifru.ifru_flags))
        }
        #expect(results == [0, 0])
        #expect(before != after)
        #expect(names == ["lo"])
        #expect(flags & Int32(IFF_UP) != 0)
        #expect(Self.namespace() != after)
    }

    @Test("a network namespace is entered by ip's name for it, or by a path", .enabled(if: mayMakeNamespaces && access("/run", W_OK) == 0, "needs root"))
    func enter() async throws {
        let name = "weir-test-\(getpid())"
        try #require(Command(["ip", "netns", "add", name]).run().status == 0)
        defer { _ = try? Command(["ip", "netns", "delete", name]).run() }
        for way in [name, "/run/netns/\(name)"] {
            let (result, names) = await onThread { (weir_netns_enter(way), Self.interfaces()) }
            #expect(result == 0)
            #expect(names == ["lo"])
        }
        #expect(await onThread { weir_netns_enter("weir-test-absent") } == -ENOENT)
        #expect(await onThread { weir_netns_enter("/etc/passwd") } == -EINVAL)
        #expect(await onThread { weir_netns_enter(String(repeating: "x", count: 5000)) } == -ENAMETOOLONG)
    }

    @Test("a lock has one holder")
    func lock() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/lock"
        let first = weir_lock(path, 0)
        #expect(first >= 0)
        #expect(weir_lock(path, 50) == -EWOULDBLOCK)
        close(first)
        let second = weir_lock(path, 0)
        #expect(second >= 0)
        close(second)
        #expect(weir_lock(scratch.path + "/none/lock", 0) == -ENOENT)
    }
}
