import Tags
import Testing
import WeirModel

@testable import PolicyCheck

@Suite(.tags(.pure)) struct PolicyCheckTests {
    private func ids(_ tables: Table...) -> [String] {
        declared(HostState(policy: "p", tables: tables)).map(\.id.rawValue).filter { $0 != "sysctl" && $0 != "without-effect" }
    }

    // The rules of these tests need no verdicts.
    private func rule(_ statements: Statement..., line: Int = 1) -> Rule { Rule(statements, at: SourceLocation(file: "p.swift", line: line, column: 1)) }
    private let input = BaseChain(type: .filter, hook: .input, priority: 0)
    private func port(_ number: UInt128) -> Value { .number(number, .inetService) }
    private func tcp(_ term: Term) -> Statement { .match(.field(.header(.tcpDport)), .equal, term) }

    @Test func aSoundPolicyHasNoFindings() {
        let table = Table(
            family: .inet, name: "filter",
            chains: [
                Chain(name: "input", base: input, rules: [rule(tcp(.value(port(22))), .verdict(.accept)), rule(.verdict(.jump(.named("c"))))]),
                Chain(name: "c", rules: [rule(.verdict(.drop))]),
            ])
        #expect(ids(table).isEmpty)
    }

    @Test func aChainThatIsNotThereIsFoundWithWhatWasMeant() {
        let table = Table(
            family: .inet, name: "filter",
            chains: [Chain(name: "input", base: input, rules: [rule(.verdict(.jump(.named("blocklst"))), line: 7)]), Chain(name: "blocklist")])
        let found = PolicyCheck.diagnostics(of: HostState(policy: "p", tables: [table]))
        #expect(found.map(\.id.rawValue) == ["undefined-chain", "unreachable-chain"])
        #expect(found.first?.help == "did you mean `blocklist`?")
        #expect(found.first?.at.location?.line == 7)
    }

    /// A map of verdicts in the kernel's bytes may jump anywhere; a counter's bytes go nowhere.
    @Test func whereBytesGoIsNotKnown() {
        func table(_ name: String) -> Table {
            let raw = Statement.raw(RawExpression(name: name, data: [1], set: RawSet(attributes: [2], elements: [[3]])))
            return Table(family: .inet, name: "t", chains: [Chain(name: "input", base: input, rules: [rule(raw)]), Chain(name: "leaf")])
        }
        #expect(ids(table("lookup")) == [])
        #expect(ids(table("counter")) == ["unreachable-chain"])
    }

    @Test func loopsAndDepth() {
        func chain(_ name: String, _ target: String?) -> Chain { Chain(name: name, rules: target.map { [rule(.verdict(.jump(.named($0))))] } ?? []) }
        let loop = Table(family: .ip, name: "t", chains: [chain("a", "b"), chain("b", "c"), chain("c", "a")])
        #expect(ids(loop).filter { $0 == "jump-loop" }.count == 1)
        func ladder(_ depth: Int) -> Table {
            Table(
                family: .ip, name: "t",
                chains: [Chain(name: "base", base: input, rules: [rule(.verdict(.jump(.named("c1"))))])]
                    + (1...depth).map { chain("c\($0)", $0 < depth ? "c\($0 + 1)" : nil) })
        }
        #expect(ids(ladder(15)).isEmpty)
        #expect(ids(ladder(16)) == ["jump-depth"])
    }

    @Test func verdictMapsAreJumpsToo() {
        let map = SetDeclaration(
            name: "vm", key: .types([.inetService]), data: .verdict,
            elements: [Element(.values([port(80)]), data: .verdict(.jump(.named("nowhere"))))])
        let table = Table(
            family: .ip, name: "t",
            chains: [Chain(name: "input", base: input, rules: [rule(.verdictMap(key: .field(.header(.tcpDport)), .named("vm")))])], sets: [map])
        #expect(ids(table) == ["undefined-chain"])
    }

    @Test func duplicatesEmptyListsAndTypes() {
        let set = SetDeclaration(name: "s", key: .types([.ipv4Address]))
        let table = Table(
            family: .ip, name: "t",
            chains: [
                Chain(name: "input", base: input, rules: [rule(tcp(.set([]))), rule(tcp(.namedSet("s"))), rule(tcp(.namedSet("missing")))]),
                Chain(name: "input", base: input),
            ], sets: [set])
        #expect(Set(ids(table)) == ["duplicate-name", "empty-list", "key-type", "undefined-set"])
    }

    @Test func overlapsAreFoundWhereNobodyMergesThem() {
        func set(autoMerge: Bool) -> Table {
            func range(_ a: UInt128, _ b: UInt128) -> Element { Element(.ranges(lower: [port(a)], upper: [port(b)])) }
            return Table(
                family: .ip, name: "t",
                sets: [SetDeclaration(name: "s", key: .types([.inetService]), flags: .interval, autoMerge: autoMerge, elements: [range(5, 9), range(1, 5)])])
        }
        #expect(ids(set(autoMerge: false)) == ["overlapping-intervals"])
        #expect(ids(set(autoMerge: true)).isEmpty)
    }

    @Test func placesOfChainsAndStatements() {
        func table(_ family: Family, _ base: BaseChain, _ statement: Statement) -> Table {
            Table(family: family, name: "t", chains: [Chain(name: "c", base: base, rules: [rule(statement)])])
        }
        let masquerade = Statement.nat(NAT(.masquerade))
        #expect(ids(table(.ip, BaseChain(type: .nat, hook: .postrouting, priority: 100), masquerade)).isEmpty)
        #expect(ids(table(.ip, BaseChain(type: .nat, hook: .prerouting, priority: -100), masquerade)) == ["statement-place"])
        #expect(ids(table(.arp, input, masquerade)) == ["statement-place"])
        #expect(ids(table(.ip, BaseChain(type: .nat, hook: .forward, priority: 0), .verdict(.accept))) == ["chain-place"])
        #expect(ids(table(.ip, BaseChain(type: .nat, hook: .postrouting, priority: -200), masquerade)) == ["chain-place"])
        #expect(ids(table(.netdev, BaseChain(type: .filter, hook: .ingress, priority: 0), .verdict(.accept))) == ["chain-place"])
    }

    @Test func lengths() {
        func table(_ chain: Int, _ table: Int = 128) -> Table {
            func text(_ count: Int) -> String { String(repeating: "x", count: count) }
            return Table(family: .ip, name: "t", comment: text(table), chains: [Chain(name: "c", base: input, comment: text(chain))])
        }
        #expect(ids(table(128)).isEmpty)
        // nft reads no longer ones, and the kernel keeps them.
        #expect(ids(table(129)) == ["nft-text"])
        #expect(ids(table(253)) == ["nft-text"])
        #expect(ids(table(254)) == ["too-long"])
    }

    @Test func namesThatNftCannotReadBackAreTold() {
        func table(_ name: String) -> Table { Table(family: .ip, name: "t", chains: [Chain(name: name, base: input)]) }
        for name in ["icmp", "web servers", "1st", "läuft"] { #expect(ids(table(name)) == ["nft-name"], "\(name)") }
        for name in ["icmp-types", "input", "a.b/c_1"] { #expect(ids(table(name)).isEmpty, "\(name)") }
    }
}

/// All findings; each must be one that its check declares.
func declared(_ state: HostState) -> [Diagnostic] {
    let index = PolicyIndex(state)
    return PolicyCheck.all.flatMap { check in
        let found = check.findings(index)
        #expect(Set(found.map(\.id)).isSubset(of: check.rules.map(\.id)), "a check finds what it does not declare")
        return found
    }
}
