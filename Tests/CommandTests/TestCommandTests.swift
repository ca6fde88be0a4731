import Foundation
import Tags
import Testing

/// `weir test`: what policies' tests prove, and how they fail.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "skipped: tests of policies, for want of a namespace"))
struct TestCommandTests {
    private static let policy = """
        import Weir
        let guests: Interface = "br-guests"
        let lan: Interface = "br-lan"
        let wan: Interface = "eth0"
        Policy("edge") {
            Table("nat", .ip) {
                Chain("prerouting", .nat(.prerouting)) { Rule(meta.iifname == wan, tcp.dport == 2222, .dnat(to: "10.0.0.12", port: 22)) }
            }
            Table("filter", .inet) {
                Chain("forward", .filter(.forward), policy: .drop) {
                    Rule(ct.state.hasAny(.established, .related), .accept)
                    Rule(ct.status.hasAny(.dnat), .accept)
                    Rule(meta.iifname == guests, meta.oifname == wan, .accept)
                    Rule(meta.iifname == lan, ip.saddr == "10.0.0.0/24", .accept)
                    Rule(udp.dport == 53, .limit(10, per: .second), .accept)
                }
            }
        }

        """

    /// The lines that `weir test` prints of these tests, and its status.
    private func lines(_ tests: String, _ options: String = "") throws -> [String] {
        let result = try laboratory(
            ["p.swift": Self.policy + tests], "status=0; $weir test p.swift \(options) || status=$?; echo; echo $status")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test func whatHoldsForEveryPacketHolds() throws {
        let lines = try lines(
            """
            Test("guests") {
                Expect(.dropped, iif: guests, oif: lan)
                Expect(.accepted, replies: .accepted, iif: guests, oif: wan)
            }
            Test("a published server") { Expect(.accepted, iif: wan, oif: lan, ip.daddr == "203.0.113.1", tcp.dport == 2222) }
            """)
        // A datagram of port 53 reaches the LAN as long as the limit lets it.
        #expect(lines.prefix(2) == ["fails: guests", "  p.swift:20:11: not decided: it depends on a limit"])
        #expect(lines.suffix(3) == ["holds: a published server", "2 tests, 1 fails", "1"])
    }

    @Test func aPacketShowsWhatDoesNotHold() throws {
        let lines = try lines(
            """
            Test("wrong") {
                Expect(.accepted, iif: lan, oif: wan)
                Expect(.dropped, iif: guests, oif: wan, tcp.dport == 80)
            }
            """)
        #expect(
            lines == [
                "fails: wrong", "  p.swift:20:11: a packet is dropped, not accepted",
                "    forward: iif br-lan oif eth0 ip saddr 198.51.100.7 ip daddr 203.0.113.9 tcp sport 40960 tcp dport 8080",
                "    decided by the policy of chain `inet filter forward`", "  p.swift:21:11: a packet is accepted, not dropped",
                "    forward: iif br-guests oif eth0 ip saddr 198.51.100.7 ip daddr 203.0.113.9 tcp sport 40960 tcp dport 80",
                "    decided by rule 3 of `inet filter forward` (p.swift:13:17)", "1 test, 1 fails", "1",
            ])
    }

