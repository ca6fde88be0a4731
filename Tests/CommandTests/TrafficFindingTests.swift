import Tags
import Testing

/// Findings of filters, actions and flowtables, beside what packets meet on a kernel that has them.
@Suite(
    .tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.isRoot && Laboratory.has("tc") && Laboratory.has("python3"), "skipped: filters on packets, for want of a namespace, tc or python3"))
struct TrafficFindingTests {
    /// Runs the script if this kernel does the first of its commands.
    private func check(_ needed: String, _ script: String, _ expected: String, files: [String: String] = [:]) throws {
        let result = try laboratory(files, "{ \(needed); } > needed 2>&1 || { echo absent; exit 0; }\n" + script)
        guard result.output != "absent\n" else { return withKnownIssue("skipped: this kernel lacks something of `\(needed)`") { Issue.record("\(needed)") } }
        #expect(result.output == expected, "\(result.output)\(result.errors)")
    }

    private static let link = ShapingMistakeTests.link

    /// A rate counts 14 bytes a packet more where packets are sent.
    @Test func aPolicerCountsTheLinkHeaderAtEgressAlone() throws {
        try check(
            "ip link add x0 type veth peer name x1; tc qdisc add dev x0 clsact && tc filter add dev x0 ingress u32 match u32 0 0 action police rate 1mbit burst 10k drop; r=$?; ip link del x0; [ $r = 0 ]",
            Self.link + """
                for name in eth0 eth1; do tc qdisc add dev $name clsact; done
                tc filter add dev eth0 egress pref 1 protocol ip u32 match u32 0 0 action police rate 1gbit burst 20k drop
                tc filter add dev eth0 ingress pref 2 protocol ip u32 match u32 0 0 action police rate 1gbit burst 20k drop
                tc filter add dev eth1 ingress pref 1 protocol ip u32 match u32 0 0 action police rate 1gbit burst 20k drop
                profile eth0 seg-police-l2
                send 1 72; sleep 0.2
                for side in "eth0 egress" "eth1 ingress"; do tc -s filter show dev $side | grep -o 'Sent [0-9]* bytes'; done
                """, "1\nSent 114 bytes\nSent 100 bytes\n")
    }

    /// A datagram over IPv6 with traffic class 0x20, behind an edit of IPv4's type of service.
    @Test func anEditOfAnotherFamilysHeaderChangesItsBytes() throws {
        try check(
            "ip link add x0 type veth peer name x1; tc qdisc add dev x0 clsact && tc filter add dev x0 ingress matchall action pedit ex munge ip tos set 0 retain 3; r=$?; ip link del x0; [ $r = 0 ]",
            Self.link + """
                ip link add sink type veth peer name drain; ip link set sink up; ip link set drain up
                echo 0 > /proc/sys/net/ipv6/conf/eth0/disable_ipv6
                ip addr add fd00::1/64 dev eth0 nodad; ip neigh replace fd00::2 lladdr 02:00:00:00:00:02 dev eth0
                tc qdisc add dev eth1 clsact
                tc filter add dev eth1 ingress pref 2 protocol ipv6 matchall action mirred egress redirect dev sink
                for protocol in all ip; do
                    tc filter add dev eth1 ingress pref 1 protocol $protocol matchall action pedit ex munge ip tos set 0xb8 retain 0xfc continue
                    finding edit-other-family
                    python3 -c "import socket
                other = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)); other.bind(('drain', 0)); other.settimeout(10)
                s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM); s.setsockopt(41, 67, 0x20); s.sendto(b'x', ('fd00::2', 9))
                while True:
                    frame = other.recv(2000)
                    if frame[12:14] == b'\\x86\\xdd' and frame[56:58] == b'\\0\\x09': break
                print(frame[14:16].hex()[:3])"
                    tc filter del dev eth1 ingress pref 1
                done
                """, "1\n62b\n0\n620\n")
    }

