import Rendering
import StockNft
import Testing
import WeirModel

/// Whole tables, as stock nft loads and lists them.
@Suite("nft text: tables")
struct NftTableTests {
    private func v4(_ text: String) -> Value { (try? DataType.ipv4Address.parse(text)) ?? .text(text, .string) }
    private func port(_ number: UInt128) -> Value { .number(number, .inetService) }

    private var table: Table {
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

    @Test func blocks() throws { #expect(try NftRenderer.block(for: table) == text) }

    /// What nft lists after it has loaded our text is what we meant, in nft's own words.
    @Test(
        .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"),
        .enabled(if: StockNft.hasNamespaces, "no network namespace can be made")) func nftLists() throws
    {
        let script = try NftRenderer.script(for: HostState(tables: [table]))
        let output = try StockNft.load(script)
        #expect(output.status == 0, "\(output.text)")
        let words = output.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for expected in [
            "comment \"the host's own\"", "counter rest { comment \"the rest\" packets 1 bytes 2 }", "quota monthly { over 1 mbytes }",
            "limit slow { rate 5/hour burst 9 packets }",
            "set office { type ipv4_addr flags interval auto-merge comment \"branch offices\" elements = { 10.0.0.0/16, 192.0.2.1-192.0.2.9, 198.51.100.7 } }",
            "map services { type inet_service : verdict elements = { 22 : accept, 25 : goto other } }",
            "set seen { typeof ip saddr . tcp dport size 4096 flags dynamic,timeout counter timeout 1h gc-interval 10s",
            "10.1.1.1 . 80 counter packets 0 bytes 0 timeout 2h expires", "comment \"slow\" }",
            "map marks { type ipv4_addr : mark policy memory }",
            "map bytes { type ipv4_addr : counter elements = { 10.1.1.1 : \"rest\" } }",
            "chain input { comment \"what comes in\" type filter hook input priority filter + 5; policy drop;",
            "ct state established,related accept ip saddr @office tcp dport vmap @services comment \"by service\" counter name \"rest\" jump other }",
            "limit rate 10/second log prefix \"other: \" level info",
            "chain early { type filter hook ingress device \"lo\" priority -500; policy accept; }",
        ] {
            #expect(words.contains(expected), "\(expected)\nnot in\n\(output.text)")
        }
    }

    /// Conntrack's objects and flowtables, which not every kernel has: nft at least reads them.
    @Test(
        .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"),
        .enabled(if: StockNft.hasNamespaces, "no network namespace can be made"),
        arguments: [
            StatefulObject(name: "ftp", definition: .ctHelper(helper: "ftp", protocol: 6, l3protocol: .ip), comment: "old"),
            StatefulObject(name: "long", definition: .ctTimeout(protocol: 6, l3protocol: .ip6, policy: [3: 100, 8: 5])),
            StatefulObject(name: "short", definition: .ctTimeout(protocol: 17, l3protocol: nil, policy: [1: 10, 2: 20])),
            StatefulObject(
                name: "expect", definition: .ctExpectation(protocol: 6, l3protocol: .ip, dport: 9876, timeout: 120_000, size: 12)),
            StatefulObject(name: "ssh", definition: .secmark(context: "system_u:object_r:ssh_server_packet_t:s0")),
            StatefulObject(name: "syn", definition: .synproxy(Synproxy(mss: 1460, wscale: 7, timestamp: true, sackPermitted: true))),
        ]) func objects(_ object: StatefulObject) throws
    {
        let text = try NftRenderer.block(for: Table(family: .inet, name: "t", objects: [object]))
        let output = try StockNft.runInNamespace(["-c", "-f", "-"], input: text)
        #expect(!output.text.contains("syntax error") && !output.text.contains("unexpected"), "\(text)\n\(output.text)")
        let isKernels = ["No such file or directory", "Operation not supported", "Could not process rule"].contains {
            output.text.contains($0)
        }
        #expect(output.status == 0 || isKernels, "\(text)\n\(output.text)")
    }

    @Test(
        .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"),
        .enabled(if: StockNft.hasNamespaces, "no network namespace can be made")) func flowtables() throws
    {
        let flowtable = Flowtable(name: "f", priority: -5, devices: ["lo"], counter: true)
        let table = Table(
            family: .inet, name: "t", flags: .dormant, chains: [Chain(name: "c", rules: [Rule([.flowAdd(flowtable: "f")])])],
            flowtables: [flowtable])
        let text = try NftRenderer.block(for: table)
        #expect(text.contains("flags dormant"))
        let output = try StockNft.runInNamespace(["-c", "-f", "-"], input: text)
        #expect(!output.text.contains("syntax error"), "\(text)\n\(output.text)")
    }

    @Test(
        .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"),
        .enabled(if: StockNft.hasNamespaces, "no network namespace can be made")) func names() throws
    {
        for name in ["ip", "udp", "fullcone", "update", "input", "nat", "state", "a.b/c-d", "_x", "9lives", "ten x", ""] {
            let text = try? NftRenderer.block(for: Table(family: .inet, name: "t", chains: [Chain(name: name)]))
            let output = try StockNft.runInNamespace(["-c", "-f", "-"], input: "table inet t { chain \(name) { }\n}\n")
            let isKernels = output.text.contains("Protocol error")
            #expect((text != nil) == (output.status == 0 || isKernels), "\(name): \(output.text)")
        }
    }

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
            NftRenderer.line(for: table.chains[0], family: .inet)
                == "chain input { comment \"what comes in\"; type filter hook input priority filter + 5; policy drop; }")
        #expect(NftRenderer.line(for: table.chains[1], family: .inet) == "chain other { }")
        #expect(
            NftRenderer.line(for: table.sets[0], family: .inet)
                == "set office { type ipv4_addr; flags interval; auto-merge; comment \"branch offices\"; }")
        #expect(NftRenderer.line(for: table.objects[0], family: .inet) == "counter rest { comment \"the rest\"; packets 1 bytes 2; }")
        #expect(NftRenderer.line(for: table.sets[2].elements[0], family: .inet) == "10.1.1.1 . 80 counter timeout 2h comment \"slow\"")
        #expect(
            NftRenderer.line(for: Flowtable(name: "f", priority: 0, devices: ["a", "b"]), family: .inet)
                == "flowtable f { hook ingress priority 0; devices = { \"a\", \"b\" }; }")
    }
}
