import Tags
import Testing

/// Settings of the kernel that a policy is said to need, and what packets meet without them.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.isRoot && Laboratory.has("python3"), "no network namespaces with nf_tables here"))
struct SettingTests {
    /// `tells NAME` prints the settings that the policy is said to need; `udp_arrives ADDRESS PORT COMMAND` whether a socket there gets what it sends.
    private static let commands =
        PacketFindingTests.commands + """
            tells() { echo $1 $($weir check $1.swift 2>&1 | grep -oE 'sysctl `[^`]*' | cut -d '`' -f 2 | tr '\\n' ' '); }
            socket="import socket, sys
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('', int(sys.argv[1]))); s.settimeout(1.5)
            print('ready', file=sys.stderr, flush=True)
            try: s.recv(9); print('arrives')
            except TimeoutError: print('is lost')"
            udp_arrives() { port=$1; at=$2; shift 2; $at python3 -c "$socket" $port 2> ready & local=$!; until grep -qs ready ready; do sleep 0.05; done; rm ready; "$@"; wait $local; }

            """

    /// Packets for other hosts are forwarded only where the sysctl says so, and only a chain that lets some through needs it.
    @Test func forwardingIsNeededByWhatLetsThrough() throws {
        func forward(_ family: String, _ policy: String, _ rules: String) -> String {
            PacketFindingTests.policy("Table(\"f\", .\(family)) { Chain(\"f\", .filter(.forward), policy: .\(policy)) { \(rules) } }")
        }
        let result = try laboratory(
            [
                "lets.swift": forward("inet", "drop", "Rule(ip.saddr == \"10.9.0.2\", .accept); Rule(.counter, .drop)"),
                "drops.swift": forward("inet", "drop", "Rule(.counter, .drop)"), "open.swift": forward("ip6", "accept", "Rule(.counter(\"f\"))"),
                "dnat.swift": PacketFindingTests.policy("Table(\"f\", .inet) { Chain(\"p\", .nat(.prerouting)) { Rule(tcp.dport == 80, .dnat(to: \"192.0.2.1\")) } }"),
            ],
            PacketFindingTests.commands + """
                for policy in lets drops open dnat; do echo $policy $($weir check $policy.swift 2>&1 | grep -oE 'sysctl `[^`]*'); done
                $weir apply lets.swift > /dev/null
                ip link add out0 type veth peer name out1; ip link set out1 up; ip address add 192.0.2.2/24 dev out0; ip link set out0 up
                ip -6 address add fd08::2/64 dev out0 nodad
                for address in 192.0.2.1 fd08::1; do ip neighbour add $address lladdr 02:00:00:00:00:01 dev out0; done
                nft 'add table inet n; add counter inet n out; add chain inet n c { type filter hook postrouting priority 0; }; add rule inet n c oifname out0 udp dport 9 counter name out'
                far ip route add default via 10.9.0.1; far ip -6 route add default via fd09::1
                for setting in net.ipv4.ip_forward=0 net.ipv4.ip_forward=1; do
                    sysctl -qw $setting; far bash -c 'echo x > /dev/udp/192.0.2.1/9'; sleep 0.2; echo $setting $(packets out)
                done
                nft reset counters > /dev/null; $weir apply open.swift --prune > /dev/null
                for setting in net.ipv6.conf.all.forwarding=0 net.ipv6.conf.all.forwarding=1; do
                    sysctl -qw $setting; far bash -c 'echo x > /dev/udp/fd08::1/9'; sleep 0.5; echo $setting $(packets out)
                done
                """)
        #expect(
            result.output == """
                lets sysctl `net.ipv4.ip_forward=1
                drops
                open sysctl `net.ipv6.conf.all.forwarding=1
                dnat sysctl `net.ipv4.ip_forward=1
                net.ipv4.ip_forward=0 0
                net.ipv4.ip_forward=1 1
                net.ipv6.conf.all.forwarding=0 0
                net.ipv6.conf.all.forwarding=1 1

                """, "\(result.output)")
    }

    /// What the host sends itself is neither forwarded nor from a wire, so translations at output need nothing.
    @Test func translationsOfTheHostsOwnPacketsNeedNothing() throws {
        func nat(_ hook: String) -> String {
            PacketFindingTests.policy(
                """
                Table("f", .ip) {
                    Chain("c", .nat(.\(hook))) { Rule(udp.dport == 7, .dnat(to: "10.9.0.2")); Rule(udp.dport == 8, .dnat(to: "127.0.0.1")) }
                }
                """)
        }
        let result = try laboratory(
            ["own.swift": nat("output"), "received.swift": nat("prerouting")],
            Self.commands + """
                tells own; tells received
                $weir apply own.swift > /dev/null
                echo $(udp_arrives 7 far udp 10.9.0.77 7) $(udp_arrives 8 "" udp 10.9.0.2 8)
                $weir apply --prune received.swift > /dev/null
                for local in 0 1; do
                    sysctl -qw net.ipv4.conf.all.route_localnet=$local
                    echo $local $(udp_arrives 8 "" far bash -c 'echo x > /dev/udp/10.9.0.1/8')
                done
                """)
        #expect(
            result.output == """
                own
                received net.ipv4.ip_forward=1 net.ipv4.conf.all.route_localnet=1
                arrives arrives
                0 is lost
                1 arrives

                """, "\(result.output)\(result.errors)")
    }

    /// A handshake of a synproxy ends with a packet that connection tracking must not take for a connection under way.
    @Test func aSynproxyNeedsStrictTracking() throws {
        let tables = """
            Table("f", .ip) {
                Chain("raw", .filter(.prerouting, priority: .raw)) { Rule(tcp.dport == 80, tcp.flags & [.fin, .syn, .rst, .ack] == .syn, .notrack) }
                Chain("i", .filter(.input)) {
                    Rule(tcp.dport == 80, ct.state.hasAny([.invalid, .untracked]), .synproxy(mss: 1460, wscale: 7, timestamp: true, sackPermitted: true))
                    Rule(ct.state.hasAny(.invalid), .drop)
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": PacketFindingTests.policy(tables)],
            Self.commands + """
                tells policy
                $weir apply policy.swift > /dev/null
                python3 -c "import socket
                s = socket.create_server(('10.9.0.1', 80))
                while True: s.accept()[0].sendall(b'hello')" & server=$!
                trap 'kill $far $server' EXIT
                until ss -Hltn sport = :80 | grep -q LISTEN; do sleep 0.05; done
                for setting in "1 1 1" "0 0 0"; do
                    set -- $setting
                    sysctl -qw net.ipv4.tcp_syncookies=$1 net.ipv4.tcp_timestamps=$2 net.netfilter.nf_conntrack_tcp_loose=$3
                    far python3 -c "import socket
                try: print(socket.create_connection(('10.9.0.1', 80), timeout=3).recv(9).decode())
                except OSError: print('no connection')"
                done
                """)
        #expect(result.output == "policy net.netfilter.nf_conntrack_tcp_loose=0\nno connection\nhello\n", "\(result.output)\(result.errors)")
    }

    @Test func packetsOfConnectionsAreCountedIfTheKernelIsAsked() throws {
        let tables = """
            Table("f", .ip) { Chain("i", .filter(.input)) { Rule(udp.dport == 9, ct.original.packets >= 2, .counter("many")) } }
            """
        let result = try laboratory(
            ["policy.swift": PacketFindingTests.policy(tables)],
            Self.commands + """
                tells policy
                $weir apply policy.swift > /dev/null
                for setting in 0 1; do
                    sysctl -qw net.netfilter.nf_conntrack_acct=$setting
                    far python3 -c "import socket
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                for i in range(4): s.sendto(b'x', ('10.9.0.1', 9))"
                    sleep 0.2; echo $(packets many)
                done
                """)
        #expect(result.output == "policy net.netfilter.nf_conntrack_acct=1\n0\n3\n", "\(result.output)\(result.errors)")
    }
}
