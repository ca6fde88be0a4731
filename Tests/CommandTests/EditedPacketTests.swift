import Documents
import Tags
import Testing
import WeirModel

@testable import Weir

/// What header edits of filters do to packets.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.has("tc") && Laboratory.has("python3"), "skipped: edited packets, for want of a namespace, tc or python3"))
struct EditedPacketTests {
    /// UDP datagrams to port 3478 over both families with traffic class 0xb8, as they come out of the other end: version, header length and
    /// traffic class, up to the flow label.
    private static let datagrams = """
        import socket
        other = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        other.bind(("far0", 0)); other.settimeout(10)
        for family, address, level, option in ((socket.AF_INET, "10.9.0.2", 0, socket.IP_TOS), (socket.AF_INET6, "fd00::2", 41, 67)):
            sender = socket.socket(family, socket.SOCK_DGRAM)
            sender.setsockopt(level, option, 0x20)
            sender.sendto(b"hello", (address, 3478))
            while True:
                frame = other.recv(2048)
                places = {0x0800: 36, 0x86dd: 56}
                kind = int.from_bytes(frame[12:14], "big")
                if kind in places and frame[places[kind]:places[kind] + 2] == (3478).to_bytes(2, "big"): break
            print(frame[14:16].hex()[:3])
        """

    private static let link = """
        ip link add near0 type veth peer name far0
        ip address add 10.9.0.1/24 dev near0; ip address add fd00::1/64 dev near0 nodad
        ip link set near0 up; ip link set far0 up
        ip neighbour add 10.9.0.2 lladdr 02:00:00:00:00:02 dev near0; ip neighbour add fd00::2 lladdr 02:00:00:00:00:02 dev near0
        tc qdisc add dev far0 clsact; tc filter add dev far0 ingress protocol ip matchall action pedit ex munge ip tos set 0 2>/dev/null || { echo absent; exit 0; }
        """

    @Test func anIPv4EditLeavesIPv6Alone() throws {
        let link = Link("near0") {
            Egress {
                Filter(
                    udp.dport == 3478...3481,
                    actions: [
                        .pedit { $0.keys = [.init(mask: 0xff03_ffff, value: 0x00b8_0000, offset: 0, header: .ip, command: .set)] }, .csum(.ip4h),
                    ])
            }
        }
        let state = PolicyContent(links: [link]).state(named: "edit")
        let result = try laboratory(
            ["policy.json": String(decoding: Document.encode(state, as: .json), as: UTF8.self), "datagrams.py": Self.datagrams],
            Self.link + """

                $weir apply policy.json > /dev/null
                $weir diff policy.json
                python3 datagrams.py
                """)
        guard result.output != "absent\n" else {
            return withKnownIssue("skipped: this kernel has no pedit") { Issue.record("pedit") }
        }
        #expect(result.output == "45b\n620\n")
    }
}
