// Ports of one public address spread over servers by maps: what changes is data, not rules.
import Weir

let uplink: Interface = "eth0"

/// Where each forwarded port goes: an address and a port there.
let services = NamedMap("services", type: .inetService, to: .concat(.ipv4Address, .inetService), [
    80: .of("10.0.0.10", 8080),
    443: .of("10.0.0.10", 8443),
    2222: .of("10.0.0.20", 22),
])

Policy("port-forwarding") {
    Table("nat", .ip) {
        Chain("prerouting", .nat(.prerouting)) {
            Rule(meta.iifname == uplink, .dnat(addressAndPort: tcp.dport.map(services)))
            Rule(meta.iifname == uplink, udp.dport == 50000...50100, .dnat(to: "10.0.0.30"))
        }
        Chain("postrouting", .nat(.postrouting)) {
            Rule(meta.oifname == uplink, .masquerade)
        }
    }
    Table("filter", .ip) {
        Chain("forward", .filter(.forward), policy: .drop) {
            Rule(ct.state.hasAny(.established, .related), .accept)
            Rule(ct.status.hasAny(.dnat), .accept)
            Rule(meta.oifname == uplink, .accept)
        }
    }
}
