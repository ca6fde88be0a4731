import ModelGenerators
import Netfilter
import Tags
import Testing
import WeirModel

@testable import Planning

extension StatefulObject.Definition {
    var objectTypeForTests: UInt32 { objectType }
}

@Suite(.tags(.pure)) struct NetfilterPlanTests {
    /// The law of the whole module: what the plan says, done by a kernel that refuses what the kernel refuses, gives what was asked for.
    @Test func appliedPlansGiveTheDesiredTables() throws {
        for seed in 0..<Seeded.rounds(1000 as UInt64) {
            var generator = Generator(seed: seed)
            let desired = generator.tables()
            var kernel = try FakeKernel(generator.tables())
            let foreign = kernel.tables.filter { table in !desired.contains { $0.name == table.name } }
            let plan = NetfilterPlan(desired: desired, live: kernel.tables, policy: nil)
            do {
                try kernel.apply(plan.operations)
            } catch {
                Issue.record("seed \(seed): \(error)")
                return
            }
            let again = NetfilterPlan(desired: desired, live: kernel.tables, policy: nil)
            #expect(again.operations.isEmpty, "seed \(seed): \(again.operations)")
            #expect(again.differences.isEmpty, "seed \(seed): \(again.differences)")
            #expect(plan.differences.isEmpty == plan.operations.isEmpty, "seed \(seed)")
            #expect(foreign.allSatisfy { kernel.tables.contains($0) }, "seed \(seed): a foreign table was touched")
            guard again.operations.isEmpty, again.differences.isEmpty else { return }
        }
    }

    private func chain(_ rules: [UInt8], packets: UInt64 = 0) -> CompiledChain {
        CompiledChain(
            name: "input", base: BaseChain(type: .filter, hook: .input, priority: 0),
            rules: rules.map { CompiledRule(expressions: [.cmp(op: 0, source: 1, data: [$0]), .counter(bytes: packets * 100, packets: packets)]) },
            ruleHandles: rules.indices.map { UInt64($0) + 10 })
    }

    private func plan(_ desired: CompiledChain, _ live: CompiledChain) -> NetfilterPlan {
        NetfilterPlan(
            desired: [CompiledTable(family: .inet, name: "t", chains: [desired])], live: [CompiledTable(family: .inet, name: "t", chains: [live])],
            policy: nil)
    }

    @Test func countedPacketsAreNoDrift() {
        #expect(plan(chain([1, 2, 3]), chain([1, 2, 3], packets: 7)).differences.isEmpty)
    }

    @Test func aChangedRuleIsReplacedInPlace() {
        let plan = plan(chain([1, 9, 3]), chain([1, 2, 3], packets: 7))
        #expect(plan.operations.count == 1)
        guard case .replaceRule(_, "input", handle: 11) = plan.operations.first?.action else {
            Issue.record("\(plan.operations)")
            return
        }
        #expect(plan.differences.map(\.change) == [.changed])
        #expect(plan.differences.first?.lost == ["counter: 7 packets, 700 bytes"])
    }

    @Test func anInsertedRuleIsPlacedBeforeItsSuccessor() {
        let plan = plan(chain([1, 9, 2]), chain([1, 2]))
        #expect(plan.operations.map(\.action) == [.addRule(chain([9]).rules[0], chain: "input", .before(handle: 11))])
    }

    @Test func aMovedRuleKeepsItsCounter() {
        let plan = plan(chain([2, 3, 1]), chain([1, 2, 3], packets: 7))
        #expect(plan.differences.map(\.change) == [.moved])
        #expect(
            plan.operations.map(\.action) == [
                .deleteRule(chain: "input", handle: 10), .addRule(chain([1], packets: 7).rules[0], chain: "input", .append),
            ])
    }

    @Test func anotherChainPolicyIsSetInPlace() {
        var desired = chain([1, 2])
        desired.base?.policy = .drop
        let plan = plan(desired, chain([1, 2]))
        #expect(plan.operations.map(\.action) == [.addChain(desired)])
    }

    @Test func thePlanForOneRuleDoesNotGrowWithTheChain() {
        func rules(_ count: Int, changed: Int?) -> CompiledChain {
            CompiledChain(
                name: "c",
                rules: (0..<count).map { index in
                    let value = index == changed ? 0xffff_ffff : index
                    return CompiledRule(expressions: [.cmp(op: 0, source: 1, data: (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) })])
                }, ruleHandles: (0..<count).map { UInt64($0) + 1 })
        }
        let plan = plan(rules(10_000, changed: 5_000), rules(10_000, changed: nil))
        #expect(plan.operations.count == 1)
    }

    @Test func aLongChainInAnotherOrderIsAligned() {
        let live = (0..<50_000).map { $0 }
        var desired = live
        desired.swapAt(10, 40_000)
        desired.insert(-1, at: 25_000)
        #expect(CommonSubsequence.pairs(live, desired).count == 49_998)
    }

    @Test func theCommonSubsequenceIsLongest() {
        var random = Seeded(5)
        for _ in 0..<300 {
            let old = (0..<Int.random(in: 0...12, using: &random)).map { _ in Int.random(in: 0...3, using: &random) }
            let new = (0..<Int.random(in: 0...12, using: &random)).map { _ in Int.random(in: 0...3, using: &random) }
            var table = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
            for i in old.indices {
                for j in new.indices { table[i + 1][j + 1] = old[i] == new[j] ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j]) }
            }
            let pairs = CommonSubsequence.pairs(old, new)
            #expect(pairs.count == table[old.count][new.count])
            #expect(pairs.allSatisfy { old[$0.old] == new[$0.new] })
        }
    }

    @Test func tablesThatThePolicyLeftAreRemovedAndForeignOnesStay() {
        let mine = CompiledTable(family: .inet, name: "mine", userdata: UserData.encode([(UserData.policy, UserData.string("edge"))]))
        let others = CompiledTable(family: .inet, name: "other", userdata: UserData.encode([(UserData.policy, UserData.string("web"))]))
        let foreign = CompiledTable(family: .inet, name: "foreign")
        let plan = NetfilterPlan(desired: [], live: [mine, others, foreign], policy: "edge")
        #expect(plan.operations == [Operation(.deleteTable, family: .inet, table: "mine")])
        #expect(NetfilterPlan(desired: [], live: [mine, others, foreign], policy: nil).operations.isEmpty)
    }

    @Test func aTableOfAnotherPolicyIsRefused() {
        let live = CompiledTable(family: .inet, name: "t", userdata: UserData.encode([(UserData.policy, UserData.string("web"))]))
        let plan = NetfilterPlan(desired: [CompiledTable(family: .inet, name: "t")], live: [live], policy: "edge")
        #expect(plan.diagnostics.map(\.severity) == [.error])
        #expect(plan.diagnostics.first?.id == .foreignTable)
    }

    @Test func aChainOnAnAbsentDeviceIsReported() {
        let chain = CompiledChain(name: "in", base: BaseChain(type: .filter, hook: .ingress, priority: 0, devices: ["v0"]))
        let table = CompiledTable(family: .netdev, name: "t", chains: [chain])
        #expect(NetfilterPlan(desired: [table], live: [table], policy: nil, links: ["lo"]).differences.map(\.change) == [.ineffective])
        #expect(NetfilterPlan(desired: [table], live: [table], policy: nil, links: ["lo", "v0"]).differences.isEmpty)
    }

    @Test func elementsThatPacketsMadeAreNoDrift() {
        let specification = SetSpecification(flags: 0x30, keyType: 7, keyLength: 4, timeout: 60_000)
        let rule = CompiledRule(expressions: [.dynset(.init(op: 0, set: "seen", key: 1))])
        func table(_ elements: [SetElement], rules: [CompiledRule]) -> CompiledTable {
            CompiledTable(
                family: .ip, name: "t", chains: [CompiledChain(name: "c", rules: rules, ruleHandles: rules.isEmpty ? [] : [1])],
                sets: [CompiledSet(name: "seen", specification: specification, elements: SetElements(elements))])
        }
        let made = SetElement(key: [10, 0, 0, 1], expiration: 5)
        #expect(NetfilterPlan(desired: [table([], rules: [rule])], live: [table([made], rules: [rule])], policy: nil).differences.isEmpty)
        #expect(NetfilterPlan(desired: [table([], rules: [])], live: [table([made], rules: [])], policy: nil).differences.map(\.change) == [.removed])
    }

    @Test func anIntervalChangesAsAWhole() {
        let specification = SetSpecification(flags: 4, keyType: 7, keyLength: 4)
        func table(_ elements: [SetElement]) -> CompiledTable {
            CompiledTable(family: .ip, name: "t", sets: [CompiledSet(name: "s", specification: specification, elements: SetElements(elements))])
        }
        let zero = SetElement(key: [0, 0, 0, 0], flags: 1)
        let other = [SetElement(key: [20, 0, 0, 0]), SetElement(key: [21, 0, 0, 0], flags: 1)]
        let (start, end, later) = (SetElement(key: [10, 0, 0, 0]), SetElement(key: [11, 0, 0, 0], flags: 1), SetElement(key: [12, 0, 0, 0], flags: 1))
        #expect(NetfilterPlan(desired: [table([start, end])], live: [table([end, start, zero])], policy: nil).operations.isEmpty)
        let plan = NetfilterPlan(desired: [table([start, later] + other)], live: [table([start, end] + other)], policy: nil)
        #expect(
            plan.operations.map(\.action) == [
                .deleteElements(set: "s", SetElements([start, end])), .addElements(set: "s", SetElements([start, later])),
            ])
    }
}
