import Foundation
import Tags
import Testing

/// `weir trace --live` beside `nft monitor trace`, on packets between a namespace and its peer.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"), .serialized)
struct LiveTraceTests {
    private static let rules = """
        table inet filter {
            set hosts {
                type ipv4_addr
                elements = { 127.0.0.1 }
            }
            chain web {
                tcp dport 80 counter accept
                return
            }
            chain input {
                type filter hook input priority 0; policy drop;
                udp dport 53 meta mark set 0x7 counter
                udp dport 53 ip saddr @hosts accept
                tcp dport { 80, 81 } jump web
                meta l4proto icmp limit rate 100/second burst 20 packets accept
            }
            chain output {
                type filter hook output priority 0; policy accept;
                udp dport 53 counter
            }
        }
        table ip raw {
            chain prerouting {
                type filter hook prerouting priority -300;
                udp dport 53 notrack
            }
        }
        """

    /// Datagrams and connections to this host's own ports.
    private static let send = """
        cat > send.py <<'END'
        import socket, sys
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for port in (53, 54, 53):
            s.sendto(b"x", ("127.0.0.1", port))
        for port in (80, 81):
            t = socket.socket(); t.settimeout(0.2)
            try: t.connect(("127.0.0.1", port))
            except OSError: pass
            t.close()
        END
        """

    /// Compares the events in the order of each packet's, without headers and the silent ends of chains.
    private static let compare = """
        cat > compare.py <<'END'
        import json, re
        def kernel():
            for line in open("nft.out"):
                m = re.match(r'trace id \\w+ (\\w+) (\\S+) (\\S+) (?:rule (.*) \\(verdict (.+)\\)|policy (\\w+))\\s*$', line)
                if m and not m[2].startswith("weir"):
                    yield (m[1], m[2], m[3], m[5] or m[6], re.sub(r"packets \\d+ bytes \\d+ ?", "", m[4] or "").replace('"', ''))
        def weir():
            for line in open("weir.out"):
                e = json.loads(line)
                if "chain" in e:
                    yield (e["family"], e["table"], e["chain"], e["verdict"], re.sub(r"packets \\d+ bytes \\d+ ?", "", e.get("words") or "").replace('"', ''))
        a, b = list(kernel()), list(weir())
        assert [x[:4] for x in a] == [x[:4] for x in b], (a, b)
        same = sum(x[4].split() == y[4].split() for x, y in zip(a, b))
        print(len(a), "events,", same, "in the same words")
        END
        """

    @Test func itTellsWhatNftTells() throws {
        let result = try laboratory(
            ["rules.nft": Self.rules],
            """
            \(Self.send)
            \(Self.compare)
            nft -f rules.nft
            nft monitor trace > nft.out & monitor=$!
            $weir trace --live --seconds 4 --format json > weir.out & trace=$!
            sleep 2
            python3 send.py
            wait $trace
            kill $monitor; wait $monitor || true
            python3 compare.py
            grep -c '"words":"iif lo ip saddr 127.0.0.1 ip daddr 127.0.0.1 udp sport' weir.out
            nft list tables
            """)
        let lines = result.output.split(separator: "\n")
        let counts = try #require(lines.first).split(separator: " ").compactMap { Int($0) }
        try #require(counts.count == 2, "\(result.output)")
        #expect(counts[0] >= 15 && counts[0] == counts[1], "\(result.output)")
        #expect(lines.dropFirst(2) == ["table inet filter", "table ip raw"])
    }

    @Test(arguments: [
        ("udp dport 54", "54"), ("oif lo udp dport 53", "53"), ("ct state new udp dport 54", "54"),
        ("tcp flags syn tcp dport { 80, 90 }", "80"), ("meta skuid 0 udp dport != 53", "54"),
    ])
    func aMatchChoosesPackets(_ match: String, _ port: String) throws {
        let result = try laboratory(
            ["rules.nft": Self.rules],
            """
            \(Self.send)
            nft -f rules.nft
            $weir trace --live --seconds 3 -- '\(match)' > weir.out & trace=$!
            sleep 1.5
            python3 send.py
            wait $trace
            grep -o 'dport [0-9]*' <(grep -v '#[0-9]*   ' weir.out) | sort -u
            """)
        #expect(result.output == "dport \(port)\n")
    }

