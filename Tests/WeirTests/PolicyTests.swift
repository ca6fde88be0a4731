import Tags
import Testing
import WeirModel

@testable import Weir

@Suite(.tags(.pure)) struct PolicyTests {
    @Test func designExample() throws {
        let wan: Interface = "eth0"
        let office = AddressSet("office", ["198.51.100.0/24", "2001:db8:17::/48"])
        let state = state {
            Table("filter", .inet) {
                Chain("input", .filter(.input), policy: .drop) {
                    Rule(ct.state.hasAny(.established, .related), .accept)
                    Rule(meta.iifname == "lo", .accept)
                    Rule(icmpv6.type == [.neighbourSolicitation, .neighbourAdvertisement, .routerAdvertisement], .accept)
                    Rule(tcp.dport == 22, source == office, .counter("ssh"), .accept)
                    Rule(udp.dport == 51820, .limit(50, per: .second, burst: 100), .accept)
                    Rule(.log(prefix: "input: "), .counter)
                }
            }
            Table("nat", .ip) {
                Chain("prerouting", .nat(.prerouting)) {
                    Rule(meta.iifname == wan, .dnat(to: tcp.dport.map([80: "10.0.0.10", 443: "10.0.0.11"])))
                }
                Chain("postrouting", .nat(.postrouting)) { Rule(meta.oifname == wan, .masquerade) }
            }
        }
        #expect(state.diagnostics.isEmpty)
    }
}
