// A server's own firewall: what it offers is listed here, and nothing else gets in.
//
//     weir check  Examples/host-firewall/policy.swift
//     weir apply  Examples/host-firewall/policy.swift --sandbox
//     weir apply  Examples/host-firewall/policy.swift

import Weir

/// From where administrators come. One set serves IPv4 and IPv6.
let admins = AddressSet("admins", comment: "who may log in", ["198.51.100.0/24", "2001:db8:17::/48"])

/// What everybody may reach.
let publicServices: Port = [80, 443]

Policy("host-firewall") {
    Table("host", .inet) {
        Chain("input", .filter(.input), policy: .drop) {
            // Most packets belong to connections that were let in before: they come first.
            Rule(ct.state.vmap([.established: .accept, .related: .accept, .invalid: .drop]))
            Rule(meta.iifname == "lo", .accept)
            Rule(meta.l4proto.vmap([.icmp: .jump("icmp-types"), .icmpv6: .jump("icmp-types")]))

            Rule(tcp.dport == 22, source == admins, .counter("ssh"), .accept)
            Rule(tcp.dport == publicServices, .counter("web"), .accept)
            // HTTP/3.
            Rule(udp.dport == 443, .counter("web"), .accept)

            // What is left is logged, a few a minute, and said no to, so that nobody has to wait for a timeout.
            Rule(.limit(10, per: .minute), .log(prefix: "host input: "))
            Rule(.counter("refused"), .reject(with: .icmpx(.adminProhibited)))
        }

        // Without these, IPv6 does not work and path MTU discovery fails.
        Chain("icmp-types") {
            Rule(
                icmp.type == [.destinationUnreachable, .timeExceeded, .parameterProblem], .accept)
            Rule(
                icmpv6.type == [.destinationUnreachable, .packetTooBig, .timeExceeded, .parameterProblem], .accept)
            // Neighbours are on the link: a router would have lowered the hop limit.
            Rule(
                ip6.hoplimit == 255, icmpv6.type == [.ndNeighborSolicit, .ndNeighborAdvert, .ndRouterAdvert, .ndRedirect],
                .accept)
            Rule(icmp.type == .echoRequest, .limit(10, per: .second, burst: 20), .accept)
            Rule(icmpv6.type == .echoRequest, .limit(10, per: .second, burst: 20), .accept)
            Rule(.counter("icmp-refused"), .drop)
        }

        // This host routes nothing.
        Chain("forward", .filter(.forward), policy: .drop)

        Chain("output", .filter(.output), policy: .accept) {
            Rule(ct.state.hasAny(.invalid), .drop)
        }
    }
}

// Proven for every packet by `weir test Examples/host-firewall/policy.swift`.

Test("everybody reaches the web server, and only that") {
    Expect(.accepted, replies: .accepted, iif: "eth0", path: .input, tcp.dport == publicServices)
    Expect(.dropped, iif: "eth0", path: .input, tcp.dport == [23, 25, 3306, 5432])
}

Test("only administrators log in") {
    Expect(.accepted, iif: "eth0", path: .input, source == admins, tcp.dport == 22)
    Expect(.dropped, iif: "eth0", path: .input, ip.saddr != "198.51.100.0/24", tcp.dport == 22)
    Expect(.dropped, iif: "eth0", path: .input, ip6.saddr != "2001:db8:17::/48", tcp.dport == 22)
}

Test("this host routes nothing") {
    Expect(.dropped, iif: "eth0", path: .forward)
}
