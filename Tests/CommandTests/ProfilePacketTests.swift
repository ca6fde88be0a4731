import Foundation
import Tags
import Testing

/// Findings that a card's profile decides, beside what packets do on a link with that profile.
@Suite(
    .tags(.kernel),
    .enabled(if: Laboratory.isThere && Laboratory.isRoot && Laboratory.has("python3") && Laboratory.has("ethtool"), "skipped: packets and profiles, for want of a namespace, python3 or ethtool"))
struct ProfilePacketTests {
    /// `findings POLICY LINK...` counts the findings of near0's profile and others'; `receive` takes 400,000 bytes of TCP from the other end; `longest`
    /// sends 200,000 bytes and tells whether they come in frames of the wire's size.
    private static let commands =
        PacketFindingTests.commands + """
            findings() {
                policy=$1; shift; profiles=
                for link in near0 $*; do $weir nic $link -o $link.json; profiles="$profiles --nic $link=$link.json"; done
                $weir check $policy $profiles 2>&1 | grep -oE '\\[(seg|path|csum)-[a-z-]*[],]' | tr -d '[],' | sort | uniq -c | tr -s ' ' | tr '\\n' ';'; echo
            }
            large() { ethtool -K near0 gro $1 tso $1 gso $1 > /dev/null; far ethtool -K far0 gro $1 tso $1 gso $1 > /dev/null; }
            longest() {
                far python3 -c "import socket, sys
            s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)); s.bind(('far0', 0)); s.settimeout(2)
            server = socket.create_server(('10.9.0.2', 80)); print('ready', file=sys.stderr, flush=True)
            longest = 0
            try:
                while True: longest = max(longest, len(s.recv(70000)))
            except TimeoutError: print('cut' if longest < 1515 else 'whole')" 2> ready & local=$!
                until grep -qs ready ready; do sleep 0.05; done; rm ready
                python3 -c "import socket
            s = socket.create_connection(('10.9.0.2', 80)); s.setblocking(False); s.send(bytes(60000))"; wait $local
            }
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
                    large $state
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

    /// A burst of 5000 bytes holds no packet of 60,000: tbf sends its segments.
    @Test func tbfCutsWhatItsBurstCanNotHold() throws {
        let link = "Link(\"near0\") { Root(.tbf { $0.rate = .mbit(100); $0.burst = .bytes(5000); $0.limit = .bytes(3_000_000) }) }"
        let result = try laboratory(
            ["policy.swift": PacketFindingTests.policy(link)],
            Self.commands + """
                large on; longest
                findings policy.swift; $weir apply policy.swift > /dev/null 2>&1; longest
                """)
        #expect(result.output == "whole\n 1 seg-tbf-gso;\ncut\n", "\(result.output)\(result.errors)")
    }

    @Test func anIfbIsHandedMergedPackets() throws {
        let links = """
            Link("near0") { Ingress { Filter(meta.protocol == .ip, by: .u32, actions: [.redirect(to: "ifb0")]) } }
            Link("ifb0") { Root(.htb(default: 1)) { Class(1, rate: .gbit(1)) } }
            """
        let result = try laboratory(
            ["policy.swift": PacketFindingTests.policy(links)],
            Self.commands + """
                ip link add ifb0 type ifb; ip link set ifb0 up; $weir apply policy.swift > /dev/null 2>&1
                for state in on off; do
                    large $state; findings policy.swift ifb0
                    python3 -c "import socket, sys
                s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)); s.bind(('ifb0', 0)); s.settimeout(5)
                print('ready', file=sys.stderr, flush=True)
                longest = count = 0
                try:
                    while count < 50000: frame = len(s.recv(70000)); longest = max(longest, frame); count += frame
                except TimeoutError: pass
                print('merged' if longest > 1514 else 'single')" 2> seen & seen=$!
                    until grep -qs ready seen; do sleep 0.05; done; rm seen
                    receive; wait $seen
                done
                """)
        #expect(result.output.contains("seg-ifb-gro;") && result.output.components(separatedBy: "seg-ifb-gro").count == 2, "\(result.output)\(result.errors)")
        #expect(result.output.split(separator: "\n").filter { !$0.hasSuffix(";") } == ["merged", "single"], "\(result.output)")
    }

    /// What a program reads of a datagram from the other end of a veth.
    @Test func packetsForUserspaceLackTheirChecksum() throws {
        let tables = "Table(\"f\", .inet) { Chain(\"i\", .filter(.input)) { Rule(meta.iifname == \"near0\", udp.dport == 9, .queue(1)) } }"
        let result = try laboratory(
            ["policy.swift": PacketFindingTests.policy(tables)],
            Self.commands + """
                findings policy.swift
                for state in on off; do
                    far ethtool -K far0 tx $state > /dev/null
                    python3 -c "import socket, struct, sys
                s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)); s.bind(('near0', 0)); s.settimeout(10)
                print('ready', file=sys.stderr, flush=True)
                while True:
                    frame = s.recv(2000)
                    if frame[12:14] == b'\\x08\\0' and frame[23] == 17 and frame[36:38] == b'\\0\\x09': break
                sum = sum(struct.unpack('>6H', frame[34:46])) + sum(struct.unpack('>4H', frame[26:34])) + 17 + 12
                while sum >> 16: sum = (sum & 0xffff) + (sum >> 16)
                print('whole' if sum == 0xffff else 'lacking')" 2> ready & local=$!
                    until grep -qs ready ready; do sleep 0.05; done; rm ready
                    far bash -c 'echo -n four > /dev/udp/10.9.0.1/9'; wait $local
                done
                """)
        #expect(result.output == " 1 csum-partial-guest;\nlacking\nwhole\n", "\(result.output)\(result.errors)")
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
