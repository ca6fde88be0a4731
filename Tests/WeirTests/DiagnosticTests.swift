import Tags
import Testing
import WeirModel

@testable import Weir

/// What authors get wrong where only evaluation can find it: said at the call's place, all together, never a trap.
@Suite(.tags(.pure)) struct DiagnosticTests {
    private func ids(_ rule: Rule, in family: Family = .inet) -> [String] { model(rule, in: family).diagnostics.map(\.id.rawValue) }

    @Test func badLiterals() {
        #expect(ids(Rule(ip.saddr == "10.0.0")) == ["bad-literal"])
        #expect(ids(Rule(ip.saddr == "10.0.0.0/33")) == ["bad-literal"])
        #expect(ids(Rule(ip.saddr == "10.0.0.1/8")) == ["host-bits"])
        #expect(ids(Rule(ether.saddr == "00:16:3e")) == ["bad-literal"])
        #expect(ids(Rule(vlan.id == 5000)) == ["bad-literal"])
        #expect(ids(Rule(tcp.dport == 90...80)) == ["bad-range"])
        #expect(ids(Rule(meta.hour == "25:00")) == ["bad-literal"])
        // As literals these two would not compile; computed, they are found here.
        for number in [70_000, -1] {
            #expect(ids(Rule(tcp.dport == Port(number))) == ["bad-literal"])
        }
        #expect(ids(Rule(ip.ttl == .catchAll)) == ["bad-literal"])
    }

    @Test func onlyFieldsAreInTunnels() {
        #expect(ids(Rule(gre(ip.dscp & 1) == 1)) == ["bad-target"])
        #expect(ids(Rule(gre(concat(ip.saddr, ip.daddr)) == [.of("10.0.0.1", "10.0.0.2")])) == ["bad-target"])
        #expect(ids(Rule(gre(ip.saddr) == "2001:db8::1")) == ["wrong-family"])
    }

    @Test func aHelpfulSpelling() {
        let finding = model(Rule(ip.saddr == "10.0.0.1/8")).diagnostics.first
        #expect(finding?.message == "`10.0.0.1/8` has bits set behind its prefix")
        #expect(finding?.help == "write `10.0.0.0/8`")
    }

    @Test func emptyListsNeverMeanAny() {
        let none: [Port] = []
        #expect(ids(Rule(tcp.dport == [], .accept)) == ["empty-list"])
        #expect(ids(Rule(tcp.dport == Port(none), .accept)) == ["empty-list"])
        #expect(ids(Rule(tcp.flags & [] == .syn)) == ["empty-list"])
        #expect(ids(Rule(ct.state.hasAny())) == ["empty-list"])
        #expect(ids(Rule(tcp.dport.vmap([:]))) == ["empty-list"])
        #expect(ids(Rule()) == ["empty-rule"])
    }

    @Test func keysThatStandTwice() {
        #expect(ids(Rule(tcp.dport.vmap([22: .accept, 80: .drop, 22: .drop]))) == ["duplicate-key"])
        #expect(ids(Rule(.dnat(to: tcp.dport.map([80: "10.0.0.1", 80: "10.0.0.2"]))), in: .ip) == ["duplicate-key"])
        let map = NamedMap<Port, Verdict>("services", [22: .accept, 22: .drop])
        #expect(ids(Rule(tcp.dport.vmap(map))) == ["duplicate-key"])
    }

    @Test func wrongFamilies() {
        #expect(ids(Rule(ip.saddr == "2001:db8::1")) == ["wrong-family"])
        #expect(ids(Rule(ip6.saddr == "10.0.0.1")) == ["wrong-family"])
        #expect(ids(Rule(source == "10.0.0.1"), in: .ip6) == ["wrong-family"])
        #expect(ids(Rule(source == "10.0.0.1"), in: .arp) == ["wrong-family"])
    }

    @Test func hooksAndPriorities() {
        let findings = state {
            Table("t", .ip) { Chain("a", .filter(.ingress)) }
            Table("t", .arp) { Chain("b", .nat(.prerouting)) }
            Table("t", .inet) { Chain("c", .filter(.input, priority: .dstnat)) }
            Table("t", .bridge) { Chain("d", .filter(.forward, priority: .mangle)) }
        }.diagnostics
        #expect(findings.map(\.id.rawValue) == ["wrong-hook", "wrong-hook", "wrong-priority", "wrong-priority", "wrong-priority"])
    }

    /// An unnamed limit in a rule that becomes two would let twice as much through.
    @Test func stateThatTwoRulesWouldNotShare() {
        #expect(ids(Rule(source == ["10.0.0.1", "::1"], .limit(1, per: .second))) == ["split-state"])
        #expect(ids(Rule(source == ["10.0.0.1", "::1"], .quota(.mbytes(1)))) == ["split-state"])
        #expect(ids(Rule(source == ["10.0.0.1", "::1"], .ctCount(over: 3))) == ["split-state"])
        #expect(ids(Rule(source == ["10.0.0.1"], .limit(1, per: .second))) == [])
        #expect(ids(Rule(source == ["10.0.0.1", "::1"], .limit(Limit("l", 1, per: .second)))) == [])
        #expect(ids(Rule(source == ["10.0.0.1", "::1"], .limit(1, per: .second)), in: .ip) == [])
        #expect(model(Rule(destination == ["10.0.0.1", "::1"], .limit(1, per: .second))).diagnostics.first?.help?.contains("Limit(") == true)
    }

    @Test func declarationsThatContradict() {
        let findings = state {
            Table("t", .inet) {
                NamedSet<Port>("nobody-knows")
                Chain("c") {
                    Rule(tcp.dport == NamedSet("ports", [22]))
                    Rule(tcp.dport == NamedSet("ports", [23]))
                    Rule(.quota(Quota("q", .mbytes(1))))
                    Rule(.quota(Quota("q", .mbytes(2))))
                }
            }
        }.diagnostics
        #expect(findings.map(\.id.rawValue) == ["conflicting-declaration", "conflicting-declaration", "untyped-set"])
    }

    @Test func allAtOnceAndInPlace() {
        let line = #line
        let findings = state {
            Table("t", .inet) {
                Chain("c") {
                    Rule(ip.saddr == "x", tcp.dport == [])
                    Rule(ip6.saddr == "y")
                }
            }
        }.diagnostics
        #expect(findings.map(\.id.rawValue) == ["bad-literal", "empty-list", "wrong-family"])
        #expect(findings.map { $0.at.location?.line } == [line + 4, line + 4, line + 5])
        // The column is that of the call's parenthesis.
        #expect(findings.allSatisfy { $0.at.location?.file == #filePath && $0.at.location?.column == 25 })
    }
}
