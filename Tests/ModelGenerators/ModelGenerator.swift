import WeirModel

/// Random states of a host, with every case of the model; well-formed, but not necessarily what a kernel would load.
package struct ModelGenerator: Sendable {
    package var random: Seeded
    /// How deeply terms, rules and elements may still nest.
    var depth = 3
    /// Set: every name of a set, chain, object or flowtable is one of its own, as `m/n7`, and so is that of every link, as `m/l8`.
    let mark: String?
    private var marks = 0

    package init(seed: UInt64, marking mark: String? = nil) {
        random = Seeded(seed)
        self.mark = mark
    }

    /// What a fuzzer thinks of.
    package init(bytes: [UInt8]) {
        random = Seeded(bytes: bytes)
        mark = nil
    }

    package mutating func name() -> String {
        marked("n") ?? one(of: Self.names) + (chance(50) ? "\(below(20))" : "")
    }

    mutating func marked(_ letter: String) -> String? {
        guard let mark else { return nil }
        marks += 1
        return "\(mark)\(letter)\(marks)"
    }

    private static let names = ["input", "output", "eth", "web servers", "a", "chain", "Schnittstelle ü", "_0", "accept", "x-y.z"]

    package mutating func state() -> HostState {
        HostState(
            policy: maybe { $0.name() },
            accepted: many(2) { Acceptance($0.name(), on: $0.name(), because: $0.text(), at: $0.location()) }, tables: many(3) { $0.table() }, links: many(2) { $0.link() },
            tests: many(2) { $0.test() }, diagnostics: many(2) { $0.diagnostic() })
    }

    package mutating func test() -> PacketTest {
        PacketTest(
            text(),
            expectations: many(3) {
                PacketTest.Expectation(
                    $0.one(of: [.accepted, .dropped]), replies: $0.maybe { $0.one(of: [.accepted, .dropped]) }, iif: $0.maybe { $0.name() },
                    oif: $0.maybe { $0.name() }, path: $0.maybe { $0.one(PacketTest.Path.self) }, at: $0.location())
            }, matches: table(), at: location())
    }

    package mutating func table() -> Table {
        Table(
            family: one(Family.self), name: name(), flags: Table.Flags(rawValue: chance(50) ? 0 : number()), comment: maybe { $0.text() },
            owner: maybe { $0.name() }, chains: many(3) { $0.chain() }, sets: many(3) { $0.set() }, objects: many(3) { $0.object() },
            flowtables: many(2) { $0.flowtable() }, at: location())
    }

    package mutating func chain() -> Chain {
        Chain(name: name(), base: maybe { $0.base() }, comment: maybe { $0.text() }, rules: many(5) { $0.rule() }, at: location())
    }

    package mutating func base() -> BaseChain {
        BaseChain(
            type: one(ChainType.self), hook: one(Hook.self), priority: Int32(truncatingIfNeeded: number(UInt32.self)),
            policy: maybe { $0.one(of: [.accept, .drop]) }, devices: many(2) { $0.name() }, offload: one(of: Offload.allCases))
    }

    package mutating func rule() -> Rule {
        Rule(many(5) { $0.statement() }, comment: maybe { $0.text() }, at: location())
    }

    package mutating func object() -> StatefulObject {
        StatefulObject(name: name(), definition: definition(), comment: maybe { $0.text() }, at: location())
    }

    package mutating func definition() -> StatefulObject.Definition {
        switch one(DefinitionKind.self) {
        case .counter: .counter(counter())
        case .quota: .quota(quota())
        case .limit: .limit(limit())
        case .secmark: .secmark(context: text())
        case .synproxy: .synproxy(synproxy())
        case .tunnel: .tunnel(tunnel())
        case .ctHelper: .ctHelper(helper: text(), protocol: number(), l3protocol: maybe { $0.one(Family.self) })
        case .ctTimeout:
            .ctTimeout(
                protocol: number(), l3protocol: maybe { $0.one(Family.self) },
                policy: Dictionary(many(4) { ($0.number(UInt32.self), $0.number(UInt32.self)) }, uniquingKeysWith: { first, _ in first }))
        case .ctExpectation:
            .ctExpectation(protocol: number(), l3protocol: maybe { $0.one(Family.self) }, dport: number(), timeout: number(), size: number())
        case .raw: .raw(type: number(), data: bytes())
        }
    }

    package mutating func tunnel() -> TunnelTemplate {
        var tunnel = TunnelTemplate()
        tunnel.keyID = number()
        if chance(50) {
            tunnel.sourceIPv4 = maybe { IPv4Address($0.number()) }
            tunnel.destinationIPv4 = IPv4Address(number())
        } else {
            tunnel.sourceIPv6 = maybe { IPv6Address($0.number()) }
            tunnel.destinationIPv6 = IPv6Address(number())
        }
        tunnel.sourcePort = maybe { $0.number() }
        tunnel.destinationPort = maybe { $0.number() }
        tunnel.tos = maybe { $0.number() }
        tunnel.ttl = maybe { $0.number() }
        tunnel.options = maybe { $0.chance(50) ? [.vxlan(gbp: $0.number())] : [.erspan(version: 1, index: $0.number())] }
        return tunnel
    }

    package mutating func flowtable() -> Flowtable {
        Flowtable(
            name: name(), priority: Int32(truncatingIfNeeded: number(UInt32.self)), devices: many(3) { $0.name() }, offload: one(of: Offload.allCases),
            counter: chance(50), at: location())
    }

    package mutating func diagnostic() -> Diagnostic {
        Diagnostic(
            one(Diagnostic.Severity.self), id: one(Diagnostic.ID.self), text(), help: maybe { $0.text() }, source: maybe { $0.text() }, subject: maybe { Subject(.unknown, $0.text()) },
            at: location())
    }

    package mutating func location() -> SourceLocation? {
        maybe {
            SourceLocation(
                file: $0.one(of: ["policy.swift", "/srv/policies/edge.swift", "a:b:1:2.swift", "", "ü/x.swift"]), line: $0.below(1000),
                column: $0.chance(10) ? -1 : $0.below(200))
        }
    }

    package mutating func bytes() -> [UInt8] { many(20) { $0.number(UInt8.self) } }

    package mutating func link() -> LinkConfiguration {
        LinkConfiguration(
            name(), qdiscs: many(2) { Qdisc(RawOptions(kind: "foreign", payload: $0.maybe { $0.bytes() }), parent: .root, at: $0.location()) },
            filters: many(2) {
                Filter(
                    RawOptions(kind: "strange", payload: $0.maybe { $0.bytes() }), on: .block($0.number()), chain: $0.number(),
                    priority: $0.maybe { $0.number() }, actions: $0.many(2) { Action(RawOptions(kind: "act", payload: $0.bytes()), .goto(chain: 7)) })
            },
            facts: maybe { LinkDefaults(mtu: $0.number(), transmitQueueLength: $0.number(), transmitQueues: $0.number()) }, at: location())
    }

    /// What nests goes one level deeper; at the bottom the other is made.
    mutating func deeper<Part>(_ make: (inout ModelGenerator) -> Part, atBottom bottom: (inout ModelGenerator) -> Part) -> Part {
        guard depth > 0 else { return bottom(&self) }
        depth -= 1
        defer { depth += 1 }
        return make(&self)
    }
}