    /// SIGINT and SIGHUP are what a terminal sends, and SIGKILL leaves no time for anything.
    @Test(arguments: ["INT", "TERM", "HUP", "KILL"]) func theTableGoesWhateverEndsIt(_ signal: String) throws {
        let result = try laboratory(
            ["rules.nft": Self.rules],
            """
            nft -f rules.nft
            setsid env --default-signal=INT $weir trace --live > weir.out & sleep 1.5
            pid=$(nft list tables | sed -n 's/.*weir-trace-//p' | head -1)
            nft list ruleset | grep -c 'meta nftrace set 1'
            kill -\(signal) $pid
            sleep 0.5
            nft list tables
            """)
        let lines = result.output.split(separator: "\n")
        #expect(lines.first == "2")
        #expect(lines.dropFirst() == ["table inet filter", "table ip raw"], "\(result.output)")
    }

    @Test func aLimitEndsIt() throws {
        let result = try laboratory(
            ["rules.nft": Self.rules],
            """
            \(Self.send)
            nft -f rules.nft
            $weir trace --live --limit 2 -- udp dport 53 > weir.out & trace=$!
            sleep 1.5
            python3 send.py
            wait $trace
            cut -d' ' -f1 weir.out | sort -u
            grep -c 'filter input, rule 2: udp dport 53' weir.out
            nft list tables
            """)
        #expect(result.output == "#1\n#2\n1\ntable inet filter\ntable ip raw\n")
    }

    @Test func lostMessagesAreSaid() throws {
        let result = try laboratory(
            ["rules.nft": Self.rules],
            """
            nft -f rules.nft
            $weir trace --live --seconds 12 > weir.out 2> weir.err & trace=$!
            sleep 1.5
            pid=$(nft list tables | sed -n 's/.*weir-trace-//p' | head -1)
            kill -STOP $pid
            python3 -c '
            import socket
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            for n in range(25000): s.sendto(b"x", ("127.0.0.1", 53))'
            kill -CONT $pid
            wait $trace
            cat weir.err
            """)
        #expect(result.output.contains("lost"), "\(result.output)")
    }

    @Test func aPolicyGivesItsLines() throws {
        let result = try laboratory(
            [
                "policy.swift": """
                import Weir

                Policy("traced") {
                    Table("filter", .inet) {
                        Chain("input", .filter(.input), policy: .accept) {
                            Rule(tcp.dport == [80, 81], .drop)
                            Rule(udp.dport == 53, .counter, .accept)
                        }
                    }
                }
                """
            ],
            """
            \(Self.send)
            $weir compile policy.swift -o policy.weir
            $weir apply policy.weir > /dev/null
            nft insert rule inet filter input tcp dport 82 accept
            $weir trace --live policy.weir --seconds 3 > weir.out & trace=$!
            sleep 1.5
            python3 send.py
            wait $trace
            grep -o 'filter input, .*' weir.out | sed 's/packets.*bytes [0-9]* //' | sort | uniq -c
            """)
        #expect(
            result.output.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } } == [
                "4 filter input, policy", "2 filter input, policy.swift:6:17: tcp dport { 80, 81 } drop",
                "2 filter input, policy.swift:7:17: udp dport 53 counter accept",
            ], "\(result.output)")
    }

    @Test(arguments: [
        ("trace --live -- tcp dprot 22", "column 1"), ("trace --live -- iif nosuch", "nosuch"), ("trace --live --limit 0", "--limit"),
        ("trace --live -- ip saddr ::1", "`ip6`"), ("trace --live nosuch.swift", "nosuch.swift"),
    ])
    func badInputIsRefusedBeforeAnythingIsChanged(_ arguments: String, _ words: String) throws {
        let result = try laboratory(
            ["rules.nft": Self.rules],
            "nft -f rules.nft; $weir \(arguments) > out 2> err && exit 1; [ $? = 2 ]; cat err; nft list tables | grep -c table")
        #expect(result.output.contains(words), "\(result.output)")
        #expect(result.output.hasSuffix("\n2\n"), "\(result.output)")
    }
}
