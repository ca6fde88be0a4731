import CHost
import Glibc
import Netfilter
import Tags
import Testing
import WeirModel

@testable import Nftables

/// Against the kernel, each in a network namespace of its own; stock nft loads, changes and judges.
@Suite(.tags(.kernel), .enabled(if: Kernel.hasNft, Kernel.needs)) struct SessionTests {
    /// A ruleset that nft loaded, read by Weir, emptied, and sent again by Weir, looks to nft as it did before.
    @Test(arguments: rulesets) func rulesetComesBack(_ name: String) throws {
        let script = try TestFile.text("Rulesets/" + name)
        try inNamespace {
            for device in ["weir0", "weir1"] { try shell("ip link add \(device) type dummy || ip link add \(device) type ifb") }
            let loaded = try shell("nft -f -", input: script)
            if loaded.status != 0, let feature = Self.missingFeature(name, loaded.output) {
                print("skipped \(name): this kernel has no \(feature)")
                return
            }
            #expect(loaded.status == 0, "\(loaded.output)")
            let before = try listing()
            let session = try NftablesSession()
            let snapshot = try session.snapshot()
            #expect(snapshot.tables.flatMap { $0.chains.flatMap { $0.rules.flatMap(\.expressions) } }.allSatisfy { !$0.isRaw })
            try shell("nft flush ruleset")
            let result = try session.commit(snapshot.tables.flatMap(\.operations), generation: session.generation())
            guard case .committed = result else {
                Issue.record("\(result)")
                return
            }
            let after = try listing()
            for (sent, back) in zip(before.split(separator: "\n"), after.split(separator: "\n")) where sent != back {
                Issue.record("\(name): `\(sent)` came back as `\(back)`")
                break
            }
            #expect(before.count == after.count)
            #expect(try session.snapshot().tables.map(\.withoutHandles) == snapshot.tables.map(\.withoutHandles))
        }
    }

    static let rulesets: [String] = (try? TestFile.names(in: "Rulesets")) ?? []
    @Test func thereAreRulesets() { #expect(Self.rulesets.count >= 8) }

    private static func missingFeature(_ name: String, _ output: String) -> String? {
        guard output.contains("No such file or directory") || output.contains("not supported") else { return nil }
        return ["flowtable.nft": "NF_FLOW_TABLE", "queue.nft": "NFT_QUEUE"][name]
    }

    @Test func aStaleGenerationIsNotApplied() throws {
        try inNamespace {
            let session = try NftablesSession()
            let generation = try session.generation()
            let operations = [Netfilter.Operation(.addTable(flags: [], userdata: []), family: .inet, table: "w")]
            // Between the session's own look and the kernel's: the batch itself has the generation.
            try load("table ip other {}")
            let sent = try session.send(operations, generation: generation)
            guard case .stale = sent else {
                Issue.record("\(sent)")
                return
            }
            guard case .stale = try session.commit(operations, generation: generation) else {
                Issue.record("not stale")
                return
            }
            #expect(try session.snapshot().tables.map(\.name) == ["other"])
            let now = try session.generation()
            guard case .committed(let after) = try session.commit(operations, generation: now) else {
                Issue.record("not committed")
                return
            }
            #expect(after == now + 1)
            #expect(try session.generation() == after)
        }
    }

    /// Every kind of operation as the first of a batch, since the first message carries the echo that proves the commit.
    @Test func everyFirstOperationIsProven() throws {
        try inNamespace {
            let session = try NftablesSession()
            let set = SetSpecification(flags: 0, keyType: 7, keyLength: 4, userdata: [0, 4, 2, 0, 0, 0])
            let elements = Samples.addresses(3000)
            let rule = CompiledRule(expressions: [.counter(bytes: 0, packets: 0)])
            let steps: [Netfilter.Operation.Action] = [
                .addTable(flags: [], userdata: []), .addTable(flags: [], userdata: []), .addChain(CompiledChain(name: "c")),
                .addRule(rule, chain: "c", .append), .addRule(rule, chain: "c", .prepend), .flushChain("c"),
                .addRule(rule, chain: "c", .append),
                .addSet(name: "s", set), .addElements(set: "s", elements), .deleteElements(set: "s", SetElements(elements.prefix(2000))),
                .flushSet("s"), .deleteSet("s"), .addObject(CompiledObject(name: "o", definition: .counter(Counter()))),
                .deleteObject(name: "o", .counter), .deleteChain("c"), .deleteTable,
            ]
            for step in steps {
                let operation = Netfilter.Operation(step, family: .inet, table: "w")
                let result = try session.commit([operation], generation: session.generation())
                guard case .committed = result else {
                    Issue.record("\(operation.summary): \(result)")
                    return
                }
            }
            #expect(try session.snapshot().tables.isEmpty)
        }
    }

    @Test func anonymousChainsAreMadeWithTheirRule() throws {
        try inNamespace {
            let session = try NftablesSession()
            let inner = AnonymousChain(rules: [CompiledRule(expressions: [.counter(bytes: 0, packets: 0), .verdict(.init(code: 1))])])
            let rule = CompiledRule(expressions: [.meta(key: 16, register: 1), .verdict(.init(code: -3, chain: .anonymous(inner)))])
            let result = try session.commit(
                [
                    .init(.addTable(flags: [], userdata: []), family: .inet, table: "w"),
                    .init(.addChain(CompiledChain(name: "c")), family: .inet, table: "w"),
                    .init(.addRule(rule, chain: "c", .append), family: .inet, table: "w"),
                ], generation: nil)
            guard case .committed = result else {
                Issue.record("\(result)")
                return
            }
            #expect(try session.snapshot().tables.first?.chains.map(\.rules) == [[rule]])
        }
    }

    @Test func aSnapshotIsOfOneGeneration() throws {
        try inNamespace {
            let session = try NftablesSession()
            try load("table ip t { chain a { }; chain b { }; }")
            let done = Flag()
            let wait = onThread {
                // Each transaction leaves as many rules in one chain as in the other.
                var count = 0
                while !done.isSet, count < 4000 {
                    count += 1
                    let script =
                        count % 50 == 0 ? "flush chain ip t a; flush chain ip t b" : "add rule ip t a counter; add rule ip t b counter"
                    _ = try? shell("nft '\(script)'")
                }
            }
            var seen: Set<UInt32> = []
            for _ in 0..<60 {
                do {
                    let snapshot = try session.snapshot()
                    seen.insert(snapshot.generation)
                    let counts = snapshot.tables.first?.chains.map(\.rules.count) ?? []
                    #expect(counts.count == 2 && counts[0] == counts[1], "\(counts)")
                } catch let error as NftablesError {
                    #expect(error.kind == .changing)
                }
            }
            done.set()
            wait()
            #expect(!seen.isEmpty)
        }
    }
}

private final class Flag: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var value = false
    init() { pthread_mutex_init(lock, nil) }
    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }
    var isSet: Bool {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return value
    }
    func set() {
        pthread_mutex_lock(lock)
        value = true
        pthread_mutex_unlock(lock)
    }
}

