// A host that runs containers on bridges: each group of containers has a bridge and a network of its own,
// reaches the outside by NAT, is published by name, and can't reach the other groups.
//
//     weir apply Examples/container-host/policy.swift --sandbox

import Weir

/// A group of containers.
struct ContainerGroup {
    let name: String
    let bridge: Interface
    let network: Address
    /// Ports of the host, and the container and port behind each.
    let published: [(port: Port, container: Address, at: Port)]
}

let groups = [
    ContainerGroup(
        name: "web", bridge: "ctr-web", network: "10.88.1.0/24",
        published: [(80, "10.88.1.10", 8080), (443, "10.88.1.10", 8443)]),
    ContainerGroup(name: "mail", bridge: "ctr-mail", network: "10.88.2.0/24", published: [(25, "10.88.2.10", 25)]),
    ContainerGroup(name: "batch", bridge: "ctr-batch", network: "10.88.3.0/24", published: []),
]

let uplink: Interface = "eth0"

/// Host port to container address and port, of all groups.
let published = NamedMap(
    "published", type: .inetService, to: .concat(.ipv4Address, .inetService),
    MapLiteral(groups.flatMap(\.published).map { ($0.port, .of($0.container, $0.at)) }))

Policy("container-host") {
    Table("containers", .ip) {
        Chain("prerouting", .nat(.prerouting)) {
            // Only what is addressed to the host itself, from wherever it comes.
            Rule(fib(.daddr).type == .local, .dnat(addressAndPort: tcp.dport.map(published)))
        }
        Chain("postrouting", .nat(.postrouting)) {
            for group in groups {
                Rule(ip.saddr == group.network, meta.oifname != group.bridge, .masquerade, comment: group.name)
            }
        }
        Chain("forward", .filter(.forward), policy: .drop) {
            Rule(ct.state.vmap([.established: .accept, .related: .accept, .invalid: .drop]))
            Rule(ct.status.hasAny(.dnat), .accept)
            for group in groups {
                // Nobody borrows another group's addresses.
                Rule(meta.iifname == group.bridge, ip.saddr != group.network, .counter("spoofed"), .drop)
                Rule(meta.iifname == group.bridge, meta.oifname == uplink, .counter("\(group.name)-out"), .accept)
                Rule(meta.iifname == group.bridge, meta.oifname == group.bridge, .accept)
            }
        }
        // Containers get names and addresses from the host, and nothing else of it.
        Chain("input", .filter(.input)) {
            Rule(meta.iifname == "ctr-*", udp.dport == [53, 67], .accept)
            Rule(meta.iifname == "ctr-*", tcp.dport == 53, .accept)
            Rule(meta.iifname == "ctr-*", ct.state.hasAny(.new), .counter("to-host"), .reject)
        }
    }

    // The bridges themselves: a container can't answer ARP for its neighbours' router.
    Table("containers-arp", .arp) {
        Chain("input", .filter(.input)) {
            for group in groups {
                Rule(meta.iifname == group.bridge, arp.saddrIp != group.network, .drop)
            }
        }
    }
}

// Proven for every packet by `weir test Examples/container-host/policy.swift`.

Test("a group's containers reach the outside and no other group") {
    for group in groups {
        Expect(.accepted, iif: group.bridge, oif: uplink, ip.saddr == group.network, tcp.dport == 443)
        for other in groups where other.name != group.name {
            Expect(.dropped, iif: group.bridge, oif: other.bridge, ip.saddr == group.network, udp.dport == 9000)
        }
    }
}

Test("nobody borrows another group's addresses") {
    for group in groups { Expect(.dropped, iif: group.bridge, oif: uplink, ip.saddr != group.network, udp.dport == 53) }
}
