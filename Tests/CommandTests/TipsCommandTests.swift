import Tags
import Testing

/// A socket that is too small for what is sent to it, seen by `weir tips`.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct TipsCommandTests {
    @Test func aCounterThatGrowsIsAReason() throws {
        let result = try laboratory(
            [
                "flood.py": """
                import socket, time
                small = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
                small.bind(("127.0.0.1", 9))
                sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                end = time.monotonic() + 4
                while time.monotonic() < end:
                    sender.sendto(b"x" * 1000, ("127.0.0.1", 9))
                    time.sleep(0.001)
                """
            ],
            """
            $weir tips --seconds 0.2 lo
            python3 flood.py & flood=$!
            sleep 0.5
            $weir tips --seconds 1 lo
            $weir tips --seconds 0.5 --format json lo >tips.json
            kill -9 $flood
            python3 -c 'import json; print(*[tip["id"] for tip in json.load(open("tips.json"))["tips"]])'
            status=0; $weir tips nosuch0 2>errors || status=$?
            [ $status = 2 ]; grep -q 'no link is named' errors
            """)
        let lines = result.output.split(separator: "\n")
        #expect(lines.first == "nothing worth telling was counted in 0.2 s, and no tip holds" || lines.first == "GRO, RPS, XPS")
        #expect(lines.contains("sockets"))
        #expect(lines.contains { $0.hasPrefix("  Udp RcvbufErrors +") })
        #expect(lines.contains { $0.hasPrefix("  tip: ") && $0.hasSuffix(" more Udp RcvbufErrors [sock-rcvbuf]") })
        #expect(lines.last?.contains("sock-rcvbuf") == true)
    }
}
