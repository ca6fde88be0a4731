import Tags
import Testing
import WeirModel

@testable import PolicyCheck

/// Bad input of traffic control, each at its line.
@Suite(.tags(.pure)) struct TrafficControlCheckTests {
    private func at(_ line: Int) -> WeirModel.SourceLocation { WeirModel.SourceLocation(file: "p.swift", line: line, column: 1) }

    private func ids(_ link: LinkConfiguration) -> [String] {
        declared(HostState(policy: "p", links: [link])).map { "\($0.id):\($0.at.location?.line ?? 0)" }
    }

    private func htb(default number: UInt32? = nil) -> Qdisc {
        var options = Qdisc.HTB()
        options.defaultClass = number
        return Qdisc(options, handle: Handle(1), at: at(1))
    }

    private func `class`(_ number: UInt16, below parent: Handle = Handle(1), _ rate: BitRate, line: Int, _ more: (inout TrafficClass.HTB) -> Void = { _ in }) -> TrafficClass {
        var options = TrafficClass.HTB(rate: rate)
        more(&options)
        return TrafficClass(Handle(1, number), parent: parent, options, at: at(line))
    }

    private func filter(
        _ options: any TrafficOptions = Filter.MatchAll(), on attachment: WeirModel.Attachment = .parent(Handle(1)), priority: UInt16? = nil, protocolID: UInt16 = 3,
        handle: UInt32? = nil, to id: Handle? = nil, actions: [Action] = [], line: Int
    ) -> Filter {
        Filter(options, on: attachment, priority: priority, protocolID: protocolID, handle: handle, classID: id, actions: actions, at: at(line))
    }

    @Test func aSoundShaperHasNoFindings() {
        let link = LinkConfiguration(
            "eth0", qdiscs: [htb(default: 2), Qdisc(Qdisc.FQCoDel(), parent: Handle(1, 2), at: at(3))],
            classes: [self.class(1, .mbit(100), line: 2), self.class(2, below: Handle(1, 1), .mbit(60), line: 3) { $0.ceil = .mbit(100) }],
            filters: [filter(to: Handle(1, 2), line: 4)])
        #expect(ids(link) == [])
    }

    @Test func ratesThatDoNotFit() {
        let classes = [
            self.class(1, .mbit(100), line: 2), self.class(2, below: Handle(1, 1), .mbit(60), line: 3) { $0.ceil = .mbit(50) },
            self.class(3, below: Handle(1, 1), .mbit(50), line: 4), self.class(4, .mbit(0), line: 5), self.class(5, .gbit(.max), line: 6),
            TrafficClass(Handle(1, 6), parent: Handle(1), TrafficClass.HFSC(), at: at(7)),
        ]
        #expect(
            Set(ids(LinkConfiguration("eth0", qdiscs: [htb()], classes: classes)))
                == ["ceil-below-rate:3", "no-rate:5", "rate-too-large:6", "children-exceed-parent:2", "no-rate:7", "class-kind:7", "quantum-range:3"])
    }

    @Test func burstsBelowAPacket() {
        var police = Action.Police()
        (police.rate, police.burst) = (.mbit(1), .bytes(1000))
        var tbf = Qdisc.TBF()
        (tbf.rate, tbf.burst) = (.mbit(1), .bytes(200))
        let link = LinkConfiguration(
            "eth0", qdiscs: [htb(), Qdisc(tbf, parent: Handle(1, 1), at: at(3))], classes: [self.class(1, .mbit(1), line: 2) { $0.burst = .bytes(100) }],
            filters: [filter(actions: [Action(police, .drop)], line: 4)])
        #expect(ids(link) == ["burst-below-mtu:2", "burst-below-mtu:3", "burst-below-mtu:4"])
    }

    /// A bucket of 44 µs and one of 13 µs lost a third of the rate in a public report; a millisecond keeps it.
    @Test func burstsOfLessThanATimersDelay() {
        func tbf(_ burst: UInt64) -> Qdisc {
            var tbf = Qdisc.TBF()
            (tbf.rate, tbf.burst) = (.gbit(1), .bytes(burst))
            return Qdisc(tbf, parent: Handle(1, 1), at: at(3))
        }
        let short = [self.class(1, .mbit(900), line: 2) { $0.burst = .bytes(5000) }]
        #expect(ids(LinkConfiguration("eth0", qdiscs: [htb(), tbf(1600)], classes: short)) == ["short-burst:2", "short-burst:3"])
        let long = [self.class(1, .mbit(900), line: 2) { $0.burst = .bytes(112_500) }]
        #expect(ids(LinkConfiguration("eth0", qdiscs: [htb(), tbf(125_000)], classes: long)) == [])
        #expect(ids(LinkConfiguration("eth0", qdiscs: [htb()], classes: [self.class(1, .mbit(900), line: 2) { $0.burst = .bytes(.max) }])) == [])
    }

    /// sch_htb.c tells of them: "quantum of class is big/small. Consider r2q change".
    @Test func quantaBeyondTheKernelsBounds() {
        func found(_ classes: TrafficClass...) -> [String] { ids(LinkConfiguration("eth0", qdiscs: [htb()], classes: classes)) }
        #expect(found(self.class(1, .gbit(5), line: 2), self.class(2, .gbit(10), line: 3)) == ["quantum-range:2"])
        #expect(found(self.class(1, .gbit(5), line: 2), self.class(2, .gbit(5), line: 3)) == [])
        #expect(found(self.class(1, .bit(12_000), line: 2)) == ["quantum-range:2"])
        #expect(found(self.class(1, .mbit(1), line: 2) { $0.quantum = 8 }) == ["quantum-range:2"])
        #expect(found(self.class(1, .mbit(1), line: 2) { $0.quantum = 1514 }) == [])
        #expect(found(self.class(1, .gbit(1), line: 2), self.class(2, below: Handle(1, 1), .mbit(1), line: 3)) == [])
    }

    /// libvirt's `flowid 1` is class 0:1, which no qdisc has.
    @Test func aFilterNamesTheClassOfAnotherQdisc() {
        let classes = [self.class(1, .mbit(1), line: 2)]
        func found(_ id: Handle, on parent: Handle = Handle(1)) -> [String] {
            ids(LinkConfiguration("eth0", qdiscs: [htb()], classes: classes, filters: [filter(on: .parent(parent), to: id, line: 3)]))
        }
        #expect(found(Handle(0, 1)) == ["undefined-class:3"])
        #expect(found(Handle(0, 1), on: .ingress) == [])
        #expect(found(Handle(1, 1)) == [])
        let prio = LinkConfiguration("eth0", qdiscs: [Qdisc(Qdisc.Prio(), handle: Handle(1), at: at(1))], filters: [filter(to: Handle(0, 1), line: 3)])
        #expect(ids(prio) == [])
    }

    /// `protocol ipv6 u32 match ip protocol 1 0xff`, as sqm-scripts has it.
    @Test func ipv4sProtocolFieldInIPv6() {
        var wrong = Filter.U32()
        wrong.keys = [.init(value: 0x0001_0000, mask: 0x00ff_0000, offset: 8)]
        func found(_ protocolID: UInt16) -> [String] { ids(LinkConfiguration("eth0", qdiscs: [htb()], filters: [filter(wrong, protocolID: protocolID, line: 3)])) }
        #expect(found(0x86dd) == ["protocol-byte:3"])
        #expect(found(0x0800) == [])
    }

    @Test func anEditOfAnotherFamilysHeader() {
        func found(_ protocolID: UInt16, _ action: Action) -> [String] {
            ids(LinkConfiguration("eth0", qdiscs: [htb()], filters: [filter(protocolID: protocolID, actions: [action], line: 3)]))
        }
        var edit = Action.PEdit()
        edit.keys = [.init(mask: 0x00ff_ffff, value: 63 << 24, offset: 8, header: .ip, command: .set)]
        #expect(found(3, Action(edit, .pipe)) == ["edit-other-family:3"])
        #expect(found(0x86dd, Action(Action.NAT(), .pipe)) == ["edit-other-family:3"])
        #expect(found(0x0800, Action(edit, .pipe)) == [])
    }

    @Test func handlesAreThereOnceAndInRange() {
        let link = LinkConfiguration(
            "eth0",
            qdiscs: [htb(), Qdisc(Qdisc.SFQ(), parent: Handle(1, 1), handle: Handle(1), at: at(2)), Qdisc(Qdisc.SFQ(), parent: Handle(1, 2), handle: Handle(0), at: at(3))],
            classes: [self.class(1, .mbit(1), line: 4), self.class(1, .mbit(1), line: 5), self.class(0, .mbit(1), line: 6), self.class(2, .mbit(1), line: 7)],
            filters: [
                filter(Filter.Basic(), priority: 1, handle: 5, line: 8), filter(Filter.Basic(), priority: 1, handle: 5, line: 9),
                filter(Filter.U32(), handle: 0x8000_0800, line: 10),
            ])
        #expect(
            Set(ids(link)) == [
                "duplicate-handle:2", "handle-out-of-range:3", "duplicate-handle:5", "handle-out-of-range:6", "duplicate-handle:9", "handle-out-of-range:10",
            ])
    }

    /// The kernel gives it to any qdisc, and once: ingress and clsact have it too.
    @Test func theLastHandleIsOneAsOthers() {
        let root = Qdisc(Qdisc.SFQ(), handle: Handle(0xffff), at: at(1))
        let sides = Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc, at: at(2))
        #expect(ids(LinkConfiguration("eth0", qdiscs: [root])) == [])
        #expect(ids(LinkConfiguration("eth0", qdiscs: [root, sides])) == ["duplicate-handle:2"])
    }

    @Test func classesThatAreNotThere() {
        let prio = Qdisc(Qdisc.Prio(), parent: Handle(1, 1), handle: Handle(2), at: at(3))
        let link = LinkConfiguration(
            "eth0", qdiscs: [htb(default: 9), prio], classes: [self.class(1, .mbit(1), line: 2)],
            filters: [
                filter(to: Handle(1, 7), line: 4), filter(on: .parent(Handle(2)), to: Handle(2, 4), line: 5), filter(on: .parent(Handle(2)), to: Handle(2, 3), line: 6),
                filter(on: .parent(.ingress), to: Handle(1, 7), line: 7),
            ])
        #expect(ids(link) == ["undefined-class:4", "undefined-class:5", "undefined-class:1"])
    }

    @Test func onePriorityHasOneProtocolAndKind() {
        let link = LinkConfiguration(
            "eth0", qdiscs: [htb()],
            filters: [
                filter(Filter.Flower(), priority: 1, protocolID: 0x0800, line: 1), filter(Filter.Flower(), priority: 1, protocolID: 0x86dd, line: 2),
                filter(Filter.Basic(), priority: 1, protocolID: 0x0800, line: 3), filter(Filter.Flower(), priority: 2, protocolID: 0x86dd, line: 4),
            ])
        #expect(ids(link) == ["priority-conflict:2", "priority-conflict:3"])
    }

    @Test func u32HasSoManyPriorities() {
        func link(_ priorities: Int, on attachment: (Int) -> WeirModel.Attachment, name: String = "eth0", priority: (Int) -> UInt16?) -> LinkConfiguration {
            LinkConfiguration(
                name, qdiscs: [htb(), Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc, at: at(1))],
                filters: (1...priorities).map { filter(Filter.U32(), on: attachment($0), priority: priority($0), line: $0) })
        }
        func sides(_ number: Int) -> WeirModel.Attachment { .parent(number % 2 == 0 ? .ingress : .egress) }
        #expect(ids(link(2047, on: sides) { UInt16($0 / 2 + 1) }) == [])
        // The sides of clsact count together, and filters without a priority get one each.
        #expect(ids(link(2049, on: sides) { UInt16($0 / 2 + 1) }) == ["too-many-priorities:2048"])
        #expect(ids(link(2048, on: { _ in .parent(Handle(1)) }) { _ in nil }) == ["too-many-priorities:2048"])
        #expect(ids(link(4000, on: { _ in .parent(Handle(1)) }) { UInt16($0 % 2000 + 1) }) == [])
        // Those of a qdisc and of clsact do not.
        #expect(ids(link(4000, on: { $0 % 2 == 0 ? .parent(.ingress) : .parent(Handle(1)) }) { UInt16($0) }) == [])
    }

    @Test func actionsAndBlocks() {
        let many = Array(repeating: Action(Action.GAct(), .pipe), count: 33)
        let link = LinkConfiguration("eth0", qdiscs: [htb()], filters: [filter(actions: many, line: 1), filter(on: .block(4), line: 2), filter(on: .block(4), line: 3)])
        #expect(ids(link) == ["too-many-actions:1", "unbound-block:2"])
    }

    /// The kernel has taken it.
    @Test func liveStateIsNotJudged() {
        let link = LinkConfiguration("eth0", qdiscs: [Qdisc(Qdisc.HTB(), handle: Handle(1))], classes: [TrafficClass(Handle(1, 1), parent: Handle(1), TrafficClass.HTB())])
        #expect(PolicyCheck.diagnostics(of: HostState(links: [link])) == [])
        #expect(ids(link) == ["no-rate:0"])
    }
}
