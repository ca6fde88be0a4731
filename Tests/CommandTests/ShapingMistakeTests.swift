import Tags
import Testing

/// Mistakes of traffic control that `check` finds, and what the kernel does with them.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.has("tc") && Laboratory.has("python3"), "skipped: shaping mistakes, for want of a namespace, tc or python3"))
struct ShapingMistakeTests {
    private static let link = """
        ip link add eth0 type veth peer name eth1
        for name in eth0 eth1; do echo 1 > /proc/sys/net/ipv6/conf/$name/disable_ipv6; ip link set $name up; done
        ip addr add 10.0.0.1/24 dev eth0
        ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:02 dev eth0
        send() { python3 -c "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(bytes(10), ('10.0.0.2', 53))"; }
        count() { tc -s class show dev eth0 | awk "/^class htb $1 /{getline; print \\$4}"; }
        finding() { $weir capture -o live.json; sed -i '0,/"links"/s//"policy": "p", "links"/; s/"quantum": 1000, *//; s/, "quantum": 1000//; /^ *"quantum": 1000,*$/d' live.json; $weir check live.json 2>&1 | grep -c "\\[$1\\]"; }

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
                finding undefined-class || true
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
}
