// A router between a provider and a LAN, for IPv4 with NAT and for IPv6 without.
import Weir

let wan: Interface = "eth0"
let lan: Interface = "br-lan"

Policy("edge-router") {
    Table("filter", .inet) {
        Chain("input", .filter(.input), policy: .drop) {
            Rule(ct.state.hasAny(.established, .related), .accept)
            Rule(meta.iifname == "lo", .accept)
            Rule(meta.iifname == lan, .jump("from-lan"))
            Rule(icmpv6.type == [.neighbourSolicitation, .neighbourAdvertisement, .routerAdvertisement, .packetTooBig], .accept)
            Rule(icmp.type == .echoRequest, .limit(10, per: .second), .accept)
            Rule(udp.dport == 546, ip6.saddr == "fe80::/10", .accept, comment: "DHCPv6 from the provider")
            Rule(.counter)
        }
        Chain("from-lan", comment: "services of the router itself") {
            Rule(udp.dport == [53, 67, 123], .accept)
            Rule(tcp.dport == [22, 53], .accept)
            Rule(icmp.type == .echoRequest, .accept)
            Rule(icmpv6.type == .echoRequest, .accept)
        }
        Chain("forward", .filter(.forward), policy: .drop) {
            Rule(ct.state.hasAny(.established, .related), .accept)
            Rule(ct.status.hasAny(.dnat), .accept, comment: "forwarded ports")
            Rule(meta.iifname == lan, meta.oifname == wan, .counter, .accept)
            Rule(meta.iifname == wan, meta.oifname == lan, icmpv6.type == .echoRequest, .limit(20, per: .second), .accept)
            Rule(.limit(10, per: .minute), .log(prefix: "forward: "), .drop)
        }
    }
    Table("nat", .ip) {
        Chain("prerouting", .nat(.prerouting)) {
            Rule(meta.iifname == wan, tcp.dport == 8443, .dnat(to: "192.168.1.10", port: 443))
        }
        Chain("postrouting", .nat(.postrouting)) {
            Rule(meta.oifname == wan, ip.saddr == "192.168.1.0/24", .masquerade)
        }
    }
}
