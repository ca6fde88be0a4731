import Foundation
import Tags
import Testing

/// Dumps that the kernel could not give whole: an import says so, writes nothing and ends in trouble. The kernel seldom does that, so a
/// library that is loaded before the C library plays it: it changes what they receive.
@Suite(
    .tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"), .enabled(if: Laboratory.has("cc"), "no C compiler here"),
    .serialized)
struct UnreadableDumpTests {
    private static let kernel = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <linux/netlink.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/socket.h>
        #include <sys/types.h>

        // DUMPS: how many more dumps it happens to. What: interrupted, cut.
        static ssize_t spoil(struct nlmsghdr *message, ssize_t count) {
            const char *what = getenv("DUMP");
            static int left = -1;
            if (left < 0) left = getenv("DUMPS") ? atoi(getenv("DUMPS")) : 1000000;
            if (!what || count < (ssize_t)sizeof *message) return count;
            if (!(message->nlmsg_flags & NLM_F_MULTI) || message->nlmsg_type == NLMSG_DONE || left == 0) return count;
            left -= 1;
            if (!strcmp(what, "interrupted")) message->nlmsg_flags |= NLM_F_DUMP_INTR;
            if (!strcmp(what, "cut")) return count - 8;
            return count;
        }

        ssize_t recv(int descriptor, void *buffer, size_t size, int flags) {
            ssize_t (*real)(int, void *, size_t, int) = dlsym(RTLD_NEXT, "recv");
            return spoil(buffer, real(descriptor, buffer, size, flags));
        }

        ssize_t recvmsg(int descriptor, struct msghdr *parts, int flags) {
            ssize_t (*real)(int, struct msghdr *, int) = dlsym(RTLD_NEXT, "recvmsg");
            return spoil(parts->msg_iov->iov_base, real(descriptor, parts, flags));
        }
        """

    private static let build = """
        cc -shared -fPIC -o kernel.so kernel.c -ldl
        nft add table inet t '{ chain c { counter accept; }; set s { type ipv4_addr; elements = { 10.0.0.1 }; }; }'

        """

    /// A dump is asked for again while something keeps changing what it gives, a few times.
    @Test func anInterruptedDumpIsTakenAgain() throws {
        let result = try laboratory(
            ["kernel.c": Self.kernel],
            Self.build + """
                DUMPS=2 DUMP=interrupted LD_PRELOAD=$PWD/kernel.so $weir import
                """)
        #expect(result.output.contains("Rule(.counter, .accept)"))
    }

    @Test(arguments: ["", "--allow-raw"])
    func aDumpThatIsNeverWholeIsTrouble(_ option: String) throws {
        let result = try laboratory(
            ["kernel.c": Self.kernel],
            Self.build + """
                status=0; DUMP=interrupted LD_PRELOAD=$PWD/kernel.so $weir import \(option) -o policy.swift || status=$?
                [ $status = 2 ]
                [ ! -e policy.swift ]
                """)
        #expect(result.errors.contains("reading the ruleset: it kept changing for 30 seconds while it was read"), "\(result.errors)")
    }

    @Test(arguments: ["", "--allow-raw"])
    func aMessageThatIsCutOffIsTrouble(_ option: String) throws {
        let result = try laboratory(
            ["kernel.c": Self.kernel],
            Self.build + """
                status=0; DUMP=cut LD_PRELOAD=$PWD/kernel.so $weir import \(option) -o policy.swift || status=$?
                [ $status = 2 ]
                [ ! -e policy.swift ]
                """)
        #expect(result.errors.contains("the kernel's answer ends in the middle of a message"), "\(result.errors)")
    }

    /// Of traffic control alone: the ruleset is empty, and its dumps have no messages to spoil.
    @Test(arguments: [("interrupted", "kept changing while it was read"), ("cut", "ends in the middle of a message")])
    func trafficControlToo(_ what: String, _ words: String) throws {
        let result = try laboratory(
            ["kernel.c": Self.kernel],
            """
            cc -shared -fPIC -o kernel.so kernel.c -ldl
            status=0; DUMP=\(what) LD_PRELOAD=$PWD/kernel.so $weir import -o policy.swift || status=$?
            [ $status = 2 ]
            [ ! -e policy.swift ]
            """)
        #expect(result.errors.contains(words), "\(result.errors)")
    }
}
