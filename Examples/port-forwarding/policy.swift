// Port forwarding by maps: one rule looks up where a connection goes, however many there are.
// Forwardings are added to and taken from the maps in place; connections through the others go on.
//
//     weir apply Examples/port-forwarding/policy.swift --sandbox

import Weir

let outside: Interface = "eth0"

/// Services at the same port inside as outside: port to server.
let servers = NamedMap(
    "servers", type: .inetService, to: .ipv4Address,
    [
        22: "192.168.1.22",
        25: "192.168.1.25",
        443: "192.168.1.80",
        .element(993, comment: "IMAP, until the move to the new server"): "192.168.1.25",
    ])

/// Services at another port inside: several of them share a server.
let shifted = NamedMap(
    "shifted", type: .inetService, to: .concat(.ipv4Address, .inetService),
    [
        8080: .of("192.168.1.80", 80),
        8022: .of("192.168.1.23", 22),
    ])

/// Game and voice servers that take ranges of UDP ports.
let ranges = NamedMap(
    "ranges", type: .inetService, to: .ipv4Address,
    [
        5060...5061: "192.168.1.60",
        10000...10999: "192.168.1.60",
        27015...27030: "192.168.1.70",
    ])

/// Who may use the forwardings that not everybody may: source network and port.
let allowed = NamedSet(
    "allowed", type: .concat(.ipv4Address, .inetService),
    [.of("198.51.100.0/24", 22), .of("198.51.100.0/24", 8022), .of("203.0.113.7", 8022)])

Policy("port-forwarding") {
    Table("forwarding", .ip) {
        Chain("prerouting", .nat(.prerouting)) {
            Rule(meta.iifname == outside, .jump("published"))
        }
        // Before the destination changes, while the port is still the outside one.
        Chain("restricted", .filter(.prerouting, priority: .dstnat - 1)) {
            Rule(meta.iifname == outside, tcp.dport == [22, 8022], concat(ip.saddr, tcp.dport) != allowed, .counter("restricted"), .drop)
        }
        Chain("published") {
            Rule(.dnat(to: tcp.dport.map(servers)))
            Rule(.dnat(addressAndPort: tcp.dport.map(shifted)))
            Rule(.dnat(to: udp.dport.map(ranges)))
        }
        // Servers answer through this host, also those that asked from inside by the outside address.
        Chain("postrouting", .nat(.postrouting)) {
            Rule(meta.oifname == outside, .masquerade)
            Rule(ip.saddr == "192.168.1.0/24", ct.status.hasAny(.dnat), .masquerade)
        }
        Chain("forward", .filter(.forward), policy: .drop) {
            Rule(ct.state.vmap([.established: .accept, .related: .accept, .invalid: .drop]))
            Rule(ct.status.hasAny(.dnat), .counter("forwarded"), .accept)
            Rule(meta.iifname != outside, .accept)
        }
    }
}

// Proven for every packet by `weir test Examples/port-forwarding/policy.swift`.

Test("published services are reached, whatever their port inside") {
    Expect(.accepted, iif: outside, oif: "br-lan", ip.daddr == "203.0.113.1", tcp.dport == [25, 443, 993, 8080])
    Expect(.accepted, iif: outside, oif: "br-lan", ip.daddr == "203.0.113.1", udp.dport == 5060...5061)
    Expect(.dropped, iif: outside, oif: "br-lan", ip.daddr == "203.0.113.1", tcp.dport == [80, 3389])
}

Test("logins come from where they are allowed") {
    Expect(.accepted, iif: outside, oif: "br-lan", ip.saddr == "198.51.100.0/24", tcp.dport == [22, 8022])
    Expect(.dropped, iif: outside, oif: "br-lan", ip.saddr == "192.0.2.0/24", tcp.dport == [22, 8022])
}
