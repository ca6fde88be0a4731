import Documents
import Foundation
import Tags
import Testing
import WeirModel

@testable import Weir

/// Filters in the match language on packets: what is sent goes to the filter's class, and what is received to the filter's action; what is only
/// like it does neither.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.has("tc") && Laboratory.has("python3"), "skipped: filters on packets, for want of a namespace, tc or python3"))
struct FilterPacketTests {
    struct Traffic: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var filter: Weir.Filter
        /// Packets, each a call of the sender below.
        var hits: [String]
        var misses: [String]
    }

    private static let sender = """
        import socket
        def udp(address, port, size=10, family=socket.AF_INET, options=b"", tos=0, mark=0, source=0):
            s = socket.socket(family, socket.SOCK_DGRAM)
            if options: s.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, options)
            if tos: s.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, tos)
            if mark: s.setsockopt(socket.SOL_SOCKET, 36, mark)
            if source: s.bind(("::" if family == socket.AF_INET6 else "0.0.0.0", source))
            s.sendto(bytes(size), (address, port))
        def udp6(address, port, **more): udp(address, port, family=socket.AF_INET6, **more)
        def tcp(address, port):
            s = socket.socket()
            s.setblocking(False)
            s.connect_ex((address, port))
            s.close()
        """

    private static let options = "options=b'\\x01\\x01\\x01\\x01'"

    private static func traffic(_ name: String, _ filter: Weir.Filter, _ hits: [String], not misses: [String]) -> Traffic {
        Traffic(testDescription: name, filter: filter, hits: hits, misses: misses)
    }

    private static let dns = ["udp('10.0.0.2', 53)", "udp('10.0.0.2', 53, source=54)", "udp('10.0.0.2', 53, size=1000)"]
    /// Its later fragments have no ports, and bytes where these would be.
    private static let notDNS = ["udp('10.0.0.2', 54)", "udp('10.0.0.3', 53)", "udp('10.0.0.2', 54, source=53)", "tcp('10.0.0.2', 53)", "udp6('fd00::2', 53)"]

    private static func ports(_ classifier: MatchClassifier) -> Traffic {
        traffic(
            "ports by \(classifier)", Filter(ip.daddr == "10.0.0.2", udp.dport == 53, by: classifier, classify: 10), dns,
            not: notDNS + (classifier == .flower ? [] : ["udp('10.0.0.2', 53, \(options))"]))
    }

    private static func ports6(_ classifier: MatchClassifier) -> Traffic {
        traffic(
            "ports of IPv6 by \(classifier)", Filter(ip6.daddr == "fd00::/64", udp.dport == 53, by: classifier, classify: 10), ["udp6('fd00::2', 53)", "udp6('fd00::3', 53)"],
            not: ["udp6('fd00::2', 54)", "udp6('fd01::2', 53)", "udp('10.0.0.2', 53)"])
    }

    private static func vlan(_ classifier: MatchClassifier) -> Traffic {
        traffic(
            "a VLAN by \(classifier)", Filter(Weir.vlan.id == 12, by: classifier, classify: 10), ["udp('10.12.0.2', 53)", "udp('10.12.0.2', 54)"],
            not: ["udp('10.13.0.2', 53)", "udp('10.0.0.2', 53)"])
    }

    static let u32: [Traffic] = [
        ports(.u32), ports6(.u32),
        traffic(
            "lengths by u32", Filter(ip.length >= 32768, ip.ttl < 128, by: .u32, classify: 10), [], not: ["udp('10.0.0.2', 53)", "udp('10.0.0.2', 53, size=1400)"]),
        traffic(
            "a length by u32", Filter(ip.length == 256...511, classify: 10), ["udp('10.0.0.2', 53, size=228)", "udp('10.0.0.2', 53, size=483)"],
            not: ["udp('10.0.0.2', 53, size=227)", "udp('10.0.0.2', 53, size=484)"]),
        traffic("the link's addresses by u32", Filter(ether.daddr == "02:00:00:00:00:02", by: .u32, classify: 10), ["udp('10.0.0.2', 1)"], not: ["udp('10.0.0.3', 1)"]),
    ]

    static let others: [Traffic] = [
        ports(.basic), ports6(.basic), ports(.flower), ports6(.flower),
        traffic(
            "order by basic", Filter(ip.ttl != 1, udp.dport == 1000...1999, ip.length != 100...200, classify: 10),
            ["udp('10.0.0.2', 1000)", "udp('10.0.0.2', 1999)", "udp('10.0.0.2', 1500, size=71)", "udp('10.0.0.2', 1500, size=173)"],
            not: ["udp('10.0.0.2', 999)", "udp('10.0.0.2', 2000)", "udp('10.0.0.2', 1500, size=72)", "udp('10.0.0.2', 1500, size=172)", "tcp('10.0.0.2', 1500)"]),
        traffic("the link's addresses by basic", Filter(ether.daddr == "02:00:00:00:00:02", by: .basic, classify: 10), ["udp('10.0.0.2', 1)"], not: ["udp('10.0.0.3', 1)"]),
        traffic("bits of an address by basic", Filter(ip6.daddr == "fd00::2/127", ip6.hoplimit > 1, classify: 10), ["udp6('fd00::2', 1)", "udp6('fd00::3', 1)"], not: ["udp6('fd01::2', 1)"]),
        traffic(
            "a mark and more by basic", Filter(meta.mark & 0xf == 7, udp.dport == 53, classify: 10), ["udp('10.0.0.2', 53, mark=7)", "udp('10.0.0.2', 53, mark=0x17)"],
            not: ["udp('10.0.0.2', 53, mark=8)", "udp('10.0.0.2', 54, mark=7)", "udp('10.0.0.2', 53)"]),
        traffic("a mark by fw", Filter(meta.mark == 7, classify: 10), ["udp('10.0.0.2', 53, mark=7)"], not: ["udp('10.0.0.2', 53, mark=8)", "udp('10.0.0.2', 53)"]),
        traffic(
            "a mark by u32", Filter(meta.mark & 0xf == 7, ip.daddr == "10.0.0.2", by: .u32, classify: 10), ["udp('10.0.0.2', 53, mark=0x17)"],
            not: ["udp('10.0.0.2', 53, mark=8)", "udp('10.0.0.3', 53, mark=7)"]),
        traffic(
            "a protocol by matchall", Filter(meta.protocol == .ip, by: .matchall, classify: 10), ["udp('10.0.0.2', 53)", "tcp('10.0.0.2', 53)"], not: ["udp6('fd00::2', 53)"]),
        vlan(.basic), vlan(.flower),
        traffic(
            "a tag's fields by basic", Filter(Weir.vlan.id == 10...12, Weir.vlan.pcp != 4, classify: 10), ["udp('10.12.0.2', 53)"], not: ["udp('10.13.0.2', 53)", "udp('10.0.0.2', 53)"]),
        traffic("a tag's priority by basic", Filter(Weir.vlan.pcp > 3, classify: 10), ["udp('10.13.0.2', 53)"], not: ["udp('10.12.0.2', 53)", "udp('10.0.0.2', 53)"]),
        traffic("what the kernel knows of a packet", Filter(meta.length > 500, meta.priority == 0, classify: 10), ["udp('10.0.0.2', 53, size=600)"], not: ["udp('10.0.0.2', 53, size=400)"]),
    ]

    /// From eth0 to eth1, with VLANs 12 and 13 of priorities 3 and 4 where there are VLANs.
    private static let link = """
        ip link add eth0 type veth peer name eth1
        ip link add sink type veth peer name drain
        for name in eth0 eth1 sink drain; do ip link set $name up; done
        ip addr add 10.0.0.1/24 dev eth0; ip addr add fd00::1/8 dev eth0 nodad
        for number in 2 3; do
            ip neigh replace 10.0.0.$number lladdr 02:00:00:00:00:0$number dev eth0
            for net in fd00 fd01; do ip neigh replace $net::$number lladdr 02:00:00:00:00:0$number dev eth0; done
        done
        for tag in 12:3 13:4; do
            number=${tag%:*}
            ip link add link eth0 name eth0.$number type vlan id $number egress-qos-map 0:${tag#*:} 2>/dev/null || continue
            echo 1 > /proc/sys/net/ipv6/conf/eth0.$number/disable_ipv6
            ip link set eth0.$number up; ip addr add 10.$number.0.1/24 dev eth0.$number
            ip neigh replace 10.$number.0.2 lladdr 02:00:00:00:00:02 dev eth0.$number
        done
        """

    /// The filter where eth0 sends, and, with an action that counts, where eth1 receives.
    private static func document(_ filter: Weir.Filter) throws -> String {
        let sender = Link("eth0") {
            Root(.htb(default: 1)) {
                Class(1, rate: .mbit(100))
                Class(10, rate: .mbit(100))
                filter
            }
        }
        let receiver = Link("eth1") { Ingress {} }
        var state = PolicyContent(links: [sender, receiver]).state(named: "packets")
        #expect(state.diagnostics.isEmpty)
        state.links[1].filters = state.links[0].filters.map { filter in
            var filter = filter
            (filter.attachment, filter.classID) = (.parent(.ingress), nil)
            filter.actions = [Action(Action.Mirred(.egressRedirect, device: "sink"), .stolen)]
            return filter
        }
        return String(decoding: try Document.encode(state, as: .json), as: UTF8.self)
    }

    @Test(arguments: u32 + others)
    func goToTheirClass(_ traffic: Traffic) throws {
        let script = """
            \(Self.link)
            if ! $weir apply policy.json > applied 2> refusal; then grep -qE 'unknown|not found|not supported|CONFIG_CLS_U32_MARK' refusal && { echo absent; exit 0; }; cat refusal >&2; exit 1; fi
            $weir diff policy.json
            python3 packets.py
            echo sent $(tc -s class show dev eth0 | awk '/^class htb 1:a /{getline; print $4}') received $(tc -s filter show dev eth1 ingress | awk '/Sent/{sum += $4} END {print sum}')
            """
        let packets = Self.sender + "\n" + (traffic.hits + traffic.misses).joined(separator: "\n") + "\n"
        let result = try laboratory(["policy.json": Self.document(traffic.filter), "packets.py": packets], script)
        guard result.output != "absent\n" else {
            withKnownIssue("skipped: \(traffic.testDescription): this kernel lacks the classifier") { Issue.record("\(traffic.testDescription)") }
            return
        }
        #expect(result.output.split(separator: "\n").last.map(String.init) == "sent \(traffic.hits.count) received \(traffic.hits.count)", "\(result.output)\(result.errors)")
    }

    /// Kernels without CONFIG_CLS_U32_MARK take such a filter and match every mark.
    @Test func aMarkThatTheKernelLeavesOutIsRefused() throws {
        let result = try laboratory(
            ["policy.json": Self.document(Filter(meta.mark == 7, ip.daddr == "10.0.0.2", by: .u32, classify: 10))],
            """
            \(Self.link)
            before=$(tc qdisc show dev eth0)
            if $weir apply policy.json 2> refusal; then
                $weir diff policy.json; echo kept
            else
                cat refusal; [ "$before" = "$(tc qdisc show dev eth0)" ] && echo as before
            fi
            """)
        let isRefused = result.output.contains("built without CONFIG_CLS_U32_MARK") && result.output.contains("FilterPacketTests.swift") && result.output.hasSuffix("as before\n")
        #expect(result.output.hasSuffix("kept\n") || isRefused, "\(result.output)\(result.errors)")
    }
}
