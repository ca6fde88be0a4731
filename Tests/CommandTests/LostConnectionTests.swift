import Tags
import Testing

/// A send that fails in the midst of an apply: what the kernel had taken by then is taken back. A library that is loaded before the C library
/// plays it.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"), .enabled(if: Laboratory.has("cc"), "no C compiler here"))
struct LostConnectionTests {
    private static let library = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <linux/rtnetlink.h>
        #include <stdlib.h>
        #include <sys/socket.h>

        // SEND: which of the sends that make filters fails.
        ssize_t sendto(int descriptor, const void *buffer, size_t size, int flags, const struct sockaddr *to, socklen_t length) {
            ssize_t (*real)(int, const void *, size_t, int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "sendto");
            static int seen;
            const struct nlmsghdr *message = buffer;
            if (size >= sizeof *message && message->nlmsg_type == RTM_NEWTFILTER && ++seen == atoi(getenv("SEND"))) {
                errno = ENOBUFS;
                return -1;
            }
            return real(descriptor, buffer, size, flags, to, length);
        }
        """

    @Test(arguments: 1...3)
    func takesBackWhatWasDone(_ send: Int) throws {
        var commands = ["qdisc add dev one root handle 1: htb"]
        for number in 1...300 {
            commands.append("filter add dev one parent 1: pref 1 protocol ip handle ::\(String(number, radix: 16)) u32 match ip dst 10.0.\(number >> 8).\(number & 255)/32 flowid 1:1")
        }
        let result = try laboratory(
            ["library.c": Self.library, "batch": commands.map { $0 + "\n" }.joined()],
            """
            cc -shared -fPIC -o library.so library.c -ldl
            ip link add one type dummy 2>/dev/null || ip link add one type ifb
            tc -batch batch
            $weir capture -o state.weir
            tc filter del dev one parent 1:
            status=0; SEND=\(send) LD_PRELOAD=$PWD/library.so $weir apply state.weir > plan || status=$?
            [ $status = 2 ]
            tc filter show dev one parent 1: | wc -l
            $weir apply state.weir > /dev/null
            $weir diff state.weir
            """)
        #expect(result.output == "0\n")
        #expect(result.errors.contains("can't send to the kernel") && result.errors.contains("nothing was applied"), "\(result.errors)")
    }
}
