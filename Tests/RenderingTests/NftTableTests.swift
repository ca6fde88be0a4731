import Rendering
import Tags
import Testing
import WeirModel

/// Whole tables, as stock nft loads and lists them.
@Suite("nft text: tables", .tags(.pure)) struct NftTableTests {
    private static func v4(_ text: String) -> Value { (try? DataType.ipv4Address.parse(text)) ?? .text(text, .string) }
    private static func port(_ number: UInt128) -> Value { .number(number, .inetService) }

    static var table: Table {
        let saddr = Term.field(.header(.ipSaddr))
        let dport = Term.field(.header(.tcpDport))
        return Table(
            family: .inet, name: "filter", comment: "the host's own",
            chains: [
                Chain(
                    name: "input", base: BaseChain(type: .filter, hook: .input, priority: 5, policy: .drop), comment: "what comes in",
                    rules: [
                        Rule([
                            .match(.field(.ct(.state, direction: nil)), .anyOf, .flags([.number(2, .ctState), .number(4, .ctState)])),
                            .verdict(.accept),
                        ]),
                        Rule(
                            [.match(saddr, .equal, .namedSet("office")), .verdictMap(key: dport, .named("services"))], comment: "by service"
                        ),
                        Rule([.object(.counter, .named("rest")), .verdict(.jump(.named("other")))]),
                    ]),
                Chain(
                    name: "other", rules: [Rule([.limit(Limit(rate: 10, per: 1, burst: 5)), .log(Log(prefix: "other: ", level: .info))])]),
                Chain(name: "early", base: BaseChain(type: .filter, hook: .ingress, priority: -500, devices: ["lo"])),
            ],
            sets: [
                SetDeclaration(
                    name: "office", key: .types([.ipv4Address]), flags: .interval, autoMerge: true, comment: "branch offices",
                    elements: [
                        Element(.ranges(lower: [v4("10.0.0.0")], upper: [v4("10.0.255.255")])),
                        Element(.ranges(lower: [v4("192.0.2.1")], upper: [v4("192.0.2.9")])),
                        Element(.values([v4("198.51.100.7")])),
                    ]),
                SetDeclaration(
                    name: "services", key: .types([.inetService]), data: .verdict,
                    elements: [
                        Element(.values([port(22)]), data: .verdict(.accept)),
                        Element(.values([port(25)]), data: .verdict(.goto(.named("other")))),
                    ]),
                SetDeclaration(
                    name: "seen", key: .typeof([saddr, dport]), flags: [.timeout, .dynamic], timeout: 3_600_000, gcInterval: 10_000,
                    size: 4096,
                    statements: [.counter(Counter())],
                    elements: [
                        Element(
                            .values([v4("10.1.1.1"), port(80)]), timeout: 7_200_000, comment: "slow", statements: [.counter(Counter())])
                    ]),
                SetDeclaration(name: "marks", key: .types([.ipv4Address]), data: .values(.types([.mark])), policy: .memory),
                SetDeclaration(
                    name: "bytes", key: .types([.ipv4Address]), data: .object(.counter),
                    elements: [Element(.values([v4("10.1.1.1")]), data: .object("rest"))]),
            ],
            objects: [
                StatefulObject(name: "rest", definition: .counter(Counter(packets: 1, bytes: 2)), comment: "the rest"),
                StatefulObject(name: "monthly", definition: .quota(Quota(bytes: 1_048_576, over: true))),
                StatefulObject(name: "slow", definition: .limit(Limit(rate: 5, per: 3600, burst: 9))),
            ])
    }

    private let text = """
        table inet filter {
            comment "the host's own"

            counter rest {
                comment "the rest"
                packets 1 bytes 2
            }

            quota monthly {
                over 1048576 bytes
            }

            limit slow {
                rate 5/hour burst 9 packets
            }

            set office {
                type ipv4_addr
                flags interval
                auto-merge
                comment "branch offices"
                elements = {
                    10.0.0.0/16,
                    192.0.2.1-192.0.2.9,
                    198.51.100.7,
                }
            }

            map services {
                type inet_service : verdict
                elements = {
                    22 : accept,
                    25 : goto other,
                }
            }

            set seen {
                typeof ip saddr . tcp dport
                size 4096
                flags dynamic,timeout
                timeout 1h
                gc-interval 10s
                counter
                elements = {
                    10.1.1.1 . 80 counter timeout 2h comment "slow",
                }
            }

            map marks {
                type ipv4_addr : mark
                policy memory
            }

            map bytes {
                type ipv4_addr : counter
                elements = {
                    10.1.1.1 : "rest",
                }
            }

            chain input {
                comment "what comes in"
                type filter hook input priority filter + 5; policy drop;
                ct state established,related accept
                ip saddr @office tcp dport vmap @services comment "by service"
                counter name "rest" jump other
            }

            chain other {
                limit rate 10/second burst 5 packets log prefix "other: " level info
            }

            chain early {
                type filter hook ingress device "lo" priority -500;
            }
        }

        """

    @Test func blocks() throws { #expect(try NftRenderer.block(for: Self.table) == text) }

    @Test func meters() throws {
        let meter = SetDeclaration(
            name: "m", key: .types([.ipv4Address]), flags: [.dynamic, .init(rawValue: 1)], size: 128)
        let rule = Rule([.update(SetUpdate(.add, set: "m", key: .field(.header(.ipSaddr)), statements: [.counter(Counter())]))])
        let text = try NftRenderer.block(for: Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: [rule])], sets: [meter]))
        #expect(!text.contains("set m"))
        #expect(text.contains("meter m size 128 { ip saddr counter }"))
    }

    @Test func oneLiners() {
        #expect(
            NftRenderer.line(for: Self.table.chains[0], family: .inet)
                == "chain input { comment \"what comes in\"; type filter hook input priority filter + 5; policy drop; }")
        #expect(NftRenderer.line(for: Self.table.chains[1], family: .inet) == "chain other { }")
        #expect(
            NftRenderer.line(for: Self.table.sets[0], family: .inet)
                == "set office { type ipv4_addr; flags interval; auto-merge; comment \"branch offices\"; }")
        #expect(NftRenderer.line(for: Self.table.objects[0], family: .inet) == "counter rest { comment \"the rest\"; packets 1 bytes 2; }")
        #expect(NftRenderer.line(for: Self.table.sets[2].elements[0], family: .inet) == "10.1.1.1 . 80 counter timeout 2h comment \"slow\"")
        #expect(
            NftRenderer.line(for: Flowtable(name: "f", priority: 0, devices: ["a", "b"]), family: .inet)
                == "flowtable f { hook ingress priority 0; devices = { \"a\", \"b\" }; }")
    }
}
