import Tags
import Testing
import WeirModel

@testable import Weir

@Suite(.tags(.pure)) struct ModelTests {
    @Test func bitmasksHaveFourSpellings() {
        func match(_ statement: Statement) -> WeirModel.Statement? { model(Rule(statement)).rules.first?.statements.first }
        let flags = Term.field(.header(.tcpFlags))
        func bits(_ number: UInt128) -> Value { .number(number, .tcpFlag) }
        #expect(match(tcp.flags == [.syn, .ack]) == .match(flags, .equal, .set([Element(.values([bits(2)])), Element(.values([bits(16)]))])))
        #expect(match(tcp.flags.hasAny(.syn, .ack)) == .match(flags, .anyOf, .flags([bits(2), bits(16)])))
        #expect(match(tcp.flags == .syn) == .match(flags, .equal, .value(bits(2))))
        #expect(match(tcp.flags & [.syn, .ack] == .syn) == .match(.binary(.and, flags, .value(bits(18))), .equal, .value(bits(2))))
    }

    @Test func oneRuleAFamily() {
        let office = AddressSet("office", ["198.51.100.0/24", "2001:db8:17::/48"])
        let inet = model(Rule(tcp.dport == 22, source == office, .accept))
        #expect(inet.diagnostics.isEmpty)
        #expect(
            inet.rules.map { $0.statements[1] } == [
                .match(.field(.header(.ipSaddr)), .equal, .namedSet("office4")), .match(.field(.header(.ip6Saddr)), .equal, .namedSet("office6")),
            ])
        #expect(inet.table.sets.map(\.name) == ["office4", "office6"])
        #expect(inet.table.sets.map(\.elements.count) == [1, 1])
        #expect(inet.table.sets.allSatisfy { $0.flags == .interval })

        let ip = model(Rule(source == office), in: .ip)
        #expect(ip.rules.count == 1)
        #expect(ip.table.sets.map(\.name) == ["office4"])
        #expect(model(Rule(destination == ["10.0.0.1"])).rules.count == 1)
        #expect(model(Rule(Weir.ip6.saddr == office)).table.sets.map(\.name) == ["office6"])
    }

    @Test func setsAreWhatTheirUseNeeds() {
        let banned = NamedSet<Address>("banned")
        let table = state {
            Table("t", .inet) {
                Chain("c") {
                    Rule(ip.saddr == banned, .drop)
                    Rule(.update(ip.saddr, in: banned, timeout: .minutes(1)))
                    Rule(tcp.dport == NamedSet("ports", [22, 8000...8010]))
                    Rule(ip6.version == NamedSet("versions", [6]))
                    Rule(.snat(to: ip.saddr.map(NamedMap("sources", ["10.0.0.1": "192.0.2.1-192.0.2.9"]))))
                }
            }
        }.tables[0]
        #expect(table.sets.map(\.name) == ["banned", "ports", "versions", "sources"])
        #expect(table.sets[0].flags == [.dynamic, .timeout])
        #expect(table.sets[0].key == .types([.ipv4Address]))
        #expect(table.sets[1].flags == .interval)
        #expect(table.sets[2].key == .typeof([.field(.header(.ip6Version))]))
        #expect(table.sets[3].data == .intervals(.types([.ipv4Address])))
    }

    @Test func declarationsWithAllTheyCanSay() {
        let table = state {
            Table("t", .inet, flags: .dormant, comment: "asleep") {
                NamedSet(
                    "s", type: .concat(.ipv4Address, .inetService), flags: .constant, timeout: .hours(1), gcInterval: .seconds(10), size: 100,
                    policy: .memory, comment: "pairs", each: [.counter], [.element(.of("10.0.0.1", 22), timeout: .minutes(5), comment: "noc")])
                NamedSet("m", type: .typeof(meta.mark), autoMerge: true, [1...5, 7])
                NamedMap("o", type: .inetService, [22: Counter("ssh")])
                Counter("ssh", comment: "logins")
                Flowtable("fast", priority: -5, devices: ["eth0", "eth1"], offload: .required, counter: true)
                Chain("c", .filter(.input, priority: .filter - 5), policy: .drop, comment: "in")
                Chain("w", .filter(.ingress, devices: ["eth0"], offload: .required))
            }
        }
        #expect(table.diagnostics.isEmpty)
        let model = table.tables[0]
        #expect(model.flags == .dormant && model.comment == "asleep")
        let pairs = model.sets[0]
        #expect(pairs.flags == [.constant, .timeout] && pairs.timeout == 3_600_000 && pairs.gcInterval == 10_000 && pairs.size == 100)
        #expect(pairs.policy == .memory && pairs.comment == "pairs" && pairs.statements == [.counter(WeirModel.Counter())])
        #expect(pairs.elements[0].timeout == 300_000 && pairs.elements[0].comment == "noc")
        #expect(model.sets[1].autoMerge && model.sets[1].key == .typeof([.field(.meta(.mark))]))
        #expect(model.sets[2].data == .object(.counter) && model.sets[2].elements[0].data == .object("ssh"))
        #expect(model.objects.map(\.comment) == ["logins"])
        #expect(model.flowtables[0].devices == ["eth0", "eth1"] && model.flowtables[0].priority == -5)
        #expect(model.chains[0].base?.priority == -5 && model.chains[0].base?.policy == .drop)
        #expect(model.chains[1].base?.devices == ["eth0"] && model.chains[1].base?.offload == .required)
    }

    @Test func longConcatenationsNest() {
        let six = concat(concat(ip.saddr, ip.daddr, meta.l4proto, tcp.sport, tcp.dport), meta.mark)
        let result = model(Rule(six == [.of(.of("10.0.0.1", "10.0.0.2", .tcp, 1, 2), 3)]))
        #expect(result.diagnostics.isEmpty)
        guard case .match(.concatenation(let terms), _, .set(let elements))? = result.rules.first?.statements.first else {
            Issue.record("no match")
            return
        }
        #expect(terms.count == 6)
        guard case .values(let values)? = elements.first?.key else { return }
        #expect(values.count == 6)
    }

    @Test func extensionHeadersCanBeSet() {
        #expect(model(Rule(frag.id.set(33))).rules[0].statements == [.set(.extensionHeader(.fragId), to: .value(.number(33, .integer)))])
        #expect(model(Rule(.last, .raw("inner", [1]))).rules[0].statements == [.last(since: nil), .raw(RawExpression(name: "inner", data: [1]))])
        #expect(
            model(Rule(.raw("lookup", [1], set: [2], elements: [[3], [4, 5]]))).rules[0].statements
                == [.raw(RawExpression(name: "lookup", data: [1], set: RawSet(attributes: [2], elements: [[3], [4, 5]])))])
    }

    @Test func loopsAndConditions() {
        let isBusy = true
        let rules = state {
            Table("t", .inet) {
                for number in 0..<3 {
                    Chain("c\(number)") {
                        if isBusy { Rule(.limit(1, per: .second), .accept) }
                        for port in [Port(22), 80] { Rule(tcp.dport == port, ip.saddr == "10.0.\(number).0/24", .counter("p\(number)")) }
                    }
                }
            }
        }
        #expect(rules.diagnostics.isEmpty)
        #expect(rules.tables[0].chains.map(\.rules.count) == [3, 3, 3])
        #expect(rules.tables[0].objects.map(\.name) == ["p0", "p1", "p2"])
    }
}
