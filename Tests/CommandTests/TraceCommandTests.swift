import Foundation
import Tags
import Testing

/// `weir trace` beside the kernel: the same packets, and the facts of the same host.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"), .serialized)
struct TraceCommandTests {
    private static let policy = """
        import Weir

        Policy("traced") {
            Table("filter", .inet) {
                Chain("input", .filter(.input), policy: .drop) {
                    Rule(ct.state.hasAny(.established, .related), .accept)
                    Rule(meta.iifname == "v", tcp.dport == [80, 443], .jump("web"))
                    Rule(udp.dport == 53, meta.mark.set(7), .counter)
                    Rule(udp.dport == 53, ip.saddr == "192.0.2.0/24", .accept)
                }
                Chain("web") {
                    Rule(tcp.dport == 80, .counter, .accept)
                    Rule(.return)
                }
                Chain("output", .filter(.output), policy: .accept) { Rule(ct.state.hasAny(.invalid), .drop) }
            }
            Table("nat", .ip) {
                Chain("prerouting", .nat(.prerouting)) { Rule(tcp.dport == 8080, .redirect(port: 80)) }
            }
        }
        """

    /// A peer behind `w`, which sends to 192.0.2.1 on `v`.
    private static let peer = """
        unshare -n sleep 120 & peer=$!; sleep 0.5
        trap "kill $peer" EXIT
        ip link add v type veth peer name w netns $peer
        ip addr add 192.0.2.1/24 dev v; ip link set v up
        at() { nsenter -t $peer -n "$@"; }
        at ip addr add 192.0.2.2/24 dev w; at ip link set w up
        """

    private static let packets = [
        "udp sport 4000 udp dport 53", "udp sport 4001 udp dport 54", "tcp sport 4002 tcp dport 80", "tcp sport 4003 tcp dport 443",
        "tcp sport 4004 tcp dport 8080", "tcp sport 4005 tcp dport 22",
    ]

    @Test func theKernelTakesTheSameWay() throws {
        let result = try laboratory(
            ["policy.swift": Self.policy],
            """
            $weir compile policy.swift -o policy.weir
            \(Self.peer)
            $weir apply policy.weir > /dev/null
            $weir trace --live --seconds 6 --format json policy.weir > live.out & trace=$!
            sleep 2
            at python3 - <<'END'
            import socket
            for line in "\(Self.packets.joined(separator: ";"))".split(";"):
                words = line.split()
                s = socket.socket(socket.AF_INET, socket.SOCK_STREAM if words[0] == "tcp" else socket.SOCK_DGRAM)
                s.bind(("0.0.0.0", int(words[2]))); s.settimeout(0.2)
                try:
                    s.connect(("192.0.2.1", int(words[5]))); s.send(b"x")
                except OSError: pass
            END
            wait $trace
            \(Self.packets.map { "$weir trace policy.weir --live-host --format json -- iif v ip saddr 192.0.2.2 \($0) >> sim.out" }.joined(separator: "\n"))
            python3 - <<'END'
            import json
            live = {}
            first = {}
            for line in open("live.out"):
                e = json.loads(line)
                if "id" in e: first[e["packet"]] = e["words"]
                else: live.setdefault(e["packet"], []).append((e["family"], e["table"], e["chain"], e.get("rule"), e["verdict"], e.get("at")))
            simulated = [json.loads(l) for l in open("sim.out")]
            for words, answer in zip("\(Self.packets.joined(separator: ";"))".split(";"), simulated):
                number = next(n for n, w in sorted(first.items()) if words in w)
                path = [(s["family"], s["table"], s["chain"], s.get("rule"), s["verdict"], s.get("at")) for s in answer["path"]]
                print("same" if path == live[number] else ("differs", words, path, live[number]))
            END
            """)
        #expect(result.output == Self.packets.map { _ in "same\n" }.joined(), "\(result.output)")
    }

