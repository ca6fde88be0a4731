import Documents
import Foundation
import ModelGenerators
import Tags
import Testing
import WeirModel

@Suite(.tags(.pure)) struct DocumentRoundTripTests {
    @Test(arguments: Document.Form.allCases) func randomStates(form: Document.Form) throws {
        for seed in 0..<100 as Range<UInt64> {
            var generator = ModelGenerator(seed: seed)
            let state = generator.state()
            let bytes = try Document.encode(state, as: form)
            let read = try Document.decode(bytes)
            #expect(read == state, "seed \(seed)")
            // Locations take no part in equality, the bytes do.
            #expect(try Document.encode(read, as: form) == bytes, "seed \(seed)")
        }
    }

    /// Every case, five times, alone in a rule, so that no other can hide it.
    @Test(arguments: Document.Form.allCases) func everyCase(form: Document.Form) throws {
        var generator = ModelGenerator(seed: 7)
        var statements: [Statement] = []
        for _ in 0..<5 {
            for kind in StatementKind.allCases { statements.append(generator.statement(of: kind)) }
            for kind in TermKind.allCases { statements.append(.match(generator.term(of: kind), .equal, generator.term(of: kind))) }
            for kind in FieldKind.allCases { statements.append(.set(generator.field(of: kind), to: .field(generator.field(of: kind)))) }
            for kind in VerdictKind.allCases { statements.append(.verdict(generator.verdict(of: kind))) }
            for kind in RejectKind.allCases { statements.append(.reject(generator.reject(of: kind))) }
            for kind in ElementKeyKind.allCases {
                statements.append(.match(.value(generator.value()), .equal, .set([Element(generator.elementKey(of: kind))])))
            }
            for kind in ElementDataKind.allCases {
                let element = Element(generator.elementKey(of: .values), data: generator.elementData(of: kind))
                statements.append(.verdictMap(key: .value(generator.value()), .anonymous([element])))
            }
        }
        for statement in statements {
            let state = HostState(tables: [Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: [Rule([statement])])])])
            let bytes = try Document.encode(state, as: form)
            #expect(try Document.decode(bytes) == state, "\(statement)")
        }
    }

    /// The generator itself makes every case; without this the tests above could prove less than they say.
    @Test func generatorMakesEveryCase() {
        var generator = ModelGenerator(seed: 1)
        var statements: Set<StatementKind> = []
        var terms: Set<TermKind> = []
        var fields: Set<FieldKind> = []
        var verdicts: Set<VerdictKind> = []
        var definitions: Set<DefinitionKind> = []
        var contents: Set<ContentKind> = []
        var data: Set<SetDataKind> = []
        for _ in 0..<500 {
            statements.insert(generator.statement().kind)
            terms.insert(generator.term().kind)
            fields.insert(generator.field().kind)
            verdicts.insert(generator.verdict().kind)
            definitions.insert(generator.definition().kind)
            contents.insert(generator.content().kind)
            data.insert(generator.setData().kind)
        }
        #expect(statements == Set(StatementKind.allCases))
        #expect(terms == Set(TermKind.allCases))
        #expect(fields == Set(FieldKind.allCases))
        #expect(verdicts == Set(VerdictKind.allCases))
        #expect(definitions == Set(DefinitionKind.allCases))
        #expect(contents == Set(ContentKind.allCases))
        #expect(data == Set(SetDataKind.allCases))
    }

    @Test func otherReadersAcceptTheJSON() throws {
        for seed in 300..<340 as Range<UInt64> {
            var generator = ModelGenerator(seed: seed)
            let bytes = try Document.encode(generator.state(), as: .json)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            #expect((object["weir"] as? [String: Any])?["format"] as? String == "host-state")
        }
    }

    @Test(arguments: Document.Form.allCases) func pathsAreRelativeToThePolicy(form: Document.Form) throws {
        func state(_ path: String) -> HostState {
            let rule = Rule([.notrack], at: SourceLocation(file: path, line: 3, column: 5))
            return HostState(tables: [Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: [rule])])])
        }
        func file(_ path: String, _ base: String) throws -> String? {
            try Document.decode(Document.encode(state(path), as: form, relativeTo: base)).tables[0].chains[0].rules[0].at.location?.file
        }
        #expect(try file("/srv/edge/policy.swift", "/srv/edge") == "policy.swift")
        #expect(try file("/srv/edge/parts/a.swift", "/srv/edge/") == "parts/a.swift")
        #expect(try file("/srv/edge2/a.swift", "/srv/edge") == "/srv/edge2/a.swift")
        // The same bytes wherever the policy lies.
        #expect(
            try Document.encode(state("/a/policy.swift"), as: form, relativeTo: "/a")
                == Document.encode(state("/b/c/policy.swift"), as: form, relativeTo: "/b/c"))
    }

    @Test(arguments: Document.Form.allCases) func textsKeepTheirBytes(form: Document.Form) throws {
        // Equal to Swift, two names to the kernel.
        let names = ["Gr\u{fc}n", "Gru\u{308}n"]
        let state = HostState(tables: names.map { Table(family: .ip, name: $0) })
        let read = try Document.decode(Document.encode(state, as: form))
        #expect(read.tables.map { Array($0.name.utf8) } == names.map { Array($0.utf8) })
    }

    @Test(arguments: Document.Form.allCases) func numbersAreExact(form: Document.Form) throws {
        let statements: [Statement] = [
            .counter(Counter(packets: .max, bytes: (1 << 53) + 1)),
            .match(.value(.number(.max, .ipv6Address)), .equal, .value(.number((1 << 64) + 1, .integer))),
        ]
        let state = HostState(tables: [Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: [Rule(statements)])])])
        #expect(try Document.decode(Document.encode(state, as: form)) == state)
    }

    @Test(arguments: Document.Form.allCases) func whatNestsTooDeeplyIsRefusedInTime(form: Document.Form) throws {
        var term = Term.field(.meta(.mark))
        for _ in 0..<100 { term = .concatenation([term]) }
        func state(_ term: Term) -> HostState {
            HostState(tables: [
                Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: [Rule([.match(term, .equal, .namedSet("s"))])])])
            ])
        }
        for _ in 0..<900 { term = .concatenation([term]) }
        #expect(throws: DocumentError.self) { try Document.encode(state(term), as: form) }
    }
}
