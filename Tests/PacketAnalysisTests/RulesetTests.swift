import Netfilter
import PacketEngine
import Tags
import Testing
import WeirModel

@testable import PacketAnalysis

/// What rules of the language come to: the traps of nf_tables' semantics.
@Suite(.tags(.pure)) struct RulesetTests {
    private func tcp(_ term: Term) -> Statement { .match(.field(.header(.tcpDport)), .equal, term) }
    private func port(_ number: UInt128) -> Term { .value(.number(number, .inetService)) }
    private func ports(_ low: UInt128, _ high: UInt128) -> Term { .range(.number(low, .inetService), .number(high, .inetService)) }
    private let isTCP = Statement.match(.field(.meta(.l4proto)), .equal, .value(.number(6, .inetProtocol)))
    private func mark(_ number: UInt128) -> Statement { .match(.field(.meta(.mark)), .equal, .value(.number(number, .mark))) }
    private func setMark(_ number: UInt128) -> Statement { .set(.meta(.mark), to: .value(.number(number, .mark))) }

    private func table(_ rules: [Statement]..., policy: ChainPolicy = .accept, hook: Hook = .input) -> Table {
        Table(
            family: .inet, name: "t",
            chains: [Chain(name: "c", base: BaseChain(type: .filter, hook: hook, priority: 0, policy: policy), rules: rules.map { Rule($0) })])
    }

    private func compiled(_ table: Table) throws -> (Program, [CompiledTable]) {
        let tables = try Lowering.compile(HostState(policy: "p", tables: [table]))
        return (try Program(tables), tables)
    }

    private func findings(_ table: Table) throws -> (dead: [Int], redundant: [Int]) {
        let (program, tables) = try compiled(table)
        let found = RulesetAnalysis.findings(of: program, tables: tables)
        return (found.dead.map(\.place.rule), found.redundant.map(\.rule))
    }

    /// A value takes as many words as the kernel fills: its last bytes may be anything, too.
    @Test(arguments: [(Field.ct(.helper, direction: nil), DataType.string), (.meta(.iifkind), .ifname), (.ct(.ip6Saddr, direction: .original), .ipv6Address)])
    func aLongValueMayMatch(_ field: Field, _ type: DataType) throws {
        let value: Value = type == .ipv6Address ? .number(0x2001_0db8 << 96 | 7, type) : .text("a-long-name", type)
        let found = try findings(table([.match(.field(field), .equal, .value(value)), .verdict(.accept)], policy: .drop))
        #expect(found.dead == [])
    }

    @Test func aUnionOfEarlierRulesCovers() throws {
        let (program, tables) = try compiled(
            table(
                [tcp(ports(0, 100)), .verdict(.drop)], [tcp(port(7000)), .verdict(.drop)], [tcp(ports(101, 65535)), .verdict(.drop)], [tcp(port(22)), .verdict(.accept)],
                [tcp(ports(50, 200)), .verdict(.accept)]))
        let found = RulesetAnalysis.findings(of: program, tables: tables)
        #expect(found.dead.map(\.place.rule) == [3, 4])
        #expect(found.dead.map { $0.by.map(\.rule) } == [[0], [0, 2]])
    }

    /// A packet whose header is cut has a protocol, and no port.
    @Test func allPortsAreNotTheProtocol() throws {
        #expect(try findings(table([tcp(ports(0, 65535)), .verdict(.drop)], [isTCP, .verdict(.drop)], policy: .accept)).dead == [])
        #expect(try findings(table([isTCP, .verdict(.drop)], [tcp(port(22)), .verdict(.accept)])).dead == [1])
    }

    @Test func matchesThatExcludeEachOther() throws {
        let (program, tables) = try compiled(table([tcp(port(22)), tcp(port(23)), .verdict(.accept)], policy: .drop))
        let dead = RulesetAnalysis.findings(of: program, tables: tables).dead
        #expect(dead.map(\.place.rule) == [0])
        #expect(dead.first?.isContradiction == true)
    }

    /// A limit lets some pass and some not; nothing after it is dead, and it isn't redundant.
    @Test func limitsDecideNothing() throws {
        let limit = Statement.limit(Limit(rate: 10, per: 1, burst: 5))
        let (dead, redundant) = try findings(table([limit, .verdict(.accept)], [limit, .verdict(.accept)], [.verdict(.drop)]))
        #expect(dead == [] && redundant == [])
    }

    @Test func writtenMarksAreRead() throws {
        // What comes before the write is free.
        #expect(try findings(table([mark(1), .verdict(.drop)], [setMark(1)], [mark(1), .verdict(.drop)])).dead == [])
        #expect(try findings(table([setMark(1)], [mark(2), .verdict(.drop)], policy: .accept)).dead == [1])
        #expect(try findings(table([setMark(2), mark(2), .verdict(.drop)], [.verdict(.accept)], policy: .drop)).dead == [1])
        // Some packets have another mark.
        #expect(try findings(table([tcp(port(1)), setMark(1)], [mark(2), .verdict(.drop)])).dead == [])
    }

    @Test func rulesWithEffectsAreNotRedundant() throws {
        #expect(try findings(table([tcp(port(1)), .log(Log(prefix: "x")), .verdict(.accept)], [tcp(port(2)), .verdict(.accept)])).redundant == [1])
        #expect(try findings(table([tcp(port(1)), setMark(1), .verdict(.accept)])).redundant == [])
        // Without the first rule its packets would be marked.
        #expect(try findings(table([tcp(port(1)), .verdict(.accept)], [tcp(ports(0, 9)), setMark(1)])).redundant == [])
        #expect(try findings(table([tcp(port(1)), .verdict(.accept)], [tcp(port(2)), setMark(1)])).redundant == [0])
    }

    @Test func comparedByPacketsAndNotByWords() throws {
        func difference(_ old: Table, _ new: Table) throws -> RulesetDifference {
            RulesetComparison.difference(from: try compiled(old).0, to: try compiled(new).0)
        }
        let two = table([tcp(ports(1, 10)), .verdict(.accept)], [tcp(ports(11, 20)), .verdict(.accept)], policy: .drop)
        let one = table([tcp(ports(1, 20)), .verdict(.accept)], policy: .drop)
        let wider = table([tcp(ports(1, 21)), .verdict(.accept)], policy: .drop)
        #expect(try difference(two, one).regions.isEmpty)
        let found = try difference(two, wider).regions
        #expect(found.map(\.from) == [.drop] && found.map(\.to) == [.accept])
        #expect(found.first?.cubes.map(\.values) == [[.proto: .numbers([6...6]), .dport: .numbers([21...21]), .unreadable: .flag(false)]])
        #expect(found.first?.witness.values[.dport] == .numbers([21...21]))
        #expect(found.first?.old == nil && found.first?.new?.rule == 0)
        // A hook that one side has not is accepted there.
        #expect(try difference(one, table([.verdict(.accept)], hook: .forward)).regions.map(\.from) == [.drop])
    }
}
