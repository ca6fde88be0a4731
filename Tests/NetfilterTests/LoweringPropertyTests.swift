import ModelGenerators
import Tags
import Testing
import WeirModel

@testable import Netfilter

/// Lowering and lifting are each other's reverse, over rules that nobody chose by hand.
@Suite(.tags(.pure)) struct LoweringPropertyTests {
    @Test(arguments: Family.allCases, [StockDialect.comparisons, .ranges])
    func liftingWhatWasLoweredGivesTheSameExpressions(family: Family, dialect: StockDialect) throws {
        var generator = RuleGenerator(random: Seeded(17), family: family)
        var table = RuleGenerator.context(family)
        table.dialect = dialect
        var lowered = 0
        let rounds = Seeded.rounds(3000)
        for _ in 0..<rounds {
            let statements = generator.rule()
            // Some of what is generated contradicts itself (an IPv6 header in an ip table); lowering refuses that.
            guard let expressions = try? RuleLowering.lower(statements, in: table) else { continue }
            lowered += 1
            let lifted = RuleLifting.lift(expressions, in: table)
            #expect(!lifted.contains { if case .raw = $0 { true } else { false } }, "\(statements) became raw")
            let again = try RuleLowering.lower(lifted, in: table)
            #expect(again.canonical == expressions.canonical, "\(statements) became \(lifted)")
            #expect(RuleLifting.lift(again, in: table) == lifted, "the canonical form of \(statements) is not stable")
        }
        #expect(lowered > rounds / 5, "only \(lowered) of \(rounds) rules could be lowered: the generator says too little")
    }

    /// Expressions that nft would not write stay as they are, as raw ones or said in another way, but never change.
    @Test func foreignExpressionsAreNeverChanged() throws {
        let table = RuleGenerator.context(.inet)
        let foreign: [[Expression]] = [
            [.payload(.init(base: 2, offset: 2, length: 2, register: 9)), .cmp(op: 0, source: 9, data: [0, 22])],
            [
                .meta(key: 16, register: 1), .cmp(op: 0, source: 1, data: [6]), .payload(.init(base: 2, offset: 0, length: 2, register: 1)),
                .cmp(op: 0, source: 1, data: [0, 1]), .payload(.init(base: 2, offset: 2, length: 2, register: 1)), .cmp(op: 0, source: 1, data: [0, 2]),
            ],
            [.cmp(op: 0, source: 1, data: [1])],
            [.bitwise(.init(source: 1, register: 2, length: 4, operation: .leftShift(3)))],
            [.raw(RawExpression(name: "inner", data: [1, 2, 3, 4])), .verdict(.init(code: 1))],
            [.verdict(.init(code: -77))],
        ]
        for expressions in foreign {
            let table = TableContext(family: table.family, sets: table.sets, rawExpression: { RawExpression(name: "kept", data: Array("\($0)".utf8)) })
            let lifted = RuleLifting.lift(expressions, in: table)
            let kept = expressions.map { expression -> Expression in
                if case .raw = expression { expression } else { .raw(RawExpression(name: "kept", data: Array("\(expression)".utf8))) }
            }
            let again = try RuleLowering.lower(lifted, in: table)
            let unchanged = zip(again, kept).enumerated().allSatisfy { $0.element.0 == $0.element.1 || $0.element.0 == expressions[$0.offset] }
            #expect(again.count == expressions.count && unchanged)
        }
    }

    /// In a rule that has no words as a whole, what needs nothing of the rest keeps its own: no bytes hold the rules of a chain without a name.
    /// A prefix of no bits covers every number that its type has.
    @Test func aTranslationToAllAddressesIsRead() throws {
        for (family, type) in [(Family.ip, DataType.ipv4Address), (.ip6, .ipv6Address)] {
            let rule = Rule([.nat(NAT(.snat, address: .prefix(.number(0, type), length: 0)))])
            let chain = Chain(name: "c", base: BaseChain(type: .nat, hook: .postrouting, priority: 100), rules: [rule])
            let state = HostState(tables: [Table(family: family, name: "t", chains: [chain])])
            let compiled = try Lowering.compile(state)
            #expect(Lifting.lift(compiled)[0].chains[0].rules == [rule])
        }
    }

    @Test func whatStandsAloneKeepsItsWords() throws {
        let inner = CompiledRule(expressions: [.counter(bytes: 0, packets: 0), .verdict(.init(code: 0))])
        let foreign = Expression.bitwise(.init(source: 1, register: 2, length: 4, operation: .leftShift(3)))
        let rule = [foreign, .counter(bytes: 9, packets: 1), .verdict(.init(code: -3, chain: .anonymous(AnonymousChain(rules: [inner]))))]
        var table = TableContext(family: .inet, rawExpression: { _ in RawExpression(name: "kept", data: [1]) })
        let lifted = RuleLifting.lift(rule, in: table)
        #expect(
            lifted == [
                .raw(RawExpression(name: "kept", data: [1])), .counter(Counter(packets: 1, bytes: 9)),
                .verdict(.jump(.anonymous([Rule([.counter(Counter()), .verdict(.drop)])]))),
            ])
        table.knownExpression = { _ in foreign }
        #expect(try RuleLowering.lower(lifted, in: table) == rule)
    }

    /// Bytes are read wherever they stand, and an error of theirs has its rule's place.
    @Test func bytesAreReadWhereverTheyStand() throws {
        let raw = Statement.raw(RawExpression(name: "known", data: []))
        let state = HostState(tables: [
            Table(
                family: .inet, name: "t",
                chains: [Chain(name: "c", rules: [Rule([raw]), Rule([.verdict(.jump(.anonymous([Rule([raw])])))])])],
                sets: [SetDeclaration(name: "s", key: .types([.ipv4Address]), flags: .dynamic, statements: [raw])])
        ])
        let table = try #require(try Lowering.compile(state, knownExpression: { _ in .notrack }).first)
        #expect(table.chains[0].rules[0].expressions == [.notrack])
        let inner = AnonymousChain(rules: [CompiledRule(expressions: [.notrack])])
        #expect(table.chains[0].rules[1].expressions == [.verdict(.init(code: -3, chain: .anonymous(inner)))])
        #expect(table.sets[0].specification.expressions == [.notrack])
        let failure = #expect(throws: Lowering.Failure.self) {
            try Lowering.compile(state, knownExpression: { _ in throw LoweringError("unreadable") })
        }
        #expect(failure?.errors.map(\.subject?.text) == ["inet t c", "inet t c", "inet t s"])
    }
}
