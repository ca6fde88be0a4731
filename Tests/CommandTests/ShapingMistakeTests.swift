import Tags
import Testing

/// Mistakes of traffic control that `check` finds, and what the kernel does with them.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.has("tc") && Laboratory.has("python3"), "skipped: shaping mistakes, for want of a namespace, tc or python3"))
struct ShapingMistakeTests {
    static let link = """
        ip link add eth0 type veth peer name eth1
        for name in eth0 eth1; do echo 1 > /proc/sys/net/ipv6/conf/$name/disable_ipv6; ip link set $name up; done
        ip addr add 10.0.0.1/24 dev eth0
        ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:02 dev eth0
        send() { python3 -c "import socket
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.setsockopt(0, socket.IP_TOS, ${3:-0})
        for i in range(${1:-1}): s.sendto(bytes(${2:-10}), ('10.0.0.2', 53))"; }
        count() { tc -s class show dev eth0 | awk "/^class [a-z]* $1 /{getline; print \\$4}"; }
        sent() { sleep 0.2; tc -s qdisc show dev eth0 | grep -o 'Sent.* pkt (dropped [0-9]*' | head -n 1 | sed 's/Sent .* bytes //; s/ pkt (dropped / /'; }
        finding() { $weir capture -o live.json; sed -i '0,/"links"/s//"policy": "p", "links"/; s/"quantum": 1000, *//; s/, "quantum": 1000//; /^ *"quantum": 1000,*$/d' live.json; $weir check live.json 2>&1 | grep -c "\\[$1\\]" || true; }
        profile() { $weir capture -o live.json; $weir nic $1 -o $1.json; $weir check live.json --nic $1=$1.json 2>&1 | grep -c "\\[$2\\]" || true; }

        """

    @Test func aClassOfNoQdiscIsNotChosen() throws {
        let result = try laboratory(
            [:],
            Self.link + """
                tc qdisc add dev eth0 root handle 1: htb default 2
                for n in 1 2; do tc class add dev eth0 parent 1: classid 1:$n htb rate 1mbit; done
                tc filter add dev eth0 parent 1: protocol ip pref 1 u32 match u32 0 0 flowid 0:1
                send; echo $(count 1:1) $(count 1:2)
                finding undefined-class
                tc filter replace dev eth0 parent 1: protocol ip pref 1 handle 800::800 u32 match u32 0 0 flowid 1:1 || { tc filter del dev eth0 parent 1:; tc filter add dev eth0 parent 1: protocol ip pref 1 u32 match u32 0 0 flowid 1:1; }
                send; echo $(count 1:1) $(count 1:2)
                finding undefined-class
                """)
        #expect(result.output == "0 1\n1\n1 1\n0\n")
    }

    @Test func theKernelSaysThatAQuantumIsOutOfBounds() throws {
        let result = try laboratory(
            [:],
            Self.link + """
                tc qdisc add dev eth0 root handle 1: htb
                tc class add dev eth0 parent 1: classid 1:1 htb rate 12kbit 2> small
                grep -q 'quantum of class 10001 is small' small || dmesg | grep -q 'quantum of class 10001 is small' || { echo silent; exit 0; }
                finding quantum-range
                """)
        #expect(["1\n", "silent\n"].contains(result.output), "\(result.output)")
    }

    @Test func aRedirectToALinkThatIsDownDropsThePacket() throws {
        let result = try laboratory(
            [:],
            Self.link + """
                ip link add ifb0 type ifb
                tc qdisc add dev eth1 clsact
                tc filter add dev eth1 ingress pref 1 protocol ip u32 match u32 0 0 action mirred egress redirect dev ifb0
                send; tc -s filter show dev eth1 ingress | grep -o 'overlimits [0-9]*' | head -n 1
                $weir capture -o live.json
                for name in eth1 ifb0; do $weir nic $name -o $name.json; done
                $weir check live.json --nic eth1=eth1.json --nic ifb0=ifb0.json 2>&1 | grep -c '\\[path-redirect-down\\]'
                ip link set ifb0 up; send; ip -s link show ifb0 | awk '/TX:/{getline; print $2}'
                """)
        #expect(result.output == "overlimits 1\n1\n1\n")
    }

    @Test func ipv4sProtocolByteIsAnAddressInIPv6() throws {
        let result = try laboratory(
            [:],
            Self.link + """
                tc qdisc add dev eth0 root handle 1: htb default 2
                for n in 1 2; do tc class add dev eth0 parent 1: classid 1:$n htb rate 1mbit; done
                echo 0 > /proc/sys/net/ipv6/conf/eth0/disable_ipv6
                ip addr add fd00::1/64 dev eth0 nodad; ip neigh replace fd00::2 lladdr 02:00:00:00:00:02 dev eth0
                tc filter add dev eth0 parent 1: protocol ipv6 pref 1 u32 match ip protocol 17 0xff flowid 1:1
                python3 -c "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(bytes(10), ('fd00::2', 53))"
                [ $(count 1:2) -ge 1 ] && count 1:1
                finding protocol-byte
                """)
        #expect(result.output == "0\n1\n")
    }

    /// hfsc drops what htb lets pass unshaped.
    @Test(arguments: [("htb", "htb rate 8bit burst 2k", "10 0"), ("hfsc", "hfsc sc rate 10mbit ul rate 10mbit", "0 10")])
    func packetsOfADefaultClassThatIsNotThere(_ kind: String, _ options: String, _ fate: String) throws {
        let result = try laboratory(
            [:],
            Self.link + """
                tc qdisc add dev eth0 root handle 1: \(kind) default 9 2>/dev/null || { echo absent; exit 0; }
                tc class add dev eth0 parent 1: classid 1:1 \(options)
                finding undefined-class; send 10 1000; sent
                """)
        guard result.output != "absent\n" else { return withKnownIssue("skipped: this kernel has no \(kind)") { Issue.record("\(kind)") } }
        #expect(result.output == "1\n\(fate)\n")
    }

