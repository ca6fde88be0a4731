import ModelGenerators
import Tags
import Testing
import WeirModel

@Suite(.tags(.pure)) struct PolicyIndexTests {
    /// Links, sets, chains, objects and flowtables.
    private func names(_ walk: ((PolicyPart) -> Void) -> Void) -> Set<String> {
        var names: Set<String> = []
        walk { part in
            switch part {
            case .value(let value): if let name = value.linkName { names.insert(name) }
            case .lookup(let lookup): names.insert(lookup.set)
            case .object(_, let name), .flowtable(let name): names.insert(name)
            case .verdict(let verdict): if let jump = verdict.jump { names.insert(jump.target) }
            case .statement, .term, .list: break
            }
        }
        return names
    }

    @Test func aWalkMeetsEveryNameInAStatement() throws {
        let naming = try Marks.each(100, mark: "z_") { statement, marks, seed in
            #expect(names(statement.walk) == marks.all, "seed \(seed): \(statement)")
        }
        #expect(naming > 700)
    }

    @Test func aWalkMeetsEveryNameInASet() throws {
        for seed in 0..<300 as Range<UInt64> {
            var generator = ModelGenerator(seed: seed, marking: "z_")
            var set = generator.set()
            set.name = "s"
            #expect(try names(set.walk) == Marks(in: set, mark: "z_").all, "seed \(seed): \(set)")
        }
    }

    private let input = BaseChain(type: .filter, hook: .input, priority: 0)
    private func jump(_ chain: String) -> Rule { Rule([.verdict(.jump(.named(chain)))]) }

    @Test func packetsGetToAChainByEveryWayOfJumping() {
        let key = Term.field(.meta(.l4proto))
        func element(_ verdict: Verdict) -> ElementList { [Element(.values([.number(17, .inetProtocol)]), data: .verdict(verdict))] }
        let ways: [Statement] = [
            .verdict(.jump(.named("c"))), .verdict(.goto(.named("c"))), .verdictMap(key: key, .anonymous(element(.jump(.named("c"))))),
            .verdictMap(key: key, .named("m")), .verdict(.jump(.anonymous([jump("c")]))),
            .verdict(.goto(.anonymous([Rule([.verdictMap(key: key, .named("m"))])]))),
            .verdictMap(key: key, .anonymous(element(.goto(.anonymous([jump("c")]))))),
        ]
        let map = SetDeclaration(name: "m", key: .types([.inetProtocol]), data: .verdict, elements: element(.goto(.named("c"))))
        for way in ways {
            let chains = [Chain(name: "b", base: input, rules: [Rule([way])]), Chain(name: "c", rules: [jump("d")]), Chain(name: "d"), Chain(name: "e")]
            let index = PolicyIndex(HostState(tables: [Table(family: .ip, name: "t", chains: chains, sets: [map])]))
            #expect(index.tables[0].chains.map(\.hooks) == [[.input], [.input], [.input], []], "\(way)")
        }
    }

    /// A map of other data with the same name in it, or a set that a rule adds to, leads nowhere.
    @Test func onlyAVerdictMapLeadsToChains() {
        let map = SetDeclaration(
            name: "m", key: .types([.mark]), data: .verdict, elements: [Element(.values([.number(1, .mark)]), data: .verdict(.jump(.named("c"))))])
        let update = Statement.update(SetUpdate(.add, set: "m", key: .field(.meta(.mark))))
        let chains = [Chain(name: "b", base: input, rules: [Rule([update])]), Chain(name: "c")]
        let index = PolicyIndex(HostState(tables: [Table(family: .ip, name: "t", chains: chains, sets: [map])]))
        #expect(index.tables[0].chains[1].origins.isEmpty)
    }

    @Test func groupsHaveTheirItemsInOrder() {
        var random = Seeded(1)
        for _ in 0..<200 {
            let items = (0..<Int.random(in: 0..<12, using: &random)).map { place in (key: Int.random(in: 0..<4, using: &random), place: place) }
            let groups = Grouped(items, by: \.key)
            var keys: [Int] = []
            for item in items where !keys.contains(item.key) { keys.append(item.key) }
            #expect(groups.keys == keys)
            for key in 0..<5 {
                #expect(groups[key].map(\.place) == items.filter { $0.key == key }.map(\.place))
                #expect(groups.contains(key) == keys.contains(key))
            }
            #expect(groups.all(of: [3, 1, 4]).map(\.place) == keys.filter { $0 == 1 || $0 == 3 }.flatMap { groups[$0].map(\.place) })
        }
    }

    @Test func aLinksObjectsAreFoundByWhatTheyHangOn() {
        func htb(_ minor: UInt16, below parent: Handle) -> TrafficClass {
            TrafficClass(Handle(1, minor), parent: parent, TrafficClass.HTB(rate: .mbit(1)))
        }
        let classes = [htb(1, below: Handle(1)), htb(2, below: Handle(1, 1)), htb(3, below: Handle(1, 1)), htb(4, below: Handle(1, 4))]
        let qdiscs = [
            Qdisc(Qdisc.HTB(), handle: Handle(1)), Qdisc(Qdisc.ClsAct(), parent: .clsact), Qdisc(Qdisc.FQCoDel(), parent: Handle(1, 3), handle: Handle(3)),
            // A qdisc of mq that the kernel made has no number, and its leaves are no qdiscs at the root.
            Qdisc(Qdisc.PFIFOFast(), parent: Handle(0, 1)),
        ]
        let index = LinkIndex(LinkConfiguration("eth0", qdiscs: qdiscs, classes: classes))
        #expect(index.children[Handle(1, 1)].map(\.id) == [Handle(1, 2), Handle(1, 3)])
        #expect(index.children[Handle(1, 4)].isEmpty)
        #expect(index.classes[Handle(1)].count == 4)
        #expect(index.trafficClass(Handle(1, 2))?.parent == Handle(1, 1))
        #expect(index.qdisc(Handle(3))?.kind == "fq_codel")
        #expect(index.leaves[Handle(1)].map(\.kind) == ["fq_codel"])
        #expect(index.leaves[.none].map(\.kind) == ["pfifo_fast"])
        #expect(index.qdiscs[.clsact].map(\.kind) == ["clsact"])
    }
}
