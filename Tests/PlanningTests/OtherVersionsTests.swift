import Netfilter
import Tags
import Testing
import WeirModel

@testable import Planning

/// What one version of stock nft made and another makes in its own way is no difference, and nothing is replaced for it.
@Suite(.tags(.pure)) struct OtherVersionsTests {
    private static func table(_ expressions: [Expression], userdata: [UInt8] = []) -> CompiledTable {
        CompiledTable(
            family: .inet, name: "t", userdata: userdata,
            chains: [CompiledChain(name: "c", rules: [CompiledRule(expressions: expressions)], ruleHandles: [7])])
    }

    private func expectSame(_ one: CompiledTable, _ other: CompiledTable, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
        for (desired, live) in [(one, other), (other, one)] {
            let plan = NetfilterPlan(desired: [desired], live: [live], policy: nil)
            #expect(plan.operations.isEmpty, "\(plan.operations)", sourceLocation: sourceLocation)
            #expect(plan.differences.isEmpty, "\(plan.differences)", sourceLocation: sourceLocation)
        }
    }

    @Test func aRangeIsTwoComparisons() {
        let inner = { (expressions: [Expression]) in
            Expression.verdict(.init(code: -3, chain: .anonymous(AnonymousChain(rules: [CompiledRule(expressions: expressions)]))))
        }
        let two: [Expression] = [.cmp(op: 5, source: 1, data: [0, 1]), .cmp(op: 3, source: 1, data: [0, 9])]
        let one: [Expression] = [.range(op: 0, source: 1, from: [0, 1], to: [0, 9])]
        let counted = Expression.counter(bytes: 900, packets: 9)
        expectSame(Self.table(two + [counted]), Self.table(one + [.counter(bytes: 0, packets: 0)]))
        expectSame(Self.table([inner(two)]), Self.table([inner(one)]))
        let plan = NetfilterPlan(
            desired: [Self.table([.range(op: 0, source: 1, from: [0, 1], to: [0, 8])])], live: [Self.table(two)], policy: nil)
        #expect(plan.differences.count == 1)
    }

    /// Of four bytes until nft 1.1.3, of one since.
    @Test func theLengthOfWhetherThereIsARoute() {
        func check(_ data: [UInt8], flags: UInt32 = 34) -> CompiledTable {
            Self.table([.fib(result: 1, flags: flags, register: 1), .cmp(op: 0, source: 1, data: data)])
        }
        expectSame(check([1, 0, 0, 0]), check([1]))
        expectSame(check([0, 0, 0, 0]), check([0]))
        // The index of an interface is another thing.
        let plan = NetfilterPlan(desired: [check([1, 0, 0, 0], flags: 2)], live: [check([1], flags: 2)], policy: nil)
        #expect(plan.differences.count == 1)
    }

    /// nft 1.1.6 gives `fib` the number that `ipsec` had.
    @Test func theNumberOfWhatASetIsOf() {
        func table(_ kind: UInt8, _ flags: UInt8 = 34) -> CompiledTable {
            let typeof: [UInt8] = [0, 4, kind, 0, 0, 0, 1, 12, 0, 4, 1, 0, 0, 0, 1, 4, flags, 0, 0, 0]
            let userdata: [UInt8] = [0, 4, 1, 0, 0, 0, 3, UInt8(typeof.count)] + typeof
            return CompiledTable(
                family: .ip, name: "t",
                sets: [CompiledSet(name: "s", specification: SetSpecification(flags: 0, keyType: 0, keyLength: 1, userdata: userdata))])
        }
        expectSame(table(26), table(27))
        #expect(NetfilterPlan(desired: [table(26)], live: [table(27, 33)], policy: nil).differences.count == 1)
    }

    /// nft 1.1.2 and newer give no size, no auto-merge, and a `typeof` of a kind that says nothing.
    @Test func whatIsNotedOfASetInBraces() {
        func lookup(size: UInt32?, _ userdata: [UInt8], keyLength: UInt32 = 2, second: UInt8 = 80) -> Expression {
            let set = AnonymousSet(
                specification: SetSpecification(flags: 3, keyType: 13, keyLength: keyLength, size: size, userdata: userdata),
                elements: [SetElement(key: [1, 187]), SetElement(key: [0, second])])
            return .lookup(.init(source: 1, set: .anonymous(set)))
        }
        let old = lookup(size: 2, [0, 4, 2, 0, 0, 0, 2, 4, 1, 0, 0, 0])
        let new = lookup(size: nil, [0, 4, 2, 0, 0, 0, 3, 8, 0, 4, 4, 0, 0, 0, 1, 0])
        expectSame(Self.table([old]), Self.table([new]))
        #expect(!NetfilterPlan(desired: [Self.table([old])], live: [Self.table([lookup(size: 2, [], second: 81)])], policy: nil).operations.isEmpty)
    }

    /// nft 1.1.6 notes its version and when it was built in each table.
    @Test func whoMadeATable() {
        let version: [UInt8] = [1, 4, 1, 1, 6, 0, 2, 8, 0, 0, 0, 0, 105, 47, 47, 96]
        expectSame(Self.table([], userdata: version), Self.table([]))
        let comment = UserData.encode([(UserData.comment, UserData.string("mine"))])
        expectSame(Self.table([], userdata: version + comment), Self.table([], userdata: comment))
        let plan = NetfilterPlan(desired: [Self.table([], userdata: comment)], live: [Self.table([], userdata: version)], policy: nil)
        guard case .text(let live)? = plan.differences.first?.live, case .text(let desired)? = plan.differences.first?.desired else {
            Issue.record("\(plan.differences)")
            return
        }
        #expect([live, desired] == ["comment none", "comment \"mine\""])
    }

    private static func table(_ set: SetSpecification) -> CompiledTable {
        CompiledTable(
            family: .inet, name: "t",
            sets: [CompiledSet(name: "s", specification: set, elements: SetElements([SetElement(key: [UInt8](repeating: 1, count: Int(set.keyLength)))]))])
    }

    /// nft notes none for `inet_proto`.
    @Test func theByteOrderOfASingleByte() {
        func specification(_ order: UInt8) -> SetSpecification {
            SetSpecification(flags: 4, keyType: 12, keyLength: 1, userdata: [0, 4, order, 0, 0, 0])
        }
        expectSame(Self.table(specification(0)), Self.table(specification(1)))
    }

    /// A set's comment is another entry than a table's, and the first is no text.
    @Test func theByteOrderOfASetIsNoComment() throws {
        func specification(_ order: UInt8) -> SetSpecification {
            SetSpecification(flags: 4, keyType: 19, keyLength: 4, userdata: [0, 4, order, 0, 0, 0])
        }
        let plan = NetfilterPlan(desired: [Self.table(specification(2))], live: [Self.table(specification(1))], policy: nil)
        let difference = try #require(plan.differences.first)
        guard case .text(let live)? = difference.live else {
            Issue.record("\(difference)")
            return
        }
        #expect(live == "userdata [0, 4, 1, 0, 0, 0]")
    }

    /// `typeof ip saddr . ct original proto-dst`: newer versions give the port a type.
    @Test func theTypeOfAConnectionsPort() {
        let typeof: [UInt8] = [
            0, 4, 0, 0, 0, 0, 3, 52, 0, 4, 13, 0, 0, 0, 1, 44, 0, 20, 0, 4, 7, 0, 0, 0, 1, 12, 0, 4, 12, 0, 0, 0, 1, 4, 11, 0, 0, 0,
            1, 20, 0, 4, 12, 0, 0, 0, 1, 12, 0, 4, 12, 0, 0, 0, 1, 4, 0, 0, 0, 0,
        ]
        func specification(_ keyType: UInt32, _ userdata: [UInt8]) -> SetSpecification {
            SetSpecification(flags: 0x30, keyType: keyType, keyLength: 8, size: 65535, timeout: 360_000, userdata: userdata)
        }
        expectSame(Self.table(specification(448, typeof)), Self.table(specification(461, typeof)))
        let plan = NetfilterPlan(desired: [Self.table(specification(448, []))], live: [Self.table(specification(461, []))], policy: nil)
        #expect(!plan.operations.isEmpty)
    }

    /// nft before 1.1.1 gives the checksum's place.
    @Test func theChecksumOfUDP() {
        func write(_ type: UInt32, _ offset: UInt32, _ flags: UInt32) -> [Expression] {
            [.payloadWrite(.init(base: 2, offset: 2, length: 2, source: 1, checksumType: type, checksumOffset: offset, checksumFlags: flags))]
        }
        expectSame(Self.table(write(1, 6, 0)), Self.table(write(0, 0, 1)))
        #expect(!NetfilterPlan(desired: [Self.table(write(1, 16, 0))], live: [Self.table(write(0, 0, 1))], policy: nil).operations.isEmpty)
    }
}