extension Expression {
    fileprivate var isRaw: Bool { if case .raw = self { true } else { false } }
}

extension CompiledTable {
    /// What makes the table anew.
    var operations: [Netfilter.Operation] {
        var actions: [Netfilter.Operation.Action] = [.addTable(flags: flags, userdata: userdata)]
        actions += objects.map { .addObject($0) } + flowtables.map { .addFlowtable($0) } + chains.map { .addChain($0) }
        actions += sets.map { .addSet(name: $0.name, $0.specification) }
        actions += sets.filter { !$0.elements.isEmpty }.map { .addElements(set: $0.name, $0.elements) }
        actions += chains.flatMap { chain in chain.rules.map { .addRule($0, chain: chain.name, .append) } }
        return actions.map { Netfilter.Operation($0, family: family, table: name) }
    }

    /// Without what the kernel chooses, and in one order of elements.
    var withoutHandles: CompiledTable {
        var table = self
        table.handle = nil
        for index in table.chains.indices {
            table.chains[index].handle = nil
            table.chains[index].ruleHandles = []
        }
        for index in table.sets.indices {
            table.sets[index].handle = nil
            let elements = table.sets[index].elements.map { element in
                var element = element
                element.expiration = nil
                return element
            }
            table.sets[index].elements = SetElements(
                AnonymousSet(specification: table.sets[index].specification, elements: elements).canonical.elements)
        }
        for index in table.objects.indices { table.objects[index].handle = nil }
        return table
    }
}