    /// At 8 bits a second nothing moves by itself.
    @Test func aClassIsHeldByItsCeil() throws {
        let result = try laboratory(
            [:],
            Self.link + """
                for ceil in 8bit 1gbit; do
                    tc qdisc replace dev eth0 root handle 1: htb default 1
                    tc class add dev eth0 parent 1: classid 1:1 htb rate 100mbit ceil $ceil burst 15k cburst 2k
                    finding ceil-below-rate; send 5 1000; sleep 0.2; count 1:1
                    tc qdisc del dev eth0 root
                done
                """)
        #expect(result.output == "1\n1\n0\n5\n")
    }

    @Test func childrenGetTheirRatesWhateverTheirParentHas() throws {
        let result = try laboratory(
            [:],
            Self.link + """
                for rate in 1mbit 8bit; do
                    tc qdisc replace dev eth0 root handle 1: htb default 2
                    tc class add dev eth0 parent 1: classid 1:1 htb rate 16bit ceil 16bit burst 2k cburst 2k
                    for n in 2 3; do tc class add dev eth0 parent 1:1 classid 1:$n htb rate $rate ceil $rate burst 2k cburst 2k; done
                    finding children-exceed-parent; send 5 1000; sleep 0.2; count 1:1
                    tc qdisc del dev eth0 root
                done
                """)
        #expect(result.output == "1\n5\n0\n1\n")
    }

    /// Packets longer than the bucket: tbf drops them, htb sends one at a time, and a policer lets none pass.
    @Test func packetsThatABurstCanNotHold() throws {
        let result = try laboratory(
            [:],
            Self.link + """
                for burst in 600 2000; do
                    tc qdisc replace dev eth0 root handle 1: tbf rate 8mbit burst $burst limit 30k
                    finding burst-below-mtu; send 3 1000; send 3 100; sent
                    tc qdisc del dev eth0 root
                done
                for burst in 600 20000; do
                    tc qdisc replace dev eth0 root handle 1: htb default 1
                    tc class add dev eth0 parent 1: classid 1:1 htb rate 800bit burst $burst cburst $burst
                    finding burst-below-mtu; send 10 1000; sleep 0.2; count 1:1
                    tc qdisc del dev eth0 root
                done
                tc qdisc add dev eth1 clsact
                for burst in 600 2000; do
                    tc filter add dev eth1 ingress pref 1 protocol ip u32 match u32 0 0 action police rate 1gbit burst $burst mtu 64k drop 2>/dev/null || continue
                    finding burst-below-mtu; send 4 1000; send 4 100; sleep 0.2
                    tc -s filter show dev eth1 ingress | grep -o 'dropped [0-9]*' | head -n 1
                    tc filter del dev eth1 ingress
                done
                """)
        let lines = result.output.split(separator: "\n").map(String.init)
        // Burst and cburst are two findings.
        #expect(Array(lines.prefix(8)) == ["1", "3 3", "0", "6 0", "2", "1", "0", "10"], "\(lines)")
        #expect([[], ["1", "dropped 4", "0", "dropped 0"]].contains(Array(lines.dropFirst(8))), "\(lines)")
    }

    /// Two seconds of silence at 8 kbit a second are credit for 2000 bytes, of which the burst is kept.
    @Test func creditBeyondTheBurstIsLost() throws {
        let result = try laboratory(
            [:],
            Self.link + """
                tc qdisc add dev eth0 root handle 1: tbf rate 900mbit burst 5000 limit 100k; finding short-burst
                for burst in 1600 16000; do
                    tc qdisc replace dev eth0 root handle 1: tbf rate 8kbit burst $burst limit 30k
                    sleep 2; send 10 1000; set -- $(sent); [ $1 -lt 5 ] && echo few || echo $1
                    tc qdisc del dev eth0 root
                done
                """)
        #expect(result.output == "1\nfew\n10\n")
    }

    /// Quanta below a packet: each class sends one a turn, in whatever proportion the quanta are.
    @Test func quantaBelowAPacketShareEqually() throws {
        let result = try laboratory(
            [:],
            Self.link + """
                for quanta in "8 80" "1500 15000"; do
                    set -- $quanta
                    tc qdisc replace dev eth0 root handle 1: htb
                    tc class add dev eth0 parent 1: classid 1:1 htb rate 8bit ceil 8bit burst 2k cburst 2k quantum 2000
                    tc class add dev eth0 parent 1:1 classid 1:2 htb rate 8bit ceil 8mbit burst 2k cburst 2k quantum $1 2> /dev/null
                    tc class add dev eth0 parent 1:1 classid 1:3 htb rate 8bit ceil 8mbit burst 2k cburst 2k quantum $2 2> /dev/null
                    for n in 2 3; do tc filter add dev eth0 parent 1: protocol ip pref 1 u32 match ip tos 0x${n}0 0xff flowid 1:$n; done
                    for n in 2 3; do send 60 1000 0x${n}0; done
                    finding quantum-range
                    tc class change dev eth0 parent 1: classid 1:1 htb rate 80kbit ceil 80kbit burst 2k cburst 2k quantum 2000
                    until [ $(count 1:2) -ge 12 ] || [ $(count 1:3) -ge 12 ]; do sleep 0.01; done
                    [ $(($(count 1:2) * 2)) -gt $(count 1:3) ] && echo alike || echo by quantum
                    tc qdisc del dev eth0 root
                done
                """)
        #expect(result.output == "2\nalike\n0\nby quantum\n")
    }
}
