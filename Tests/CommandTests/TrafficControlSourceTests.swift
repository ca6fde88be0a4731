import Documents
import Foundation
import ModelGenerators
import PolicyWriting
import Tags
import Testing
import TrafficLowering
import WeirModel

@testable import Weir

/// Every value of traffic control's model has words: what `--format swift` writes of it compiles to the same value.
@Suite(.tags(.kernel)) struct TrafficControlSourceTests {
    /// The links, through their source and back; with the source. Their filters are as the kernel has them.
    private func again(_ links: [LinkConfiguration]) throws -> (source: String, links: [LinkConfiguration]) {
        let laboratory = try Laboratory()
        defer { laboratory.remove() }
        try Data(Document.encode(HostState(policy: "random", links: links), as: .json)).write(to: laboratory.folder.appending(path: "first.json"))
        let result = try laboratory.run("$weir compile first.json --format swift -o policy.swift; cat policy.swift; $weir compile policy.swift -o again.json")
        #expect(result.status == 0, "\(result.errors)\n\(result.output)")
        guard result.status == 0 else { return (result.output, []) }
        return (result.output, try Document.decode(Array(Data(contentsOf: laboratory.folder.appending(path: "again.json")))).lowered.links)
    }

    private func expectSame(_ links: [LinkConfiguration]) throws -> String {
        let (source, again) = try again(links)
        #expect(again.count == links.count)
        for (link, back) in zip(links, again) {
            let link = link.inOrder
            #expect(back.qdiscs == link.qdiscs && back.classes == link.classes && back.chains == link.chains, "\(source)")
            for (filter, back) in zip(link.filters, back.filters) where filter != back { Issue.record("\(filter)\n\nbecame\n\n\(back)") }
            #expect(back == link)
        }
        return source
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>) func everyKindComesBack(seed: UInt64) throws {
        var generator = ModelGenerator(seed: seed)
        let roots = QdiscCatalogue.kinds.filter { $0 != Qdisc.ClsAct.self && $0 != Qdisc.Ingress.self }
        let links = try roots.enumerated().map { try generator.link(named: "eth\($0.offset)", root: $0.element) }
        let source = try expectSame(links)
        #expect(!source.contains(".raw("), "a kind has no words")
    }

    @Test func everyActionComesBack() throws {
        var generator = ModelGenerator(seed: 7)
        let filters = try ActionCatalogue.kinds.flatMap { kind in
            try (0..<4).map { _ in try Filter(Filter.MatchAll(), on: .parent(.ingress), actions: [generator.action(of: kind)]) }
        }
        let sides = Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc)
        let source = try expectSame([LinkConfiguration("eth0", qdiscs: [sides], filters: filters)])
        #expect(!source.contains(".raw("), "a kind has no words")
    }

    /// Where u32 and basic hold just what matches lower to, they are written as matches.
    @Test func matchesComeBackAsMatches() throws {
        let link = Weir.Link("eth0") {
            Weir.Ingress {
                Weir.Filter(ip.daddr == "10.0.0.0/8", ip.dscp == .ef, .drop, by: .u32)
                Weir.Filter(meta.protocol == .ip, tcp.dport == 443, tcp.flags & .syn == .syn, ip.saddr & "255.0.255.0" == "10.0.1.0", by: .u32)
                Weir.Filter(ip6.saddr == "2001:db8::1", udp.sport == 1024...2047, meta.mark & 0xf == 7, meta.iifname == "eth1", by: .u32)
                Weir.Filter(ether.saddr == "02:00:00:00:00:01", by: .u32)
                Weir.Filter(by: .u32)
                Weir.Filter(meta.protocol == .ip, tcp.dport != 22, ip.length >= 100, ip.length <= 200)
                Weir.Filter(ip6.daddr != "2001:db8::/32", meta.length > 1000, meta.pkttype != .broadcast, ether.daddr == "02:00:00:00:00:01")
                Weir.Filter(vlan.id == 100...199, vlan.pcp & 4 == 4)
                Weir.Filter(meta.protocol == .arp, by: .basic)
            }
        }
        let links = PolicyContent(links: [link]).state(named: "p").lowered.links.map { link in
            var link = link
            link.filters = link.filters.map {
                var filter = $0
                filter.at = WeirModel.Located(nil)
                return filter
            }
            return link
        }
        let source = try expectSame(links)
        #expect(!source.contains("using:"), "\(source)")
        for words in [
            "Filter(ip.daddr == \"10.0.0.0/8\", ip.dscp == .ef, .drop, by: .u32)", "udp.sport & 64512 == 1024", "tcp.dport != 22", "ip.length > 99", "vlan.id < 200", "by: .basic",
        ] {
            #expect(source.contains(words), "\(words) in \(source)")
        }
    }

    /// The kernel keeps logarithms, and people say what tc takes.
    @Test func randomEarlyDetectionIsSaidInTheTermsOfTc() throws {
        var red = Qdisc.RED()
        var choke = Qdisc.Choke()
        var gred = Qdisc.GRED()
        var sfq = Qdisc.SFQ()
        red.parameters = REDParameters(
            limit: 409_600, min: 30720, max: 92160, ewmaLog: 5, probabilityLog: 22, idleCellLog: 15, probability: 85_899_345, flags: [.ecn, .adaptive])
        red.markBlock = 7
        choke.parameters = REDParameters(limit: 1000, min: 83, max: 250, ewmaLog: 7, probabilityLog: 22, idleCellLog: 13, probability: 214_748_364)
        (gred.queues, gred.defaultQueue, gred.grio) = (2, 1, true)
        let queue = REDParameters(limit: 61440, min: 15360, max: 25600, ewmaLog: 3, probabilityLog: 17, idleCellLog: 13, probability: 429_496_729)
        gred.virtualQueues = [.init(index: 0, parameters: queue, priority: 2)]
        sfq.red = REDParameters(min: 8000, max: 60000, ewmaLog: 6, probabilityLog: 18, probability: 858_993_459, flags: .ecn)
        // What has no words stays as it is.
        var odd = Qdisc.RED()
        odd.parameters = REDParameters(limit: 1, min: 1, max: 3, ewmaLog: 30, probabilityLog: 1)
        let leaves: [any TrafficOptions] = [red, choke, gred, sfq, odd]
        let prio = Qdisc(Qdisc.Prio(), handle: Handle(1))
        let links = [LinkConfiguration("eth0", qdiscs: [prio] + leaves.enumerated().map { Qdisc($1, parent: Handle(1, UInt16($0 + 1))) })]
        let source = try expectSame(HostState(links: links).withAveragePackets.links)
        let dense = source.filter { !$0.isWhitespace }
        for words in [
            ".red(limit: .kib(400), min: .kib(30), max: .kib(90), averagePacket: .bytes(1000), flags: [.ecn, .adaptive], markBlock: 7)",
            ".choke(limit: 1000, min: 83, max: 250, burst: 139, probability: 0.05, bandwidth: .mbit(200))",
            "VirtualQueue(0, limit: .kib(60), min: .kib(15), max: .kib(25), averagePacket: .bytes(1000), burst: 19, probability: 0.1, priority: 2)",
            ".sfq { $0.red = .flow(limit: .bytes(60000), min: .bytes(8000), max: .bytes(60000), probability: 0.2, flags: .ecn) }",
            ".red { $0.parameters = .init(limit: 1, min: 1, max: 3, ewmaLog: 30, probabilityLog: 1) }",
        ] {
            #expect(dense.contains(words.filter { !$0.isWhitespace }), "\(words) is missing in\n\(source)")
        }
        // A document that has no averages is not given any.
        #expect(try expectSame(links).contains("ewmaLog: 5"))
    }

    @Test func whatNobodyKnowsIsKept() throws {
        let source = try expectSame([
            LinkConfiguration(
                "eth0", qdiscs: [Qdisc(RawOptions(kind: "new", payload: [1, 2]), handle: Handle(1))],
                filters: [
                    Filter(
                        RawOptions(kind: "strange", payload: nil), on: .parent(Handle(1)), protocolID: 0x0800,
                        actions: [Action(RawOptions(kind: "odd", payload: [9]), .pipe)])
                ])
        ])
        #expect(source.contains("Weir can't express `new`, `strange`, `odd`"))
    }
}
