import Tags
import Testing

/// Namespaces other than one's own.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct SandboxTests {
    static let ruleset = "table inet f { chain c { type filter hook forward priority 0; iif \"uplink7\" oifname \"down7\" accept; }; }"

    @Test func aSandboxHasTheLinksAndLeavesTheHostAlone() throws {
        let result = try laboratory(
            ["ruleset.nft": Self.ruleset],
            """
            ip link add uplink7 type dummy 2>/dev/null || ip link add uplink7 type ifb
            nft -f ruleset.nft
            $weir capture -o state.json
            nft flush ruleset
            ip link del uplink7
            $weir apply --sandbox state.json
            $weir apply --sandbox state.json -- sh -c 'ip -br link show uplink7 >/dev/null && nft list ruleset | grep -c uplink7'
            status=0; $weir apply --sandbox state.json -- false || status=$?
            [ $status = 1 ]
            [ -z "$(nft list ruleset)" ]
            ! ip link show uplink7 2>/dev/null
            """)
        #expect(result.output.contains("oifname \"down7\" accept"))
        #expect(result.output.hasSuffix("\n1\n"))
    }

    /// The only mention of the link stands in a map of addresses, of objects, or of verdicts.
    @Test(arguments: ["dnat to iif map { \"uplink7\" : 10.0.0.1 }", "counter name iif map { \"uplink7\" : \"a\" }", "iif vmap { \"uplink7\" : accept }"])
    func aSandboxHasTheLinksThatMapsName(_ rule: String) throws {
        let result = try laboratory(
            ["ruleset.nft": "table ip t { counter a { }; chain c { type nat hook prerouting priority 0; \(rule); }; }"],
            """
            ip link add uplink7 type dummy 2>/dev/null || ip link add uplink7 type ifb
            nft -f ruleset.nft
            $weir capture -o state.json
            ip link del uplink7
            $weir apply --sandbox state.json -- nft list ruleset
            """)
        #expect(result.output.contains("uplink7"))
    }

    @Test func aPathLeadsToAnotherNamespace() throws {
        try laboratory(
            ["ruleset.nft": "table inet f { chain c { counter; }; }"],
            """
            unshare -n sleep 60 & other=$!
            sleep 0.3
            nft -f ruleset.nft
            $weir capture -o state.json
            $weir apply --netns /proc/$other/ns/net state.json >/dev/null
            $weir diff --netns /proc/$other/ns/net state.json
            nsenter -t $other -n nft list tables | grep -q 'inet f'
            kill $other
            """)
    }
}
