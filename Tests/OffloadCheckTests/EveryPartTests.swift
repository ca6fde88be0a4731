import ModelGenerators
import Tags
import Testing
import WeirModel

@testable import OffloadCheck

/// What a rule does anywhere, and wherever packets come to it from, is checked against the card.
@Suite(.tags(.pure)) struct EveryPartTests {
    private func lines(_ state: HostState) -> [Int] {
        OffloadCheck.diagnostics(of: state, on: [card()]).filter { $0.id == .segMetaLength }.compactMap(\.at.location?.line).sorted()
    }

    private func long(_ line: Int = 7) -> Rule {
        Rule([match(.length, 1500, .greater), drop], at: SourceLocation(file: "p.swift", line: line, column: 1))
    }

    /// A named map jumps as an anonymous one does.
    @Test func aChainThatANamedVerdictMapLeadsToIsChecked() {
        let elements: ElementList = [Element(.values([.number(17, .inetProtocol)]), data: .verdict(.jump(.named("u"))))]
        for source in [MapSource.named("m"), .anonymous(elements)] {
            var state = nft(.ip, .input, [eth0(), .verdictMap(key: .field(.meta(.l4proto)), source)])
            state.tables[0].chains.append(Chain(name: "u", rules: [long()]))
            state.tables[0].sets = [SetDeclaration(name: "m", key: .types([.inetProtocol]), data: .verdict, elements: elements)]
            #expect(lines(state) == [7], "\(source)")
        }
    }

    @Test func everyChainThatAStatementJumpsToIsChecked() throws {
        var jumping = 0
        _ = try Marks.each(mark: "z_") { statement, marks, seed in
            var targets: Set<String> = []
            statement.walk { if case .verdict(let verdict) = $0, let jump = verdict.jump { targets.insert(jump.target) } }
            if !targets.isEmpty { jumping += 1 }
            var state = HostState.of(statement)
            state.tables[0].chains[0].rules.append(Rule([eth0()]))
            let names = marks.names.sorted()
            state.tables[0].chains += names.enumerated().map { Chain(name: $1, rules: [long($0 + 1)]) }
            #expect(lines(state) == names.indices.filter { targets.contains(names[$0]) }.map { $0 + 1 }, "seed \(seed): \(statement)")
        }
        #expect(jumping > 40)
    }

    @Test func aFieldIsFoundInEveryPartOfARule() {
        let length = Term.field(.meta(.length))
        let rule = [Rule([.match(length, .greater, .value(.number(1500, .integer))), drop])]
        let one = ElementKey.values([.number(1, .mark)])
        let map = Term.map(key: length, .named("m"))
        let update = SetUpdate(.add, set: "s", key: .field(.meta(.mark)), data: length)
        let statements: [Statement] = [
            .match(length, .greater, .value(.number(1500, .integer))), .match(.binary(.and, .concatenation([length]), length), .equal, .set([])),
            .match(.field(.meta(.mark)), .equal, .jhash(length, modulus: 2, seed: nil, offset: 0)), .verdictMap(key: length, .named("m")),
            .set(.meta(.mark), to: length), .object(.counter, .map(key: length, .named("m"))), .nat(NAT(.dnat, address: map)),
            .nat(NAT(.dnat, port: map)), .tproxy(TransparentProxy(address: map)), .tproxy(TransparentProxy(port: map)), .dup(to: map, device: nil),
            .dup(to: .value(.number(1, .ipv4Address)), device: map), .fwd(device: map, family: nil, address: nil),
            .fwd(device: .value(.text("eth1", .ifindex)), family: .ip, address: map), .queue(Queue(number: map)), .update(update),
            .verdict(.jump(.anonymous(rule))), .verdict(.goto(.anonymous(rule))),
            .verdictMap(key: .field(.meta(.mark)), .anonymous([Element(one, data: .verdict(.jump(.anonymous(rule))))])),
        ]
        for statement in statements { #expect(PolicyTraits(PolicyIndex(.of(statement))).uses(.metaLength), "\(statement)") }
        let counted = Statement.match(.field(.meta(.mark)), .equal, .set([Element(one, statements: [count])]))
        #expect(PolicyTraits(PolicyIndex(.of(counted))).uses(.counter))
    }

    /// Numbers that no kernel takes are told by the policy's own checks.
    @Test func numbersBeyondAllBoundsAreNoEnd() {
        let limit = Statement.limit(Limit(rate: .max, unit: .bytes, per: 1, burst: .max))
        let queue = Statement.queue(Queue(number: .range(.number(0, .integer), .number(.max, .integer)), fanout: true))
        #expect(PolicyTraits(PolicyIndex(.of(limit))).rules(.byteLimit).first?.bucket == .max)
        #expect(PolicyTraits(PolicyIndex(.of(queue))).uses(.queueFanout))
    }
}
