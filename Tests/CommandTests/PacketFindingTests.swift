import Tags
import Testing

/// Findings that say what packets do, beside what packets do.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.isRoot, "no network namespaces with nf_tables here"))
struct PacketFindingTests {
    /// Commands of the scripts: `far` runs in another namespace, at the other end of a link; `packets NAME` is what a counter has.
    static let commands = """
        unshare -n sleep 300 & far=$!
        trap 'kill $far' EXIT
        until [ "$(readlink /proc/$far/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
        far() { nsenter -t $far -n "$@"; }
        ip link add near0 type veth peer name far0 netns $far
        far ip link set lo up
        ip address add 10.9.0.1/24 dev near0; ip -6 address add fd09::1/64 dev near0 nodad
        far ip address add 10.9.0.2/24 dev far0; far ip -6 address add fd09::2/64 dev far0 nodad
        ip link set near0 up; far ip link set far0 up
        packets() { nft list counters | grep -A 1 "counter $1 {" | grep -o 'packets [0-9]*' | cut -d ' ' -f 2; }
        udp() { echo x 2> /dev/null > /dev/udp/$1/$2 || true; }

        """

    static func policy(_ tables: String) -> String { "import Weir\nPolicy(\"p\") {\n\(tables)\n}\n" }

    /// Without an interface its name is empty and its index 0, and it has neither type nor group.
    @Test func anInterfaceThatThePacketLacks() throws {
        let rules = """
            Table("f", .inet) {
                Chain("o", .filter(.output)) {
                    Rule(meta.iifname == "eth0", .counter("equal"))
                    Rule(meta.iifname != "eth0", .counter("other"))
                    Rule(meta.iif != "lo", .counter("number"))
                    Rule(meta.iifname != ["lo", "eth0"], .counter("names"))
                    Rule(meta.iifgroup != 7, .counter("group"))
                }
                Chain("i", .filter(.input)) { Rule(meta.oifname != "eth0", .counter("input")) }
            }
            """
        let result = try laboratory(
            ["policy.swift": Self.policy(rules)],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep no-interface | grep -oE 'swift:[0-9]+|hook .*no-interface' | sed 's/ .no-interface//' | paste - -
                $weir apply policy.swift > /dev/null
                udp 127.0.0.1 9
                for name in equal other number names group input; do [ $(packets $name) = 0 ] && echo $name none || echo $name some; done
                """)
        #expect(
            result.output == """
                swift:5	hook output: the rule matches nothing
                swift:6	hook output: `!=` matches every packet
                swift:7	hook output: `!=` matches every packet
                swift:8	hook output: `!=` matches every packet
                swift:9	hook output: the rule matches nothing
                swift:11	hook input: `!=` matches every packet
                equal none
                other some
                number some
                names some
                group none
                input some

                """, "\(result.output)")
    }

    /// Each with a rule behind it, which counts what gets there of a datagram to ::1 and one to 127.0.0.1.
    @Test(arguments: [
        (#"Rule(ip.dscp.set(.cs1), .accept)"#, "13", false), (#"Rule(.counter, .accept)"#, "13", true), (#"Rule(.log(prefix: "x"), .reject)"#, "13", true),
        (#"Rule(.reject(with: .icmp(.portUnreachable)))"#, "13", false), (#"Rule(.jump("takes"))"#, "13", true), (#"Rule(.jump("returns"))"#, "13", false),
        (#"Rule(udp.dport == 13, .accept)"#, "13", true), (#"Rule(udp.dport == 13, .limit(1, per: .day, burst: 1), .drop)"#, "13", false),
        (#"Rule(udp.dport == 13, meta.mark.set(1), .jump("takes"))"#, "13", true), (#"Rule(udp.dport == 14, .accept)"#, "13", false),
    ])
    func aRuleBehindOneThatTakesAll(_ rule: String, _ port: String, _ isHidden: Bool) throws {
        let tables = """
            Table("f", .inet) {
                Chain("o", .filter(.output)) {
                    \(rule)
                    Rule(udp.dport == \(port), .counter("behind"), .accept)
                }
                Chain("takes") { Rule(udp.dport == 99, .drop); Rule(.drop) }
                Chain("returns") { Rule(udp.dport == 13, .return); Rule(.drop) }
            }
            """
        let result = try laboratory(
            ["policy.swift": Self.policy(tables)],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep -c 'no packet is left for rule 2 of chain `o`' || true
                $weir apply policy.swift > /dev/null
                for i in 1 2; do udp 127.0.0.1 13; udp ::1 13; done
                [ $(packets behind) = 0 ] && echo none || echo some
                """)
        #expect(result.output == (isHidden ? "1\nnone\n" : "0\nsome\n"), "\(rule)\n\(result.output)")
    }

