import Tags
import Testing
import WeirModel

@testable import PolicyCheck

/// What the kernel or stock nft would refuse, or make something else of than the policy says.
@Suite(.tags(.pure)) struct OutOfPlaceTests {
    private func findings(_ state: HostState) -> [String] {
        declared(state).map { "\($0.id):\($0.at.location?.line ?? 0)" }.filter { $0 != "sysctl:0" }
    }

    private func at(_ line: Int) -> WeirModel.SourceLocation { WeirModel.SourceLocation(file: "p.swift", line: line, column: 1) }

    @Test func linksThatStandTwiceOrCannotBe() {
        let links = [
            LinkConfiguration("eth0", qdiscs: [Qdisc(Qdisc.PFIFO())], at: at(1)), LinkConfiguration("eth0", at: at(2)), LinkConfiguration("a/b", at: at(3)),
            LinkConfiguration("", at: at(4)), LinkConfiguration("0123456789abcdef", at: at(5)), LinkConfiguration("0123456789abcde", at: at(6)),
        ]
        #expect(Set(findings(HostState(policy: "p", links: links))) == ["duplicate-name:2", "link-name:3", "link-name:4", "link-name:5"])
    }

    @Test func timesAndSizesBeyondTheMessages() {
        var coDel = Qdisc.FQCoDel()
        (coDel.target, coDel.interval, coDel.memoryLimit) = (.milliseconds(-5), .seconds(5000), .gib(4))
        var ets = Qdisc.ETS()
        ets.quanta = [.bytes(1514), .gib(5)]
        var netem = Qdisc.Netem()
        (netem.delay, netem.jitter) = (.seconds(5000), .microseconds(-1))
        var fine = Qdisc.FQCoDel()
        (fine.target, fine.interval, fine.memoryLimit) = (.milliseconds(0), .seconds(4294), .bytes(UInt64(UInt32.max)))
        func count(_ options: any TrafficOptions, policy: String? = "p") -> Int {
            findings(HostState(policy: policy, links: [LinkConfiguration("eth0", qdiscs: [Qdisc(options, at: at(1))], at: at(1))])).count { $0 == "option-range:1" }
        }
        #expect(count(coDel) == 3)
        #expect(count(ets) == 1)
        #expect(count(netem) == 1)
        #expect(count(fine) == 0)
        // No kernel holds them either.
        #expect(count(coDel, policy: nil) == 3)
    }

    @Test func aQdiscAtAClassWithClassesBelow() {
        let classes = [
            TrafficClass(Handle(1, 1), parent: Handle(1), TrafficClass.HTB(rate: .mbit(2)), at: at(2)),
            TrafficClass(Handle(1, 2), parent: Handle(1, 1), TrafficClass.HTB(rate: .mbit(1)), at: at(3)),
        ]
        func link(leaf: Handle) -> LinkConfiguration {
            LinkConfiguration(
                "eth0", qdiscs: [Qdisc(Qdisc.HTB(), handle: Handle(1), at: at(1)), Qdisc(Qdisc.PFIFO(), parent: leaf, at: at(4))], classes: classes, at: at(1))
        }
        #expect(findings(HostState(policy: "p", links: [link(leaf: Handle(1, 1))])) == ["qdisc-at-inner-class:4"])
        #expect(findings(HostState(policy: "p", links: [link(leaf: Handle(1, 2))])) == [])
    }

    @Test func textsAndObjectsOfATable() {
        func table(_ family: Family, _ texts: [String], l3: Family? = nil) -> HostState {
            let rules = texts.enumerated().map { Rule([.log(Log(prefix: $1))], at: at($0 + 1)) }
            let expectation = StatefulObject(name: "e", definition: .ctExpectation(protocol: 17, l3protocol: l3, dport: 9, timeout: 1000, size: 1), at: at(9))
            return HostState(
                policy: "p",
                tables: [
                    Table(
                        family: family, name: "t", chains: [Chain(name: "c", base: BaseChain(type: .filter, hook: .input, priority: 0), rules: rules)],
                        objects: [expectation])
                ])
        }
        #expect(findings(table(.ip, ["plain", "quo\"te", "li\nne", "nu\0l"])) == ["text-nul:4", "nft-text:2", "nft-text:3"])
        #expect(findings(table(.inet, [])) == ["no-l3:9"])
        #expect(findings(table(.inet, [], l3: .ip6)) == [])
    }

    @Test func interfacesThatAPacketDoesNotHave() {
        func table(_ hook: Hook, _ key: MetaKey) -> HostState {
            let rule = Rule([.match(.field(.meta(key)), .equal, .value(.text("eth0", .ifname))), .counter(Counter())], at: at(3))
            let chain = Chain(name: "c", base: BaseChain(type: .filter, hook: hook, priority: 0), rules: [rule])
            return HostState(policy: "p", tables: [Table(family: .ip, name: "t", chains: [chain])])
        }
        #expect(findings(table(.input, .oifname)) == ["no-interface:3"])
        #expect(findings(table(.output, .iifname)) == ["no-interface:3"])
        #expect(findings(table(.forward, .oifname)) == [] && findings(table(.forward, .iifname)) == [])
        #expect(findings(table(.postrouting, .oifname)) == [] && findings(table(.prerouting, .iifname)) == [])
    }

    @Test func timesThatNothingLasts() {
        func table(_ timeout: UInt64) -> HostState {
            let set = SetDeclaration(name: "s", key: .types([.ipv4Address]), flags: .timeout, timeout: timeout, at: at(5))
            return HostState(policy: "p", tables: [Table(family: .ip, name: "t", sets: [set])])
        }
        #expect(findings(table(.max)) == ["time-range:5"])
        #expect(findings(table(3_600_000)) == [])
    }

    @Test func anOwnedTableVanishes() {
        func table(_ flags: Table.Flags) -> HostState { HostState(policy: "p", tables: [Table(family: .ip, name: "t", flags: flags, at: at(1))]) }
        #expect(findings(table(.owner)).contains("owned-table:1"))
        #expect(!findings(table([.owner, .persist])).contains("owned-table:1"))
    }
}
