import ModelGenerators
import Tags
import Testing
import WeirModel

@testable import PolicyWriting
@testable import WeirCommand

/// What reads or rewrites rules meets all of their parts.
@Suite(.tags(.pure)) struct EveryPartTests {
    @Test func aSandboxHasEveryLinkThatARuleNames() throws {
        let naming = try Marks.each(mark: "z_") { statement, marks, seed in
            #expect(InterfaceReferences.named(by: .of(statement)) == marks.links, "seed \(seed): \(statement)")
        }
        #expect(naming > 400)
    }

    /// An import declares the sets, objects and flowtables that its rules name where they are named.
    @Test func everyUseIsKnown() throws {
        var used = 0
        _ = try Marks.each(mark: "z_") { statement, marks, seed in
            var sets: [SetDeclaration] = []
            var objects: Set<ObjectName> = []
            var flowtables: Set<String> = []
            statement.walk { part in
                switch part {
                case .lookup(let lookup): if let set = Self.set(for: lookup) { sets.append(set) }
                case .object(let kind?, let name): objects.insert(ObjectName(kind: kind, name: name))
                case .flowtable(let name): flowtables.insert(name)
                case .statement, .verdict, .term, .value, .list, .object: break
                }
            }
            var names = Names()
            let uses = Declarations(TableSource(HostState.of(statement, sets: sets).tables[0], &names))
            used += sets.count
            #expect(Set(uses.sets.names) == Set(sets.map(\.name)), "seed \(seed): \(statement)")
            #expect(Set(uses.objects.names) == objects, "seed \(seed): \(statement)")
            #expect(Set(uses.flowtables.names) == flowtables, "seed \(seed): \(statement)")
        }
        #expect(used > 100)
    }

    /// A set of the types that the lookup asks for.
    private static func set(for lookup: SetLookup) -> SetDeclaration? {
        guard let key = lookup.key else { return nil }
        var set = SetDeclaration(name: lookup.set, key: .typeof([key]))
        switch lookup.role {
        case .membership: break
        case .verdicts: set.data = .verdict
        case .objects(let kind): set.data = .object(kind)
        case .update(let update):
            (set.data, set.flags, set.timeout) = (update.data.map { .values(.typeof([$0])) }, [.dynamic, .timeout], update.timeout)
        case .values(.any), .values(.number): set.data = .values(.types([.integer]))
        case .values(.like(let term)): set.data = .values(.typeof([term]))
        case .values(.address), .values(.addressOrLink): set.data = .values(.types([.ipv4Address]))
        case .values(.addressAndPort): set.data = .values(.types([.ipv4Address, .inetService]))
        case .values(.port): set.data = .values(.types([.inetService]))
        case .values(.link): set.data = .values(.types([.ifindex]))
        }
        return set
    }

    @Test func aRewritingMeetsWhatAWalkMeets() throws {
        _ = try Marks.each(mark: "z_") { statement, _, seed in
            var walked = Parts()
            statement.walk { part in
                switch part {
                case .statement(let statement): walked.statements[statement, default: 0] += 1
                case .term(let term): walked.terms[term, default: 0] += 1
                case .list(let list): walked.lists[list, default: 0] += 1
                case .verdict, .value, .lookup, .object, .flowtable: break
                }
            }
            var met = Parts()
            let same = Rewriting(
                statement: {
                    met.statements[$0, default: 0] += 1
                    return $0
                },
                term: {
                    met.terms[$0, default: 0] += 1
                    return $0
                },
                elements: {
                    met.lists[$0, default: 0] += 1
                    return $0
                }
            ).rewrite(statement)
            #expect(same == statement)
            #expect(met == walked, "seed \(seed): \(statement)")
        }
    }

    private struct Parts: Equatable {
        var statements: [Statement: Int] = [:]
        var terms: [Term: Int] = [:]
        var lists: [ElementList: Int] = [:]
    }
}
