import Tags
import Testing

/// Findings that a card's profile decides, beside what packets do on a link with that profile.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.isRoot && Laboratory.has("python3") && Laboratory.has("ethtool"), "skipped: packets and profiles, for want of a namespace, python3 or ethtool"))
struct ProfilePacketTests {
    /// `findings POLICY` counts the findings of near0's profile; `receive` takes 400,000 bytes of TCP from the other end.
    private static let commands = PacketFindingTests.commands + """
        findings() { $weir nic near0 -o near0.json; $weir check $1 --nic near0=near0.json 2>&1 | grep -oE '\\[(seg|path)-[a-z-]*[],]' | tr -d '[],' | sort | uniq -c | tr -s ' ' | tr '\\n' ';'; echo; }
        receive() {
            python3 -c "import socket, sys
        s = socket.create_server(('10.9.0.1', 80)); print('ready', file=sys.stderr, flush=True)
        c = s.accept()[0]
        while c.recv(1 << 20): pass" 2> ready & local=$!
            until grep -qs ready ready; do sleep 0.05; done; rm ready
            far python3 -c "import socket; socket.create_connection(('10.9.0.1', 80)).sendall(bytes(400000))"; wait $local
        }

        """

    /// Lengths, limits of bytes and limits of packets: what arrives by a veth was never cut.
    @Test func packetsAreLargerThanTheWires() throws {
        let tables = """
            Table("f", .inet) {
                Chain("i", .filter(.input)) {
                    Rule(meta.iifname == "near0", tcp.dport == 80, meta.length > 1500, .counter("long"))
                    Rule(meta.iifname == "near0", tcp.dport == 80, meta.length > 20000, .limit(.bytes(15000), per: .second), .counter("within"))
                    Rule(meta.iifname == "near0", tcp.dport == 80, .limit(1000, per: .minute, burst: 1000), .counter("packets"))
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": PacketFindingTests.policy(tables)],
            Self.commands + """
                $weir apply policy.swift > /dev/null
                for state in on off; do
                    ethtool -K near0 gro $state tso $state gso $state > /dev/null; far ethtool -K far0 gro $state tso $state gso $state > /dev/null
                    findings policy.swift
                    nft reset counters > /dev/null; receive
                    [ $(packets long) = 0 ] && echo short || echo long
                    echo within $(packets within)
                    [ $(packets packets) -gt 250 ] && echo each || echo merged
                done
                """)
        #expect(
            result.output == """
                 1 seg-limit-bytes; 2 seg-meta-length; 1 seg-police-pps; 2 seg-veth-gso;
                long
                within 0
                merged
                 2 seg-veth-gso;
                short
                within 0
                each

                """, "\(result.output)\(result.errors)")
    }

    /// A packet of 72 bytes of UDP is 100 to all hooks but egress.
    @Test func lengthsAtEgressHaveALinkHeader() throws {
        let tables = """
            Table("n", .netdev) {
                Chain("e", .filter(.egress, devices: ["near0"])) {
                    Rule(udp.dport == 9, meta.length == 100, .counter("egress"))
                    Rule(udp.dport == 9, meta.length == 114, .counter("with_header"))
                }
            }
            Table("f", .inet) { Chain("o", .filter(.output)) { Rule(udp.dport == 9, meta.length == 100, .counter("output")) } }
            """
        let result = try laboratory(
            ["policy.swift": PacketFindingTests.policy(tables)],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep -c 'seg-meta-length-hook'
                $weir apply policy.swift > /dev/null
                python3 -c "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(bytes(72), ('10.9.0.2', 9))"
                for name in egress with_header output; do echo $name $(packets $name); done
                """)
        #expect(result.output == "1\negress 0\nwith_header 1\noutput 1\n", "\(result.output)\(result.errors)")
    }

    /// Frames between two ports of a bridge, with and without br_netfilter.
    @Test func bridgedFramesAreNotThoseOfTheirPort() throws {
        let tables = """
            Table("f", .inet) {
                Chain("w", .filter(.forward)) {
                    Rule(meta.iifname == "near0", udp.dport == 9, .counter("port"))
                    Rule(udp.dport == 9, .counter("any"))
                }
            }
            Table("b", .bridge) { Chain("w", .filter(.forward)) { Rule(meta.iifname == "near0", udp.dport == 9, .counter("bridge")) } }
            """
        let result = try laboratory(
            ["policy.swift": PacketFindingTests.policy(tables)],
            Self.commands + """
                ip link add br0 type bridge; ip link set br0 up; ip address flush dev near0; ip link set near0 master br0
                ip link add near1 type veth peer name sink; ip link set near1 master br0 up; ip link set sink up
                far ip neighbour add 10.9.0.3 lladdr 02:00:00:00:00:03 dev far0
                [ -e /proc/sys/net/bridge ] || modprobe br_netfilter
                $weir apply policy.swift > /dev/null
                for call in 0 1; do
                    sysctl -qw net.bridge.bridge-nf-call-iptables=$call
                    findings policy.swift; nft reset counters > /dev/null
                    for i in 1 2 3 4 5 6 7 8 9 10; do far bash -c 'echo x > /dev/udp/10.9.0.3/9'; sleep 0.2; [ $(packets bridge) = 0 ] || break; done
                    for name in port any bridge; do echo $name $(packets $name); done
                done
                """)
        #expect(
            result.output == """
                 1 path-bridge-inet;
                port 0
                any 0
                bridge 1
                 1 path-bridge-inet;
                port 0
                any 1
                bridge 1

                """, "\(result.output)\(result.errors)")
    }
}
