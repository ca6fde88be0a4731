// A server that answers SSH from the office, serves the web, and lets nothing else in.
import Weir

let office = AddressSet("office", ["198.51.100.0/24", "2001:db8:17::/48"])

Policy("host-firewall") {
    Table("filter", .inet) {
        Chain("input", .filter(.input), policy: .drop) {
            Rule(ct.state.hasAny(.established, .related), .accept)
            Rule(ct.state == .invalid, .counter, .drop)
            Rule(meta.iifname == "lo", .accept)
            Rule(icmp.type == [.echoRequest, .destinationUnreachable, .timeExceeded], .limit(20, per: .second), .accept)
            Rule(
                icmpv6.type == [
                    .neighbourSolicitation, .neighbourAdvertisement, .routerAdvertisement, .echoRequest, .packetTooBig, .timeExceeded,
                    .parameterProblem, .destinationUnreachable,
                ], .accept)
            Rule(tcp.dport == 22, source == office, .counter, .accept, comment: "ssh from the office")
            Rule(tcp.dport == [80, 443], .counter, .accept, comment: "web")
            Rule(.limit(5, per: .minute), .log(prefix: "input: "))
            Rule(.counter)
        }
        Chain("forward", .filter(.forward), policy: .drop)
        Chain("output", .filter(.output), policy: .accept)
    }
}
