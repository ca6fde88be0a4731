import Testing
import WeirModel

@testable import Weir

@Suite struct TrafficControlTests {
    private func link(@LinkBuilder _ parts: () -> LinkContent) -> (LinkConfiguration, [String]) {
        let link = Link("eth0", parts)
        let state = PolicyContent(links: [link]).state(named: "t")
        return (state.links[0], state.diagnostics.map(\.id))
    }

    /// The classifiers of filters on what the link receives.
    private func filters(_ filter: Weir.Filter) -> ([WeirModel.Filter], [String]) {
        let (link, findings) = link { Ingress { filter } }
        return (link.filters, findings)
    }

    @Test func aTreeOfClasses() {
        let (link, findings) = link {
            Root(.htb(default: 20)) {
                Class(1, rate: .mbit(950)) {
                    Class(10, rate: .mbit(300), ceil: .mbit(950), leaf: .fqCodel())
                    Class(20, rate: .mbit(650), leaf: .fqCodel { $0.target = .milliseconds(5) })
                }
                Filter(ip.dscp == .ef, classify: 10)
            }
            Offloads { require(.hwTcOffload) }
        }
        #expect(findings.isEmpty)
        #expect(link.qdiscs.map(\.kind) == ["htb", "fq_codel", "fq_codel"])
        #expect(link.qdiscs[0].handle == Handle(1) && link.qdiscs[1].parent == Handle(1, 10))
        #expect(link.classes.map(\.id) == [Handle(1, 1), Handle(1, 10), Handle(1, 20)])
        #expect(link.classes.map(\.parent) == [Handle(1), Handle(1, 1), Handle(1, 1)])
        #expect(link.filters[0].classID == Handle(1, 10) && link.filters[0].attachment == .parent(Handle(1)))
        #expect(link.features?.map(\.feature) == ["hw-tc-offload"])
        // A leaf alone needs no handle of its own.
        #expect(self.link { Root(.fq()) }.0.qdiscs.map(\.handle) == [nil])
    }

    @Test func matchesBecomeFlowersKeys() {
        let (one, findings) = filters(Filter(ip.daddr == "203.0.113.0/24", udp.sport == 123, .drop, offload: .required))
        #expect(findings.isEmpty)
        let flower = one[0].classifier.as(Classifier.Flower.self)
        #expect(one.count == 1 && one[0].protocolID == 0x0800 && one[0].flags == .skipSoftware && one[0].actions == [.drop])
        #expect(flower?.destinationIPv4 == Masked(IPv4Address(0xcb00_7100), mask: IPv4Address(0xffff_ff00)))
        #expect(flower?.ipProtocol == 17 && flower?.sourcePort == Masked(123))
    }

    @Test func whatFlowerCantSayTogetherBecomesSeveral() {
        #expect(filters(Filter(tcp.dport == 22)).0.map(\.protocolID) == [0x0800, 0x86dd])
        #expect(filters(Filter(ip.protocol == .tcp, tcp.dport == [22, 80, 8000...8010])).0.count == 3)
        #expect(filters(Filter(source == ["10.0.0.0/8", "2001:db8::/32"])).0.map(\.protocolID) == [0x0800, 0x86dd])
    }

    @Test func otherClassifiers() {
        #expect(filters(Filter(.drop)).0.map(\.kind) == ["matchall"])
        let mark = filters(Filter(meta.mark == 7)).0
        #expect(mark.map(\.kind) == ["fw"] && mark[0].handle == 7)
        #expect(filters(Filter(using: .cgroup())).0.map(\.kind) == ["cgroup"])
    }

    @Test func whatCantBeSaidIsSaid() {
        #expect(filters(Filter(tcp.dport != 22)).1 == ["filter-match"])
        #expect(filters(Filter(meta.skuid == 0)).1 == ["filter-match"])
        #expect(filters(Filter(meta.mark == 7, tcp.dport == 22)).1 == ["filter-match"])
        #expect(filters(Filter(ip.saddr == "10.0.0.1", classify: 3)).1 == ["no-class"])
        #expect(filters(Filter(ip.saddr == "10.0.0.1", ip6.saddr == "::1")).1 == ["filter-match"])
        #expect(filters(Filter(.counter)).1 == ["filter-match"])
        #expect(filters(Filter(tcp.dport == NamedSet("ports", [22]))).1 == ["filter-match"])
    }
}
