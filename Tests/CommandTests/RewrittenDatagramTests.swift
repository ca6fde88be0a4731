import Tags
import Testing

/// What rules that rewrite or compare UDP do to datagrams.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.has("python3"), "skipped: datagrams, for want of a namespace or python3"))
struct RewrittenDatagramTests {
    private static func policy(_ rule: String, chain: String = ".filter(.output)") -> String {
        """
        import Weir
        Policy("udp") { Table("u", .ip) { Chain("o", \(chain)) { Rule(\(rule)) } } }
        """
    }

    /// A datagram to 10.9.0.2:1000, with a checksum and without, as it comes out of the other end of a link: its port, and whether the
    /// checksum that it has is none or right.
    private static let datagrams = """
        import socket, struct
        def rightly(source, target, datagram):
            data = source + target + struct.pack("!BBH", 0, 17, len(datagram)) + datagram + b"\\0" * (len(datagram) % 2)
            total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
            while total >> 16: total = (total & 0xffff) + (total >> 16)
            return total == 0xffff
        other = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
        other.bind(("far0", 0)); other.settimeout(10)
        for unsummed in (0, 1):
            sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            sender.setsockopt(socket.SOL_SOCKET, 11, unsummed)
            sender.sendto(b"hello", ("10.9.0.2", 1000))
            while True:
                frame = other.recv(2048)
                if frame[23] == 17 and frame[30:34] == bytes([10, 9, 0, 2]): break
            datagram = frame[34:34 + struct.unpack("!H", frame[38:40])[0]]
            port, checksum = struct.unpack("!H", datagram[2:4])[0], struct.unpack("!H", datagram[6:8])[0]
            print(port, "none" if checksum == 0 else "right" if rightly(frame[26:30], frame[30:34], datagram) else "wrong")
        """

    /// The link's own checksumming is off, so that the sums are in the packets.
    private static let link = """
        ip link add near0 type veth peer name far0
        ethtool -K near0 tx off > /dev/null
        ip address add 10.9.0.1/24 dev near0
        ip link set near0 up; ip link set far0 up
        ip neighbour add 10.9.0.2 lladdr 02:00:00:00:00:02 dev near0

        """

    @Test func aDatagramWithoutAChecksumGetsNone() throws {
        let result = try laboratory(
            ["policy.swift": Self.policy("udp.dport.set(53)"), "datagrams.py": Self.datagrams],
            Self.link + """
                $weir apply policy.swift > /dev/null
                $weir diff policy.swift
                nft list chain ip u o | grep -c 'udp dport set 53'
                python3 datagrams.py
                """)
        #expect(result.output == "1\n53 right\n53 none\n")
    }

    /// `udp sport != 1000 udp dport != 2000` is neither, not "not both".
    @Test func aDatagramIsComparedFieldByField() throws {
        let receive = """
            import socket
            target = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            target.bind(("127.0.0.1", 3000)); target.settimeout(1)
            for port in (1000, 1001):
                sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                sender.bind(("127.0.0.1", port))
                try:
                    sender.sendto(b"x", ("127.0.0.1", 3000))
                    print(port, target.recv(1) == b"x")
                except OSError: print(port, False)
            """
        let result = try laboratory(
            ["policy.swift": Self.policy("udp.sport != 1000, udp.dport != 2000, .drop"), "datagrams.py": receive],
            """
            $weir apply policy.swift > /dev/null
            $weir diff policy.swift
            python3 datagrams.py
            """)
        #expect(result.output == "1000 True\n1001 False\n")
    }

    /// A rule that nft before 1.1.1 made is imported with its flaw in words.
    @Test func aRuleThatSumsOverNoneIsImportedAsOne() throws {
        let result = try laboratory(
            ["rules.nft": "table ip t { chain c { udp dport set 53; }; }\n"],
            """
            nft -f rules.nft
            nft --debug=netlink list ruleset | grep -o 'csum_type.*' > before
            $weir import -o policy.swift 2> /dev/null
            $weir diff policy.swift
            nft flush ruleset
            $weir apply policy.swift > /dev/null
            nft --debug=netlink list ruleset | grep -o 'csum_type.*' | diff before -
            if grep -q 'csum_type 1' before; then grep -c 'set(53, overZeroChecksum: true)' policy.swift; else grep -c 'set(53)' policy.swift; fi
            """)
        #expect(result.output == "1\n")
    }
}
