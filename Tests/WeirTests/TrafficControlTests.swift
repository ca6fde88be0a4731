import Tags
import Testing
import TrafficLowering
import WeirModel

@testable import Weir

@Suite(.tags(.pure)) struct TrafficControlTests {
    private func link(@LinkBuilder _ parts: () -> LinkContent) -> (LinkConfiguration, [String]) {
        let link = Link("eth0", parts)
        let state = PolicyContent(links: [link]).state(named: "t").lowered
        return (state.links[0], state.diagnostics.map(\.id.rawValue))
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

    @Test func theFirstClassifierThatCanSayItIsTaken() {
        func kinds(_ filter: Weir.Filter) -> [String] { filters(filter).0.map(\.kind) }
        #expect(kinds(Filter(ip.daddr == "10.0.0.1", vlan.id == 12, ct.state == .established)) == ["flower"])
        #expect(kinds(Filter(ip.daddr == "10.0.0.1", ip.id == 7)) == ["u32"])
        #expect(kinds(Filter(tcp.dport != 22)) == ["basic", "basic"])
        #expect(kinds(Filter(meta.length > 1000)) == ["basic"])
        // A kernel may leave out the mark of u32, and not say so.
        #expect(kinds(Filter(meta.mark == 7, ip.daddr == "10.0.0.1")) == ["basic"])
        // All filters of a list are of one classifier.
        #expect(kinds(Filter(ip.length == [256...511, 100...200])) == ["basic", "basic"])
        #expect(kinds(Filter(meta.protocol == .ip)) == ["flower"])
    }

    @Test func theAuthorNamesTheClassifier() {
        func kinds(_ filter: Weir.Filter) -> [String] { filters(filter).0.map(\.kind) }
        #expect(kinds(Filter(tcp.dport == [22, 443], by: .u32)) == ["u32", "u32", "u32", "u32"])
        #expect(kinds(Filter(ip.daddr == "10.0.0.1", by: .basic)) == ["basic"])
        #expect(kinds(Filter(by: .flower)) == ["flower"])
        let all = filters(Filter(meta.protocol == .ip6, by: .matchall)).0
        #expect(all.map(\.kind) == ["matchall"] && all[0].protocolID == 0x86dd)
        let mark = filters(Filter(meta.mark & 0xf0 == 0x10, meta.protocol == .ip, meta.iifname == "eth1", by: .fw)).0
        #expect(mark[0].classifier.as(Classifier.FW.self)?.mask == 0xf0 && mark[0].handle == 0x10 && mark[0].protocolID == 0x0800)
        // Keys that no field stands for are flower's.
        #expect(kinds(Filter(flower: { $0.tunnel = .init(keyID: 7) })) == ["flower"])
    }

    @Test func masksAreOfEachValue() {
        let flags = filters(Filter(tcp.flags & [.syn, .ack] == [.syn, .ack], meta.protocol == .ip)).0
        #expect(flags.compactMap { $0.classifier.as(Classifier.Flower.self)?.tcpFlags } == [Masked(0x02, mask: 0x12), Masked(0x10, mask: 0x12)])
        let any = filters(Filter(.anyBit(of: ip.dscp, 3))).0
        #expect(any.compactMap { $0.classifier.as(Classifier.Flower.self)?.tos } == [Masked(4, mask: 4), Masked(8, mask: 8)])
    }

    /// What is told where nothing can say it.
    private func problem(_ filter: Weir.Filter) -> String {
        let link = Link("eth0") { Ingress { filter } }
        let problems = PolicyContent(links: [link]).state(named: "t").lowered.diagnostics
        #expect(problems.map(\.id.rawValue) == ["filter-match"])
        return problems.first?.message ?? ""
    }

    @Test func whatCantBeSaidIsSaid() {
        #expect(problem(Filter(meta.skuid == 0)) == "no classifier has a key for `meta skuid`")
        #expect(
            problem(Filter(ct.state == .established, ip.length == 100))
                == "no classifier can express all of this: flower has no key for `ip length`; u32 has no key for `ct state`; basic has no key for `ct state`")
        #expect(problem(Filter(tcp.dport == 1000...2000, by: .u32)) == "u32 compares bits under a mask, which can't express 1000 to 2000")
        #expect(problem(Filter(tcp.dport != 22, by: .flower)).contains("`!=`"))
        #expect(problem(Filter(vlan.id == 12, by: .u32)).contains("`vlan id`"))
        #expect(problem(Filter(ip.saddr == "10.0.0.1", vlan.id == 12, by: .basic)).contains("behind a VLAN tag"))
        #expect(problem(Filter(ip.daddr == "10.0.0.1", by: .matchall)) == "matchall has no key for `ip daddr`")
        #expect(problem(Filter(ip.daddr == "10.0.0.1", meta.mark == 1, by: .fw)) == "fw has no key for `ip daddr`")
        #expect(problem(Filter(meta.protocol == .ip, by: .fw)).contains("mark"))
        #expect(problem(Filter(th.dport == 53, by: .u32)).contains("header"))
        #expect(problem(Filter(ip.saddr == "10.0.0.0/8", ip.saddr == "11.0.0.0/8", by: .u32)).contains("exclude one another"))
        #expect(problem(Filter(ip.saddr == "10.0.0.1", ip6.saddr == "::1")) == "the matches are of different protocols")
        #expect(problem(Filter(meta.mark == 7, meta.mark == 8, by: .u32)).contains("exclude one another"))
        #expect(problem(Filter(rt.classid == "uplink")).contains("`uplink` is a name"))
        #expect(problem(Filter(meta.iifname == "eth*")).contains("one link"))
        #expect(problem(Filter(tcp.flags & .syn == .ack, by: .u32)).contains("`tcp flags`"))
        // fw and basic have no place in hardware; by name, the checks of offload say so.
        #expect(problem(Filter(meta.mark == 7, offload: .required)) == "no classifier that hardware takes has a key for `meta mark`")
        #expect(problem(Filter(ip.ttl < 5, offload: .required)).contains("no classifier that hardware takes can express all of this: flower"))
        #expect(filters(Filter(ip.ttl < 5, by: .basic, offload: .required)).1 == [])
        #expect(problem(Filter(.counter)).contains("statement of rules"))
        #expect(problem(Filter(tcp.dport == NamedSet("ports", [22]))).contains("constants"))
        #expect(problem(Filter(meta.length > 9, flower: { $0.ttl = Masked(1) })).contains("flower"))
        #expect(filters(Filter(ip.saddr == "10.0.0.1", classify: 3)).1 == ["no-class"])
    }
}
