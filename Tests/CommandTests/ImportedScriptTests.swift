import Tags
import Testing

/// Imports of scripts and of rules beyond Weir's words: names, links, bytes.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct ImportedScriptTests {
    /// The rest of a rule keeps its words beside an expression that has none.
    @Test func onlyWhatIsNotUnderstoodIsBytes() throws {
        let raw = ".raw(\"meta\", [8, 0, 1, 0, 0, 0, 0, 1, 8, 0, 2, 0, 0, 0, 0, 3])"
        let policy = """
            import Weir
            Policy("raw") {
                Table("t", .inet) {
                    Chain("c") {
                        Rule(tcp.dport == 22, ip.saddr == "10.0.0.1", \(raw), .counter, .accept)
                        Rule(\(raw), udp.dport == [1, 2, 3], \(raw), .log(prefix: "x"), meta.mark.set(3), .accept)
                    }
                }
            }
            """
        let result = try laboratory(
            ["raw.swift": policy],
            """
            $weir apply raw.swift > /dev/null
            $weir import --allow-raw -o policy.swift
            $weir diff policy.swift
            nft -s list ruleset > before; nft flush ruleset
            $weir apply policy.swift > /dev/null
            nft -s list ruleset | diff before - >&2
            grep -oE 'nft: tcp dport 22 ip saddr 10.0.0.1 counter packets 0 bytes 0 accept|tcp.dport == 22|ip.saddr == "10.0.0.1"|udp.dport == .1, 2, 3.|.log.prefix: "x".|meta.mark.set.3.|[.]raw' policy.swift
            """)
        #expect(result.errors.contains("2 rules (2 raw)"), "\(result.errors)")
        for words in ["nft: tcp dport 22 ip saddr 10.0.0.1 counter", "tcp.dport == 22", "ip.saddr == \"10.0.0.1\"", "udp.dport == [1, 2, 3]", ".log(prefix: \"x\")"] {
            #expect(result.output.contains(words), "\(words)\n\(result.output)")
        }
    }

    /// nft's updates of maps by several fields.
    @Test func aMapBySeveralFieldsIsUpdatedAsNftWritesIt() throws {
        let script = """
            table ip f {
                map m { type ipv4_addr . inet_service : ipv4_addr; timeout 50s; }
                map n { type ipv4_addr . inet_service : mark; timeout 50s; }
                chain c { update @m { ip saddr . tcp sport : ip daddr }; add @n { ip saddr . tcp sport : meta mark }; }
            }
            """
        let result = try laboratory(
            ["maps.nft": script],
            "nft -f maps.nft; $weir import -o policy.swift; $weir diff policy.swift; grep Rule policy.swift")
        #expect(result.output.contains(".update(concat(ip.saddr, tcp.sport), ip.daddr") && result.output.contains(".add(concat(ip.saddr, tcp.sport), meta.mark"), "\(result.output)")
        #expect(result.errors.contains("2 rules (none raw)"))
    }

    /// Two imports on one host are two policies.
    @Test func anImportIsNamedAfterItsFileOrHost() throws {
        let result = try laboratory(
            ["edge.rules.nft": "table inet filter { chain input { accept; }; }\n"],
            """
            $weir import --nft ./edge.rules.nft | grep Policy
            nft -f edge.rules.nft
            $weir import | grep Policy | sed "s/$(hostname | cut -d . -f 1)/HOST/"
            cat edge.rules.nft | $weir import --nft - | grep Policy
            """)
        #expect(result.output == "Policy(\"edge\") {\nPolicy(\"HOST\") {\nPolicy(\"imported\") {\n")
    }

    /// nft asks the host for interfaces by name, wherever the names stand.
    @Test func theLinksThatAScriptNamesAreMade() throws {
        let script = """
            define wan = eth0
            define lans = { lan0, "lan1" }
            include "./more.nft"
            table inet f {
                set s { type iface_index; elements = { se0, se1 }; }
                chain i {
                    type filter hook input priority 0; policy accept;
                    iif $wan accept
                    iif $lans accept
                    iif vmap { "y0" : accept, y1 : drop }
                    meta iif . tcp dport { w0 . 22 } accept
                    oif != z0.7 drop
                }
            }
            """
        let result = try laboratory(
            [
                "script.nft": script,
                "more.nft": "define d = dev1\ntable netdev n { chain c { type filter hook ingress device $d priority 0; fwd to fw0; }; }\n",
            ],
            """
            $weir import --nft script.nft | grep -E 'Rule|Set|devices'
            echo 'table inet f { chain c { iif nolink frob; jump nochain; }; }' > wrong.nft
            status=0; $weir import --nft wrong.nft || status=$?
            [ $status = 2 ]
            ip -o link | wc -l
            """)
        for words in ["meta.iif == \"eth0\"", "[\"lan0\", \"lan1\"]", "\"y0\": .accept", "(\"w0\", 22)", "meta.oif != \"z0.7\"", "\"se0\", \"se1\"", "[\"dev1\"]"] {
            #expect(result.output.contains(words), "\(words)\n\(result.output)\n\(result.errors)")
        }
        #expect(result.output.hasSuffix("\n1\n") && result.errors.contains("syntax error"), "\(result.output)\n\(result.errors)")
    }
}
