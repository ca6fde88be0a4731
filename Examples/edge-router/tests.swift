import Weir

/// Proven for every packet by `weir test Examples/edge-router`.
func tests() {
    Test("guests reach the outside, not the local network") {
        Expect(.dropped, iif: guests, oif: lan, tcp.dport == [22, 80, 443, 445])
        Expect(.dropped, iif: guests, path: .input, tcp.dport == 22)
    }
    Test("published servers are reached from the uplink") {
        Expect(.accepted, iif: wan, oif: lan, ip.saddr == "203.0.113.0/24", ip.daddr == "192.0.2.1", tcp.dport == [25, 80, 443])
        Expect(.accepted, iif: wan, oif: lan, ip6.saddr == "2001:db8:1::/48", ip6.daddr == "2001:db8:10::80", tcp.dport == 443)
        Expect(.dropped, iif: wan, oif: lan, ip.daddr == "192.168.10.0/23", tcp.dport == [22, 3389])
    }
    Test("nobody on the uplink has a private address") {
        Expect(.dropped, iif: wan, source == bogons, tcp.dport == 443)
    }
    Test("the router is administered from the local network") {
        Expect(.accepted, replies: .accepted, iif: lan, path: .input, tcp.dport == 22)
        Expect(.dropped, iif: wan, path: .input, tcp.dport == 22)
    }
}