    @Test func theWayIsTold() throws {
        let result = try laboratory(
            ["policy.swift": Self.policy],
            """
            $weir trace policy.swift --reply -- iif v ip saddr 192.0.2.2 tcp dport 8080
            """)
        let lines = result.output.split(separator: "\n")
        let shown = [
            "iif v ip saddr 192.0.2.2 ip daddr 198.51.100.1 tcp sport 49152 tcp dport 8080 tcp flags syn", "accept: ip nat prerouting, policy.swift:18:",
            "jump web: inet filter input, policy.swift:7:17: iifname \"v\" tcp dport { 80, 443 } jump web", "accept: inet filter web, policy.swift:12:17: tcp dport 80 counter accept",
            "delivered to this host, rewritten: tcp dport 80", "reply: from this host ip saddr 198.51.100.1 ip daddr 192.0.2.2 tcp sport 80 tcp dport 49152 tcp flags syn|ack",
            "output      accept: inet filter output, policy", "sent by v, rewritten: tcp sport 8080",
        ]
        try #require(lines.count == shown.count, "\(result.output)")
        for (line, words) in zip(lines, shown) { #expect(line.contains(words)) }
    }

    @Test func factsAreThoseOfIproute2() throws {
        let result = try laboratory(
            [:],
            """
            \(Self.peer)
            ip link add br0 type bridge; ip link set br0 up; ip link add p type veth peer name q; ip link set p master br0 up; ip link set v group 7
            ip route add 203.0.113.0/24 via 192.0.2.2; ip route add unreachable 198.51.100.0/24; ip -6 route add 2001:db8::/32 dev v
            ip route add 203.0.113.0/24 via 192.0.2.3 metric 5
            bridge fdb add 02:00:00:00:00:77 dev p master static
            sleep 2
            $weir capture --host-facts -o facts.json
            python3 - <<'END'
            import json, subprocess
            def ip(*words): return json.loads(subprocess.run(["ip", "-j", "-d", *words], capture_output=True, text=True).stdout or "[]")
            facts = json.load(open("facts.json"))["host"]
            links = {(l["ifname"], l["ifindex"], l["address"], l.get("master")) for l in ip("link")}
            print(links == {(l["name"], l["index"], l["mac"], l.get("master")) for l in facts["links"]})
            addresses = [(l["ifname"], "%s/%d" % (a["local"], a["prefixlen"]), a.get("broadcast")) for l in ip("addr") for a in l["addr_info"]]
            print(sorted(addresses, key=str) == sorted([(a["link"], a["address"], a.get("broadcast")) for a in facts["addresses"]], key=str))
            def route(r): return (r["dst"] if "/" in r["dst"] else r["dst"] + ("/128" if ":" in r["dst"] else "/32"), r.get("gateway"), r["dev"] if r["type"] == "unicast" else None, r["type"])
            routes = {route(r) for r in ip("route") + ip("-6", "route") if r.get("metric") != 5 and r["dst"] != "default"}
            mine = {(r["to"], r.get("via"), r.get("link"), r["type"]) for r in facts["routes"]}
            print(routes == mine or (routes, mine))
            print([l["group"] for l in facts["links"] if l["name"] == "v"], {"bridge": "br0", "port": "p", "mac": "02:00:00:00:00:77"} in facts["fdb"])
            print(facts["settings"]["forwarding4"] == (open("/proc/sys/net/ipv4/ip_forward").read().strip() == "1"))
            END
            """)
        #expect(result.output == "True\nTrue\nTrue\n[7] True\nTrue\n", "\(result.output)")
    }

    @Test(arguments: [
        ("-- iif v ip saddr 192.0.2.2 tcp dport 80 udp dport 5", "column 39"), ("", "packet is missing"), ("--packets nosuch.pcap", "nosuch.pcap"),
        ("--packets text.pcap", "text.pcap:1"), ("--packets cut.pcap", "byte 24"), ("--host text.pcap -- iif v ip saddr 192.0.2.2 udp dport 5", "no facts"),
        ("--host facts.json -- iif nosuch ip saddr 192.0.2.2 udp dport 5", "no link named `nosuch`"), ("--limit 5 -- iif v ip saddr 192.0.2.2", "--live"),
        ("-- iif v ip saddr 192.0.2.2 skuid 5 udp dport 5", "can't be given"),
    ])
    func badInputIsRefused(_ arguments: String, _ words: String) throws {
        let result = try laboratory(
            [
                "policy.json": #"{"weir": {"format": "host-state", "version": 2}, "policy": "p", "tables": [{"family": "inet", "name": "t"}]}"#, "text.pcap": "no packets\n",
                "facts.json": #"{"host": {"links": [{"name": "v", "index": 2, "type": 1}]}}"#,
            ],
            """
            printf '\\xd4\\xc3\\xb2\\xa1\\x02\\x00\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x04\\x00\\x01\\x00\\x00\\x00\\x01' > cut.pcap
            $weir trace policy.json \(arguments) > out 2> err && exit 1; [ $? = 2 ]; cat err
            """)
        #expect(result.output.contains(words), "\(result.output)")
    }
}