    /// A packet from the wire has no connection before priority -200, and `notrack` is late after it.
    @Test func theSidesOfConnectionTracking() throws {
        let tables = """
            Table("f", .ip) {
                Chain("raw", .filter(.prerouting, priority: .raw)) {
                    Rule(ct.state.hasAny(.invalid), .counter("invalid"))
                    Rule(ct.mark == 0, .counter("mark"))
                }
                Chain("late", .filter(.prerouting)) { Rule(udp.dport == 9, .notrack) }
                Chain("i", .filter(.input)) {
                    Rule(ct.state.hasAny(.untracked), .counter("untracked"))
                    Rule(ct.state.hasAny(.new), .counter("new"))
                }
            }
            """
        let fine = """
            Table("f", .ip) { Chain("raw", .filter(.prerouting, priority: .raw)) { Rule(udp.dport == 9, .notrack); Rule(ct.state.hasAny(.untracked), .counter) } }
            """
        let result = try laboratory(
            ["policy.swift": Self.policy(tables), "fine.swift": Self.policy(fine)],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep -E 'conntrack-order' | cut -d ' ' -f 2-
                $weir check fine.swift 2>&1 | grep -c conntrack-order || true
                $weir apply policy.swift > /dev/null
                far bash -c 'echo x > /dev/udp/10.9.0.1/9'; sleep 0.2
                for name in invalid mark untracked new; do echo $name $(packets $name); done
                """)
        #expect(
            result.output == """
                warning: connection tracking has not seen the packet yet: `ct state` is `invalid` for each that comes in [conntrack-order]
                warning: connection tracking has not seen the packet yet: `ct mark` matches nothing [conntrack-order]
                warning: `notrack` does nothing here: connection tracking has seen the packet already [conntrack-order]
                0
                invalid 1
                mark 0
                untracked 0
                new 1

                """, "\(result.output)")
    }

    /// The ingress hook comes before connection tracking.
    @Test func notrackAtIngressIsInTime() throws {
        let tables = """
            Table("early", .netdev) { Chain("in", .filter(.ingress, devices: ["near0"])) { Rule(udp.dport == 9, .notrack) } }
            Table("f", .inet) {
                Chain("i", .filter(.input)) {
                    Rule(udp.dport == 9, ct.state == .untracked, .counter("untracked"))
                    Rule(udp.dport == 9, ct.state == .new, .counter("new"))
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": Self.policy(tables)],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep -c conntrack-order || true
                $weir apply policy.swift > /dev/null
                far bash -c 'echo x > /dev/udp/10.9.0.1/9'; sleep 0.2
                for name in untracked new; do echo $name $(packets $name); done
                """)
        #expect(result.output == "0\nuntracked 1\nnew 0\n", "\(result.output)")
    }

    /// Chains that nothing calls, rules that only match, and sets that no rule uses: packets go on as if they were not there.
    @Test func whatNothingUsesMeetsNoPacket() throws {
        let tables = """
            let spare = NamedSet<Port>("spare", type: .inetService, [9])
            Policy("p") {
                Table("f", .ip) {
                    spare
                    Chain("o", .filter(.output)) { Rule(udp.dport == 9); Rule(udp.dport == 9, .counter("passed")) }
                    Chain("later", .filter(.output, priority: 10)) { Rule(udp.dport == 9, .jump("called")) }
                    Chain("called") { Rule(.counter("called")) }
                    Chain("free") { Rule(.counter("free")); Rule(.jump("freed")) }
                    Chain("freed") { Rule(.counter("freed")) }
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": "import Weir\n" + tables],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep -oE '(`ip f [a-z]*`|rule|set `spare`).*\\[.*'
                $weir apply policy.swift > /dev/null
                udp 10.9.0.2 9
                for name in passed called free freed; do echo $name $(packets $name); done
                """)
        #expect(
            result.output == """
                `ip f free`: it has no hook, and nothing that has one jumps to it [unreachable-chain]
                `ip f freed`: it has no hook, and nothing that has one jumps to it [unreachable-chain]
                rule matches packets and does nothing with them [without-effect]
                rule uses set `spare` [unused-set]
                passed 1
                called 1
                free 0
                freed 0

                """, "\(result.output)")
    }

    /// At ingress there is no output interface yet, and at egress no input interface any more.
    @Test func interfacesAtTheHooksOfADevice() throws {
        let tables = """
            Table("n", .netdev) {
                Chain("e", .filter(.egress, devices: ["near0"])) {
                    Rule(meta.iifname == "near0", .counter("equal"))
                    Rule(meta.iifname != "far0", .counter("other"))
                }
                Chain("i", .filter(.ingress, devices: ["near0"])) {
                    Rule(meta.oifname == "near0", .counter("in_equal"))
                    Rule(meta.oifname != "far0", .counter("in_other"))
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": Self.policy(tables)],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep -oE 'at hook .*no-interface'
                $weir apply policy.swift > /dev/null
                udp 10.9.0.2 9; far bash -c 'echo x > /dev/udp/10.9.0.1/9'; sleep 0.2
                for name in equal other in_equal in_other; do [ $(packets $name) = 0 ] && echo $name none || echo $name some; done
                """)
        #expect(
            result.output == """
                at hook egress: the rule matches nothing [no-interface
                at hook egress: `!=` matches every packet [no-interface
                at hook ingress: the rule matches nothing [no-interface
                at hook ingress: `!=` matches every packet [no-interface
                equal none
                other some
                in_equal none
                in_other some

                """, "\(result.output)")
    }

    @Test func aPlusIsNoWildcard() throws {
        let tables = """
            Table("f", .ip) {
                Chain("o", .filter(.output)) { Rule(meta.oifname == "near+", .counter("plus")); Rule(meta.oifname == "near*", .counter("star")) }
            }
            """
        let result = try laboratory(
            ["policy.swift": Self.policy(tables)],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep -o '`near+` is.*'
                $weir apply policy.swift > /dev/null
                udp 10.9.0.2 9
                echo $(packets plus) $(packets star)
                """)
        #expect(result.output == "`near+` is a link of that very name: nft's wildcard is `*` [iptables-wildcard]\n0 1\n", "\(result.output)")
    }

    /// A chain that accepts, and a later one that drops all the same.
    @Test func anAcceptIsNotFinal() throws {
        func tables(_ rule: String) -> String {
            Self.policy(
                """
                Table("early", .ip) { Chain("o", .filter(.output, priority: -10)) { Rule(udp.dport == 9, .counter("early"), .accept)\(rule) } }
                Table("late", .inet) { Chain("o", .filter(.output), policy: .drop) { Rule(udp.dport == 9, .counter("late")) } }
                """)
        }
        let result = try laboratory(
            ["policy.swift": tables(""), "drops.swift": tables("; Rule(udp.dport == 10, .drop)")],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep -o 'this .accept.*'
                $weir check drops.swift 2>&1 | grep -c accept-not-final || true
                $weir apply policy.swift > /dev/null
                udp 127.0.0.1 9
                echo $(packets early) $(packets late)
                """)
        #expect(
            result.output == """
                this `accept` is not final: chain `inet late o` of the same hook comes later, and drops what it does not accept itself [accept-not-final]
                0
                1 1

                """, "\(result.output)")
    }

    /// A neighbour that gets no answer gives up.
    @Test func withoutNeighbourDiscoveryThereIsNoIPv6() throws {
        func table(_ rules: String) -> String {
            Self.policy(
                """
                Table("f", .inet) {
                    Chain("i", .filter(.input), policy: .drop) {
                        Rule(meta.iifname == "lo", .accept); Rule(ct.state.hasAny(.established, .related, .new), tcp.dport == 22, .accept)
                        Rule(ct.state.hasAny(.established, .related), .accept); Rule(meta.l4proto == .icmp, .accept)
                        \(rules)
                    }
                }
                """)
        }
        let result = try laboratory(
            [
                "without.swift": table(""), "with.swift": table("Rule(icmpv6.type == [.neighbourSolicitation, .neighbourAdvertisement], .accept)"),
                "refusing.swift": table("Rule(meta.nfproto == .ipv6, .drop)"),
            ],
            Self.commands + """
                for policy in without with refusing; do
                    $weir check $policy.swift 2>&1 | grep -c no-neighbour-discovery || true
                done
                for policy in without with; do
                    $weir apply $policy.swift > /dev/null
                    far ip -6 neighbour flush dev far0
                    far bash -c 'echo x > /dev/udp/fd09::1/9' || true
                    for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.5; far ip -6 neighbour show fd09::1 | grep -qE 'FAILED|REACHABLE|STALE|DELAY' && break; done
                    far ip -6 neighbour show fd09::1 | grep -q FAILED && echo failed || echo found
                done
                """)
        #expect(result.output == "1\n0\n0\nfailed\nfound\n", "\(result.output)\n\(result.errors)")
    }

    /// Reports of listeners have a hop-by-hop header before ICMPv6.
    @Test func reportsOfListenersHaveAnotherNextHeader() throws {
        let tables = """
            Table("f", .inet) {
                Chain("o", .filter(.output)) {
                    Rule(ip6.nexthdr == .icmpv6, icmpv6.type == [.mld2ListenerReport, .neighbourSolicitation], icmpv6.type == .mld2ListenerReport, .counter("next"))
                    Rule(icmpv6.type == .mld2ListenerReport, .counter("behind"))
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": Self.policy(tables)],
            Self.commands + """
                $weir check policy.swift 2>&1 | grep -c listener-next-header
                $weir apply policy.swift > /dev/null
                ip link add more0 type veth peer name more1; ip link set more0 up; ip link set more1 up; ip -6 address add fd0a::1/64 dev more0
                for i in 1 2 3 4 5 6 7 8; do sleep 0.5; [ $(packets behind) = 0 ] || break; done
                echo $(packets next); [ $(packets behind) -gt 0 ]
                """)
        #expect(result.output == "1\n0\n", "\(result.output)\n\(result.errors)")
    }

    /// What a rule was written for and does not do; all of it, and what can't be said in the kernel's terms, at once.
    @Test func allThatIsWrongIsSaidAtOnce() throws {
        let tables = """
            let spare = NamedSet<Port>("spare", type: .inetService, [22])
            Policy("p") {
                Table("f", .inet) {
                    spare
                    Chain("pre", .nat(.prerouting, priority: -300)) { Rule(tcp.dport == 80, .redirect) }
                    Chain("i", .filter(.input)) { Rule(tcp.dport == 22, udp.dport == 53, .accept); Rule(tcp.dport == 82) }
                }
            }
            """
        let result = try laboratory(
            ["policy.swift": "import Weir\n" + tables], "$weir check policy.swift 2>&1 | grep -oE '[[][a-z0-9-]+]$' | sort | uniq || true")
        #expect(result.output == "[chain-place]\n[unsayable]\n[unused-set]\n[without-effect]\n", "\(result.output)")
    }
}
