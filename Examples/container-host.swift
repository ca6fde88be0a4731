// Containers on a bridge of their own: out to the world by NAT, in by published ports, not to each other's networks.
import Weir

let networks: [(bridge: String, prefix: Address)] = [("br-web", "10.80.1.0/24"), ("br-data", "10.80.2.0/24")]

Policy("container-host") {
    Table("containers", .ip, comment: "made by weir from Examples/container-host.swift") {
        Chain("forward", .filter(.forward), policy: .accept) {
            Rule(ct.state.hasAny(.established, .related), .accept)
            for from in networks {
                for to in networks where from.bridge != to.bridge {
                    Rule(meta.iifname == Interface(from.bridge), meta.oifname == Interface(to.bridge), .counter, .drop)
                }
            }
        }
        Chain("prerouting", .nat(.prerouting)) {
            Rule(fib(.daddr).type == .local, .dnat(to: tcp.dport.map([8080: "10.80.1.2", 8443: "10.80.1.3"])))
        }
        Chain("postrouting", .nat(.postrouting)) {
            for network in networks {
                Rule(ip.saddr == network.prefix, meta.oifname != Interface(network.bridge), .counter, .masquerade)
            }
        }
    }
}
