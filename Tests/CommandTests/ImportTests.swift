import Foundation
import Tags
import Testing

/// `weir import`: what the kernel holds, as the policy that a person would have written.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"), .serialized)
struct ImportTests {
    private static let ruleset = """
        table inet filter {
            quota monthly { over 10 mbytes }
            set blocked { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.0.2.1-192.0.2.9 } }
            map ports { type inet_service : ipv4_addr; elements = { 80 : 10.0.0.1 } }
            set seen { type ipv4_addr; flags dynamic,timeout; size 100; timeout 1h; }
            chain input {
                type filter hook input priority filter; policy drop;
                ct state established,related accept
                iif "lo" accept comment "local"
                ip saddr @blocked counter drop
                tcp dport { 22, 80, 1000-2000 } add @seen { ip saddr timeout 10m } accept
                tcp flags & (fin | syn) == syn quota name "monthly" jump other
            }
            chain other { ip saddr . tcp dport vmap { 192.0.2.1 . 22 : accept }; }
        }
        table ip foreign { chain docker { accept; }; }
        """

    /// An example, applied and imported again: a reader would take it for the original.
    @Test(arguments: ["port-forwarding", "host-firewall", "rate-limits", "container-host"])
    func anExampleIsWrittenAsPeopleWriteIt(_ name: String) throws {
        let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name).swift.txt")
        let policy = ExampleTests.folder.appending(path: "\(name)/policy.swift").path
        let result = try laboratory([:], "$weir apply \(policy) > /dev/null; $weir import")
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
            try Data(result.output.utf8).write(to: golden)
            Issue.record("recorded anew")
        }
        #expect(result.output == (try String(contentsOf: golden, encoding: .utf8)))
    }

    /// What nft 1.0.6 does not know either: an inner header's field. The bytes are as the kernel dumps them, with nests that have no flag
    /// and the register by its first number: of what Weir does not understand it can't know that other bytes say the same.
    @Test func newerExpressionsAreNamedAndKept() throws {
        let policy = """
            import Weir

            Policy("newer") {
                Table("t", .inet) {
                    Chain("vxlan") {
                        Rule(.counter, .accept)
                        Rule(
                            meta.l4proto == .udp,
                            .raw("inner", [
                                0x08, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x08, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x09,
                                0x08, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x0f, 0x08, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x08,
                                0x34, 0x00, 0x05, 0x00, 0x0c, 0x00, 0x01, 0x00, 0x70, 0x61, 0x79, 0x6c, 0x6f, 0x61, 0x64, 0x00,
                                0x24, 0x00, 0x02, 0x00, 0x08, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x02, 0x00,
                                0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x0c, 0x08, 0x00, 0x04, 0x00,
                                0x00, 0x00, 0x00, 0x04,
                            ]), .counter)
                    }
                }
            }
            """
        let result = try laboratory(
            ["newer.swift": policy],
            """
            if ! $weir apply newer.swift > /dev/null; then echo no inner; exit 0; fi
            status=0; $weir import -o policy.swift || status=$?
            [ $status = 2 ]
            [ ! -e policy.swift ]
            $weir import --allow-raw -o policy.swift
            $weir diff policy.swift
            nft flush ruleset
            $weir apply policy.swift > /dev/null
            $weir diff newer.swift
            """)
        if result.output.hasPrefix("no inner") {
            print("skipped: this kernel has no `inner` expression: \(result.errors)")
            return
        }
        #expect(result.errors.contains("not understood: rule 2 of chain `vxlan` in table `inet t`: `inner`"))
    }

    /// What nft 1.0.6 can't write: `meta mark set meta mark & ct mark`, which takes both sides from registers.
    @Test func masksOfTwoRegistersHaveWords() throws {
        func bytes(_ attributes: [(type: UInt8, number: UInt8)]) -> String {
            attributes.map { "8, 0, \($0.type), 0, 0, 0, 0, \($0.number)" }.joined(separator: ", ")
        }
        let policy = """
            import Weir

            Policy("newer") {
                Table("t", .inet) {
                    Chain("c") {
                        Rule(
                            .raw("meta", [\(bytes([(2, 3), (1, 1)]))]), .raw("ct", [\(bytes([(2, 3), (1, 2)]))]),
                            .raw("bitwise", [\(bytes([(1, 1), (2, 1), (3, 4), (6, 3), (8, 2)]))]), .raw("meta", [\(bytes([(2, 3), (3, 1)]))]),
                            .accept)
                    }
                }
            }
            """
        let result = try laboratory(
            ["newer.swift": policy],
            """
            if ! $weir apply newer.swift > /dev/null; then echo no bitwise of registers; exit 0; fi
            $weir import -o policy.swift
            grep -F 'Rule(meta.mark.set(meta.mark & ct.mark), .accept)' policy.swift
            $weir diff policy.swift
            $weir capture -o state.json
            for policy in policy.swift state.json; do
                $weir diff $policy
                nft flush ruleset
                $weir apply $policy > /dev/null
                $weir diff policy.swift
            done
            """)
        if result.output.hasPrefix("no bitwise") {
            print("skipped: this kernel has no bitwise operation of two registers: \(result.errors)")
            return
        }
        #expect(result.errors.contains("(none raw)"), "\(result.errors)")
    }

    /// Tables of iptables-nft come back as they were, and can be left out.
    @Test(.enabled(if: Laboratory.has("iptables-nft"), "no iptables-nft here"))
    func tablesOfIptables() throws {
        let result = try laboratory(
            [:],
            """
            iptables-nft -A INPUT -p tcp --dport 22 -m conntrack --ctstate NEW -m comment --comment office -j ACCEPT
            iptables-nft -A INPUT -p udp -m multiport --dports 53,123 -m limit --limit 5/min -j ACCEPT
            iptables-nft -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
            iptables-nft -t nat -A POSTROUTING -o eth0 -j MASQUERADE
            iptables-nft -A INPUT -i lo -s 10.0.0.0/8 -p udp -j ACCEPT
            nft add table inet own
            iptables-nft-save | grep -v '^[#:]' > before
            status=0; $weir import || status=$?
            [ $status = 2 ]
            $weir import --without ip/filter --without ip/nat > own.swift
            ! grep -q filter own.swift
            $weir import --allow-raw -o policy.swift
            $weir capture -o state.json
            for policy in policy.swift state.json; do
                nft flush ruleset
                $weir apply $policy > /dev/null
                iptables-nft-save | grep -v '^[#:]' | diff before - >&2
                $weir diff $policy
            done
            grep cString policy.swift
            $weir compile policy.swift --format nft 2> /dev/null | grep 'iifname "lo"' || true
            """)
        #expect(result.errors.contains("not understood: rule 1 of chain `INPUT` in table `ip filter`: `match`"))
        // Rules without extensions are in words.
        #expect(!result.errors.contains("not understood: rule 3 of chain `INPUT`"))
        #expect(result.output.contains("Rule(meta.iifname == .cString(\"lo\"), "), "\(result.output)")
        #expect(result.errors.contains("not understood: rule 1 of chain `POSTROUTING` in table `ip nat`: "))
    }

    @Test func aRulesetIsTheSameByItsPolicy() throws {
        let result = try laboratory(
            ["rules.nft": Self.ruleset],
            """
            nft -f rules.nft
            nft -s list ruleset > before
            $weir import -o policy.swift
            $weir import -o folder
            for policy in policy.swift folder; do
                $weir diff $policy
                nft flush ruleset
                $weir apply $policy > /dev/null
                nft -s list ruleset | diff before - >&2
            done
            ls folder
            """)
        #expect(result.output.split(separator: "\n") == ["filter-input.swift", "filter-other.swift", "foreign-docker.swift", "main.swift", "sets.swift"])
        #expect(result.errors.contains("imported 2 tables, 7 rules (none raw)"))
    }

    @Test func aScriptOfNftIsReadInItsOwnNamespace() throws {
        let result = try laboratory(
            ["rules.nft": "table netdev t { chain c { type filter hook ingress device \"wan7\" priority 0; iif \"lan7\" drop; }; }"],
            "$weir import --nft rules.nft; nft list ruleset; ip -o link show | grep -c wan7 || true")
        #expect(result.output.contains("Chain(\"c\", .filter(.ingress, devices: [\"wan7\"]))"))
        #expect(result.output.contains("Rule(meta.iif == \"lan7\", .drop)"))
        #expect(result.output.hasSuffix("\n0\n"), "nothing is left of it:\n\(result.output)")
    }

    /// What is there stays, and what is not there is no empty policy.
    @Test func nothingIsWrittenOverAndNothingIsMadeUp() throws {
        let result = try laboratory(
            ["rules.nft": Self.ruleset],
            """
            echo mine > policy.swift
            nft -f rules.nft
            ! $weir import -o policy.swift
            cat policy.swift
            $weir import --force -o policy.swift
            grep -c Policy policy.swift
            mkdir folder
            touch folder/other.swift
            ! $weir import -o folder
            ls folder
            ! $weir import --link away
            cat rules.nft | $weir import --nft - > piped.swift
            $weir import --nft /dev/stdin < rules.nft | diff - piped.swift
            $weir import --nft rules.nft --name imported | diff - piped.swift
            grep -c Table piped.swift
            $weir import --nft rules.nft --name edge | grep Policy
            """)
        #expect(result.output == "mine\n1\nother.swift\n2\nPolicy(\"edge\") {\n", "\(result.output)")
        for words in ["`policy.swift` already exists", "would become part of the policy", "no traffic control on a link named `away`"] {
            #expect(result.errors.contains(words))
        }
    }

    @Test func tablesAreChosenAndLeftOut() throws {
        let result = try laboratory(
            ["rules.nft": Self.ruleset],
            """
            nft -f rules.nft
            $weir import --without ip/foreign | grep Table
            $weir import --table ip/foreign | grep Table
            status=0; $weir import --table ip/missing || status=$?
            [ $status = 2 ]
            """)
        #expect(result.output.split(separator: "\n").map { $0.drop { $0 == " " } } == ["Table(\"filter\", .inet) {", "Table(\"foreign\", .ip) {"])
        #expect(result.errors.contains("no table named `ip missing`"))
    }

    @Test func longListsGoIntoDataFiles() throws {
        let elements = (0..<200).map { "10.0.\($0).0/24" }.joined(separator: ", ")
        let result = try laboratory(
            ["rules.nft": "table ip t { set big { type ipv4_addr; flags interval; elements = { \(elements) }; }; chain c { ip saddr @big drop; }; }"],
            """
            nft -f rules.nft
            $weir import -o policy.swift
            wc -l < big.txt
            $weir diff policy.swift
            grep contentsOf policy.swift
            """)
        #expect(result.output == "200\nlet big = NamedSet(\"big\", type: .ipv4Address, contentsOf: \"big.txt\")\n")
    }

    @Test func trafficControlComesBackFromItsSource() throws {
        let policy = """
            import Weir

            Policy("shaper") {
                Link("eth0") {
                    Root(.htb(default: 0x20)) {
                        Class(1, rate: .mbit(950)) {
                            Class(0x10, rate: .mbit(300), ceil: .mbit(950), leaf: .sfq { $0.perturb = 10 }, leafHandle: 0x10)
                            Class(32, .htb { $0.rate = .mbit(650); $0.burst = .bytes(2000) })
                        }
                    }
                }
                Link("eth1") {
                    Root(.htb(default: 0x20)) {
                        Class(0x10, rate: .mbit(300))
                        Filter(ip.dscp == .ef, classify: 0x10)
                    }
                    Ingress {
                        Filter(ip.protocol == .udp, udp.sport == 123, .drop)
                    }
                }
            }

            """
        let result = try laboratory(
            ["policy.swift": policy],
            """
            $weir compile policy.swift -o first.weir
            $weir compile first.weir --format swift -o again.swift
            $weir compile again.swift -o second.json
            $weir compile first.weir -o first.json
            sed '/"at"/d' first.json > first; sed '/"at"/d' second.json > second
            diff first second >&2
            cat again.swift
            """)
        #expect(result.output.contains("Class(0x10, rate: .mbit(300), ceil: .mbit(950), leaf: .sfq { $0.perturb = 10 }, leafHandle: 0x10)"))
        #expect(
            result.output.hasSuffix(
                """
                    Link("eth1") {
                        Root(.htb(default: 0x20)) {
                            Class(0x10, rate: .mbit(300))
                            Filter(ip.dscp == .ef, classify: 0x10)
                        }
                        Ingress {
                            Filter(ip.protocol == .udp, udp.sport == 123, .drop)
                        }
                    }
                }

                """), "\(result.output)")
    }

    @Test func aShaperIsTheSameByItsPolicy() throws {
        let result = try laboratory(
            [:],
            """
            ip link add eth0 type veth peer name peer
            tc qdisc add dev eth0 root handle 1: htb default 0x20
            tc class add dev eth0 parent 1: classid 1:1 htb rate 95mbit
            tc class add dev eth0 parent 1:1 classid 1:10 htb rate 30mbit ceil 95mbit
            $weir import -o policy.swift
            $weir diff policy.swift
            cat policy.swift
            """)
        #expect(
            result.output.hasSuffix(
                """
                    Link("eth0") {
                        Root(.htb(default: 0x20)) {
                            Class(1, rate: .mbit(95)) {
                                Class(0x10, rate: .mbit(30), ceil: .mbit(95))
                            }
                        }
                    }
                }

                """), "\(result.output)")
    }

    /// A value that the kernel loads and nobody uses: nft has no words for it, and neither has Weir.
    @Test func whatIsNotUnderstoodIsRefusedOrKeptAsBytes() throws {
        let policy = """
            import Weir

            Policy("raw") {
                Table("t", .ip) {
                    Chain("c") {
                        Rule(.raw("meta", [8, 0, 1, 0, 0, 0, 0, 1, 8, 0, 2, 0, 0, 0, 0, 3]), .counter)
                        Rule(.accept)
                    }
                }
            }
            """
        let result = try laboratory(
            ["raw.swift": policy],
            """
            $weir apply raw.swift > /dev/null
            status=0; $weir import -o policy.swift || status=$?
            [ $status = 2 ]
            [ ! -e policy.swift ]
            $weir import --allow-raw -o policy.swift
            $weir diff policy.swift
            grep -B3 -A3 raw policy.swift
            """)
        #expect(result.errors.contains("not understood: rule 1 of chain `c` in table `ip t`: `meta`"))
        #expect(result.errors.contains("imported 1 table, 2 rules (1 raw)"))
        #expect(result.output.contains("// Weir has no words for this: `meta` as the kernel's bytes."))
        #expect(result.output.contains("Policy(\"raw\")"))
        #expect(result.output.contains(".raw(\"meta\", [0x08, 0x00, 0x02, 0x00"))
    }
}