    @Test func aTestThatSaysNothingIsNoPass() throws {
        #expect(
            try lines("Test(\"impossible\") { Expect(.dropped, iif: lan, oif: wan, tcp.dport == 80, tcp.dport == 81) }").prefix(2)
                == ["fails: impossible", "  p.swift:19:28: no packet is as described"])
        #expect(try lines("").suffix(1) == ["2"])
        #expect(try lines("Test(\"empty\") {}").suffix(1) == ["2"])
        #expect(try lines("Test(\"x\") { Expect(.dropped, iif: guests, oif: lan, tcp.dport == 80) }", "--filter other").suffix(1) == ["2"])
    }

    @Test func answersOfTranslatedConnectionsAreNotDecided() throws {
        let lines = try lines("Test(\"x\") { Expect(.accepted, replies: .accepted, iif: wan, oif: lan, ip.daddr == \"203.0.113.1\", tcp.dport == 2222) }")
        #expect(lines[1].hasSuffix("the answers are not decided: NAT translates their connections"))
    }

    @Test func machinesReadTheResult() throws {
        let test = "Test(\"a <b> & \\\"c\\\"\") { Expect(.dropped, iif: guests, oif: wan, tcp.dport == 80) }"
        let junit = try lines(test, "--format junit")
        #expect(junit[1] == "<testsuite name=\"weir\" tests=\"1\" failures=\"1\">")
        #expect(junit[2] == "  <testcase name=\"a &lt;b&gt; &amp; &quot;c&quot;\">")
        #expect(try lines(test, "--format github").first?.hasPrefix("::error file=p.swift,line=19,col=31,title=test::a <b> & \"c\": a packet is accepted") == true)
        let json = try lines(test, "--format json").dropLast().joined(separator: "\n")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(document["holds"] as? Bool == false)
        #expect((document["tests"] as? [[String: Any]])?.first?["name"] as? String == "a <b> & \"c\"")
    }

    /// A chain that the proof does not follow may drop the packets: nothing is proven then.
    @Test func chainsOfOtherHooksLeaveATestUndecided() throws {
        let policy = """
            import Weir
            Policy("p") {
                Table("n", .netdev) { Chain("in", .filter(.ingress, devices: ["eth0"])) { Rule(tcp.dport == 22, .drop) } }
                Table("f", .inet) { Chain("forward", .filter(.forward)) { Rule(.counter) } }
            }
            Test("seen") { Expect(.accepted, iif: "eth0", oif: "eth1", tcp.dport == 22) }
            Test("any") { Expect(.accepted, path: .input, tcp.dport == 22) }
            Test("other") { Expect(.accepted, iif: "eth2", oif: "eth1", tcp.dport == 22) }
            """
        let result = try laboratory(["p.swift": policy], "$weir test p.swift | grep -v '^    ' || true")
        let undecided = "not decided: chain `netdev n in` may see the packets, and tests don't follow them there"
        #expect(
            result.output == """
                fails: seen
                  p.swift:6:22: \(undecided)
                fails: any
                  p.swift:7:21: \(undecided)
                holds: other
                3 tests, 2 fail

                """)
    }

    /// A name with a star is that of several links, as in rules.
    @Test func aPatternOfLinksIsOne() throws {
        let policy = """
            import Weir
            Policy("p") {
                Table("f", .inet) { Chain("input", .filter(.input), policy: .drop) { Rule(meta.iifname == "ctr-1", .accept) } }
            }
            Test("all") { Expect(.accepted, iif: "ctr-*", path: .input) }
            Test("none") { Expect(.dropped, iif: "ctr-*", path: .input) }
            Test("one") { Expect(.accepted, iif: "ctr-1", path: .input) }
            """
        let result = try laboratory(["p.swift": policy], "$weir test p.swift | grep -E '^[a-z]' || true")
        #expect(result.output == "fails: all\nfails: none\nholds: one\n")
    }

    /// A runner takes no part of a name for a command, and a terminal none either.
    @Test func namesAreEscapedInEveryFormat() throws {
        let hostile = try HostileOutput()
        defer { hostile.laboratory.remove() }
        let name = #"x\n::error::y ##vso[task]\u{1b}[2K\u{202e}"#
        try hostile.laboratory.write(Self.policy + "Test(\"\(name)\") { Expect(.dropped, iif: guests, oif: wan) }\n", to: "p.swift")
        let outputs = try hostile.judge("for format in text json junit github; do $weir test p.swift --format $format > out/$format || [ $? = 1 ]; done")
        #expect(outputs["junit"]?.contains("name=\"x&#10;::error::y &#35;&#35;vso[task]") == true)
    }

    /// The packet that a test shows fares in `weir trace` as the test says.
    @Test func aShownPacketCanBeTraced() throws {
        let result = try laboratory(
            [
                "p.swift": Self.policy + """
                    Test("a") { Expect(.accepted, iif: lan, oif: wan) }
                    Test("b") { Expect(.dropped, iif: guests, oif: wan, udp.dport == 7) }
                    Test("c") { Expect(.dropped, iif: wan, oif: lan, ip.daddr == "203.0.113.1", tcp.dport == 2222) }
                    Test("d") { Expect(.dropped, iif: guests, oif: wan, icmpv6.type == .echoRequest) }
                    Test("e") { Expect(.dropped, iif: guests, oif: wan, ct.state.hasAny(.established)) }
                    """
            ],
            """
            $weir test p.swift | sed -n 's/^    forward: //p' > packets || true
            while read packet; do $weir trace p.swift -- $packet | tail -1 | cut -d, -f1; done < packets
            """)
        #expect(
            result.output == """
                dropped
                sent by eth0
                sent by br-lan
                sent by eth0
                sent by eth0

                """)
    }

    /// Before conntrack every state is invalid, and only `notrack` changes that.
    @Test func statesBeforeConntrackAreInvalid() throws {
        let policy = """
            import Weir
            Policy("p") {
                Table("raw", .inet) {
                    Chain("prerouting", .filter(.prerouting, priority: .raw)) {
                        Rule(udp.dport == 53, .notrack)
                        Rule(tcp.dport == 1, ct.state.hasAny(.new), .drop)
                        Rule(tcp.dport == 2, ct.state.hasAny(.invalid), .drop)
                        Rule(udp.dport == 53, ct.state.hasAny(.invalid), .drop)
                    }
                    Chain("input", .filter(.input)) { Rule(udp.dport == 53, ct.state.hasAny(.new), .drop) }
                }
            }
            Test("states") {
                Expect(.accepted, path: .input, tcp.dport == 1)
                Expect(.dropped, path: .input, tcp.dport == 2)
                Expect(.accepted, path: .input, udp.dport == 53)
            }
            """
        #expect(try laboratory(["p.swift": policy], "$weir test p.swift").output == "holds: states\n1 test, all hold\n")
    }

    /// The tests of the examples hold, and a rule that is taken out is missed.
    @Test(arguments: ExampleTests.policies.filter { ExampleTests.source(of: $0).contains("Test(\"") })
    func examplesHold(_ policy: String) throws {
        let result = try laboratory([:], "$weir test \(ExampleTests.folder.path)/\(policy) | tail -1")
        #expect(result.output.hasSuffix("all hold\n"))
    }

    @Test func aRuleThatIsTakenOutIsMissed() throws {
        let rule = "Rule(tcp.dport == 22, source == admins, .counter(\"ssh\"), .accept)"
        let source = ExampleTests.source(of: "host-firewall/policy.swift")
        let broken = source.replacing(rule, with: "")
        #expect(broken != source)
        let result = try laboratory(["p.swift": broken], "status=0; $weir test p.swift | grep '^fails' || true")
        #expect(result.output == "fails: only administrators log in\n")
    }
}