    /// Tagged frames are of protocol 802.1q to a filter, and `ip` to a rule at the ingress hook.
    @Test func aFilterOfIPSeesNoTaggedFrames() throws {
        try check(
            "ip link add x0 type veth peer name x1; ip link add link x0 name x0.5 type vlan id 5; r=$?; ip link del x0; [ $r = 0 ]",
            Self.link + """
                ip link add link eth0 name eth0.5 type vlan id 5; ip addr add 10.5.0.1/24 dev eth0.5; ip link set eth0.5 up
                ip neigh replace 10.5.0.2 lladdr 02:00:00:00:00:02 dev eth0.5; ip link add link eth1 name eth1.5 type vlan id 5; ip link set eth1.5 up
                tc qdisc add dev eth1 clsact
                tc filter add dev eth1 ingress pref 1 protocol ip u32 match ip dport 9 0xffff action pass
                tc filter add dev eth1 ingress pref 2 protocol 802.1q u32 match u32 0 0 action pass
                nft 'table netdev n { counter tag { }; counter four { }; chain i { type filter hook ingress device eth1 priority 0; udp dport 9 meta protocol ip counter name four; vlan id 5 udp dport 9 counter name tag; }; }'
                profile eth1 tc-protocol-vlan
                python3 -c "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(bytes(9), ('10.5.0.2', 9))"; sleep 0.2
                tc -s filter show dev eth1 ingress | awk '/Sent/ {print ($4 > 0 ? "some" : "none")}'
                nft list counters | grep -o 'packets [0-9]*'
                """, "1\nnone\nsome\npackets 1\npackets 1\n")
    }

    /// Flows of UDP leave the forward chain once both directions were seen; pings never do.
    @Test func flowsInATableSkipTheChains() throws {
        let tables = """
            table inet f {
                counter flowed { }
                counter ping { }
                counter later { }
                flowtable flows { hook ingress priority 0; devices = { near0, mid0 }; }
                chain f {
                    type filter hook forward priority 0
                    udp dport 7 counter name flowed
                    icmp type echo-request counter name ping
                    meta l4proto { udp, icmp } flow add @flows
                }
                chain p {
                    type filter hook postrouting priority 0
                    udp dport 7 counter name later
                }
            }
            """
        try check(
            "nft 'table inet f { flowtable x { hook ingress priority 0; devices = { lo }; }; }'; r=$?; nft flush ruleset; [ $r = 0 ]",
            PacketFindingTests.commands + """
                unshare -n sleep 300 & third=$!
                trap 'kill $far $third' EXIT
                until [ "$(readlink /proc/$third/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
                third() { nsenter -t $third -n "$@"; }
                ip link add mid0 type veth peer name third0 netns $third; ip address add 10.8.0.1/24 dev mid0; ip link set mid0 up
                third ip address add 10.8.0.2/24 dev third0; third ip link set third0 up; third ip link set lo up
                far ip route add default via 10.9.0.1; third ip route add default via 10.8.0.1
                sysctl -qw net.ipv4.ip_forward=1
                nft -f flows.nft
                $weir capture -o live.json; sed -i '0,/"tables"/s//"policy": "p", "tables"/' live.json
                $weir check live.json 2>&1 | grep -oE '\\[ft-[a-z]*\\]' | sort | uniq -c | tr -s ' '
                third python3 -c "import socket, sys
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('', 7)); print('ready', file=sys.stderr, flush=True)
                for i in range(20): s.sendto(*s.recvfrom(9))" 2> ready & echo=$!
                until grep -qs ready ready; do sleep 0.05; done
                far python3 -c "import socket, struct
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(5)
                for i in range(20): s.sendto(b'x', ('10.8.0.2', 7)); s.recv(9)
                s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1); s.settimeout(5)
                for i in range(5): s.sendto(struct.pack('>BBHHH', 8, 0, 0xffff - 0x0800 - 7 - i, 7, i), ('10.8.0.2', 0)); s.recv(99)"
                wait $echo
                for name in flowed later; do [ $(packets $name) -lt 20 ] && echo $name some || echo $name each; done
                echo ping $(packets ping)
                """, " 2 [ft-bypass]\n 1 [ft-ineligible]\nflowed some\nlater some\nping 5\n", files: ["flows.nft": tables])
    }
}
