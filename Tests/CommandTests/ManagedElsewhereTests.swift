import Tags
import Testing

/// Sets whose elements are another program's: fail2ban's, a resolver's, a blocklist's.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct ManagedElsewhereTests {
    private static let bans = """
        table ip g {
            set bl { type ipv4_addr; flags timeout; elements = { 203.0.113.5 timeout 1m, 203.0.113.6 timeout 1h } }
            set seen { type ipv4_addr; flags dynamic,timeout; timeout 1m; }
            chain i { type filter hook input priority 0; policy accept; ip saddr @bl drop; update @seen { ip saddr }; }
        }
        """

    @Test(arguments: ["import -o state.swift", "capture -o state.json"])
    func bansAreNeitherLiftedNorRepeated(_ verb: String) throws {
        let result = try laboratory(
            ["bans.nft": Self.bans],
            """
            nft -f bans.nft
            $weir \(verb)
            state=$(ls state.*)
            [ $(grep -c managedElsewhere $state) = 1 ]
            $weir compile $state -o state.weir
            nft 'delete element ip g bl { 203.0.113.5 }; add element ip g bl { 198.51.100.9 timeout 10m }'
            for state in $state state.weir; do
                $weir diff $state
                $weir apply $state
            done
            nft -s list set ip g bl | grep elements -A 1
            $weir compile state.weir --format nft | grep -A 2 Another
            $weir compile state.weir --format swift | grep bl
            """)
        #expect(result.output.contains("203.0.113.6 timeout 1h") && result.output.contains("198.51.100.9 timeout 10m"), "\(result.output)")
        #expect(result.output.contains("# Another program adds and removes elements.\n\t\telements = {") || result.output.contains("# Another program"))
        #expect(result.output.contains("flags: .timeout, elements: .managedElsewhere") || result.output.contains("elements: .managedElsewhere"))
    }

    /// A set without timeouts, which only its policy knows to be another's, and a capture of the kernel after that.
    @Test func theKernelRemembersWhoseElementsTheyAre() throws {
        let policy = """
            import Weir
            let resolved = NamedSet("resolved", type: .ipv4Address, elements: .managedElsewhere)
            Policy("p") { Table("f", .ip) { Chain("i", .filter(.input)) { Rule(ip.saddr == resolved, .accept) } } }
            """
        let result = try laboratory(
            ["policy.swift": policy],
            """
            $weir apply policy.swift > /dev/null
            nft 'add element ip f resolved { 192.0.2.1 }'
            $weir diff policy.swift
            nft list ruleset > listed
            $weir capture -o state.json
            nft 'add element ip f resolved { 192.0.2.2 }'
            $weir diff state.json
            $weir apply policy.swift
            nft list set ip f resolved | grep -o '192.0.2.1, 192.0.2.2'
            nft flush ruleset; nft -f listed; nft list ruleset | diff listed -
            """)
        #expect(result.output == "192.0.2.1, 192.0.2.2\n")
    }
}
