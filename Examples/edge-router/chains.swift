import Weir

/// What the router itself answers.
func input() -> Chain {
    Chain("input", .filter(.input), policy: .drop) {
        Rule(ct.state.vmap([.established: .accept, .related: .accept, .invalid: .drop]))
        Rule(meta.iifname == "lo", .accept)
        Rule(meta.iifname == wan, source == bogons, .counter("spoofed"), .drop)
        Rule(icmp.type == [.echoRequest, .destinationUnreachable, .timeExceeded], .accept)
        Rule(meta.l4proto == .icmpv6, .jump("icmpv6-types"))
        // DHCP and DNS for those inside; SSH for the local network alone.
        Rule(meta.iifname == [lan, guests], udp.dport == [53, 67], .accept)
        Rule(meta.iifname == [lan, guests], tcp.dport == 53, .accept)
        Rule(meta.iifname == lan, tcp.dport == 22, .accept)
        // The uplink's own DHCPv6 answers.
        Rule(meta.iifname == wan, ip6.saddr == "fe80::/10", udp.dport == 546, .accept)
        Rule(.limit(5, per: .second), .log(prefix: "router input: "), .counter)
    }
}

/// What goes through the router.
func forward() -> Chain {
    Chain("forward", .filter(.forward), policy: .drop) {
        Rule(ct.state.vmap([.established: .accept, .related: .accept, .invalid: .drop]))
        Rule(meta.iifname == wan, source == bogons, .counter("spoofed"), .drop)
        // Nobody inside sends with an address that is not of its network (RFC 2827).
        Rule(meta.iifname == [lan, guests], fib(.saddr, .iif).check == .missing, .counter("spoofed"), .drop)
        Rule(meta.l4proto == .icmpv6, .jump("icmpv6-types"))
        // Guests reach the outside, not the local network.
        Rule(concat(meta.iifname, meta.oifname) == [.of(lan, wan), .of(guests, wan), .of(lan, guests)], .accept)
        // Published servers: IPv4 after NAT, IPv6 by the set.
        Rule(meta.iifname == wan, ct.status.hasAny(.dnat), .accept)
        Rule(meta.iifname == wan, concat(ip6.daddr, tcp.dport) == servers6, .accept)
    }
}

/// RFC 4890's minimum.
func icmpv6Chain() -> Chain {
    Chain("icmpv6-types") {
        Rule(icmpv6.type == [.destinationUnreachable, .packetTooBig, .timeExceeded, .parameterProblem], .accept)
        Rule(icmpv6.type == [.echoRequest, .echoReply], .limit(50, per: .second), .accept)
        Rule(ip6.hoplimit == 255, icmpv6.type == [.ndRouterSolicit, .ndRouterAdvert, .ndNeighborSolicit, .ndNeighborAdvert], .accept)
        Rule(ip6.saddr == "fe80::/10", icmpv6.type == [.mldListenerQuery, .mldListenerReport, .mldListenerDone, .mld2ListenerReport], .accept)
    }
}
