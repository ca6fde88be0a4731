import ModelGenerators
import Netfilter
import Tags
import Testing
import WeirModel

@testable import Planning

/// Large sets are compared row by row, with the outcome that comparing elements has.
@Suite(.tags(.pure)) struct SetPlanTests {
    private static let tree = SetSpecification(flags: 4, keyType: 7, keyLength: 4)
    private static let specifications = [
        SetSpecification(flags: 0, keyType: 7, keyLength: 4), tree,
        SetSpecification(flags: 8, keyType: 7, keyLength: 4, dataType: 13, dataLength: 2),
        SetSpecification(flags: 4, keyType: 7 << 6 | 13, keyLength: 8, fieldLengths: [4, 2]),
    ]

    private static func elements(_ specification: SetSpecification, _ random: inout Seeded) -> SetElements {
        var elements: [SetElement] = []
        var next = UInt8.random(in: 0...3, using: &random)
        while next < 60 {
            let key: [UInt8] = [10, 0, 0, next]
            if specification.fieldLengths.count > 1 {
                elements.append(SetElement(key: key + [0, 22, 0, 0], keyEnd: [10, 0, 0, next + .random(in: 0...1, using: &random), 0, 23, 0, 0]))
            } else if specification.dataLength != nil {
                elements.append(SetElement(key: key, data: .value([0, .random(in: 1...2, using: &random)])))
            } else {
                elements.append(SetElement(key: key))
            }
            next += .random(in: 1...3, using: &random)
            if specification.holdsIntervalEnds, .random(using: &random) {
                elements.append(SetElement(key: [10, 0, 0, next], flags: 1))
                next += .random(in: 0...2, using: &random)
            }
        }
        if specification.holdsIntervalEnds, .random(using: &random) { elements.append(SetElement(key: [0, 0, 0, 0], flags: 1)) }
        return SetElements(elements.shuffled(using: &random))
    }

    @Test(arguments: specifications)
    func rowsAreComparedAsElementsAre(_ specification: SetSpecification) throws {
        var random = Seeded(11)
        for _ in 0..<500 {
            let (desired, live) = (Self.elements(specification, &random), Self.elements(specification, &random))
            let rows = try #require(RowComparison(desired: desired, live: live, isTree: specification.holdsIntervalEnds))
            func entries(_ elements: SetElements) -> [SetEntry.Key: SetElement] {
                Dictionary(uniqueKeysWithValues: SetEntry.entries(of: elements, in: specification).map { ($0.key, $0.meaning) })
            }
            let (wanted, held) = (entries(desired), entries(live))
            #expect(rows.added.count == wanted.keys.count { held[$0] == nil })
            #expect(rows.removed.count == held.keys.count { wanted[$0] == nil })
            #expect(rows.changed.count == wanted.count { key, meaning in held[key].map { $0 != meaning } ?? false })
            #expect(rows.sameCount == wanted.count { held[$0] == $1 })

            let plan = SetPlan(
                desired: CompiledSet(name: "s", specification: specification, elements: desired),
                live: CompiledSet(name: "s", specification: specification, elements: live), dying: References(), filling: .policy)
            #expect(Set(plan.added) == Set(wanted.filter { held[$0.key] == nil }.values))
            #expect(Set(plan.removed) == Set(held.filter { wanted[$0.key] == nil }.values))
            #expect(plan.deletesAll == (rows.sameCount == 0 && !held.isEmpty))
        }
    }

    @Test func whatIsThereTwiceOrNoRowIsLeftToElements() {
        let address = SetElement(key: [10, 0, 0, 1])
        let other = SetElements([SetElement(key: [10, 0, 0, 2])])
        #expect(RowComparison(desired: SetElements([address, address]), live: other, isTree: false) == nil)
        #expect(RowComparison(desired: SetElements([SetElement(key: [10, 0, 0, 1], timeout: 5)]), live: other, isTree: false) == nil)
        #expect(RowComparison(desired: SetElements([SetElement(key: [10, 0, 0, 1], flags: 1)]), live: other, isTree: false) == nil)
        #expect(RowComparison(desired: SetElements([SetElement(key: [10, 0])]), live: other, isTree: false) == nil)
    }

    /// A list that is replaced as a whole is emptied, and its old elements are not named one by one.
    @Test func aReplacedSetIsFlushed() {
        for specification in [Self.specifications[0], Self.tree] {
            func table(_ elements: [SetElement]) -> CompiledTable {
                CompiledTable(family: .ip, name: "t", sets: [CompiledSet(name: "s", specification: specification, elements: SetElements(elements))])
            }
            let (old, new, same) = (SetElement(key: [10, 0, 0, 1]), SetElement(key: [10, 0, 0, 2]), SetElement(key: [10, 0, 0, 9]))
            #expect(
                NetfilterPlan(desired: [table([new])], live: [table([old])], policy: nil).operations.map(\.action)
                    == [.flushSet("s"), .addElements(set: "s", SetElements([new]))])
            guard !specification.holdsIntervalEnds else { continue }
            #expect(
                NetfilterPlan(desired: [table([new, same])], live: [table([same, old])], policy: nil).operations.map(\.action)
                    == [.deleteElements(set: "s", SetElements([old])), .addElements(set: "s", SetElements([new]))])
        }
    }
}
