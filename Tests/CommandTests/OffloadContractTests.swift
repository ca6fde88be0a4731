import Tags
import Testing

/// What a policy asks of hardware, on links that have none: refused before anything is done, or done in software and said.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct OffloadContractTests {
    private static func policy(_ offload: String, _ features: String = "") -> String {
        """
        import Weir
        Policy("p") {
            Table("t", .netdev) {
                Chain("c", .filter(.ingress, priority: 1, devices: ["up0"], offload: .\(offload))) { Rule(ip.saddr == "192.0.2.1", .drop) }
            }
            Link("up0") {
                Root(.htb(default: 20, offload: .\(offload))) { Class(20, rate: .mbit(10)) }
                \(features)
            }
        }
        """
    }

    @Test func whatIsPreferredRunsInSoftwareAndIsSaid() throws {
        try laboratory(
            ["policy.swift": Self.policy("preferred")],
            """
            ip link add up0 type veth peer name up1
            $weir compile policy.swift -o policy.json
            $weir apply policy.json >plan 2>notes
            cat notes >&2
            grep -q 'warning: .*up0.* is a veth' notes
            grep -q 'up0: no hardware takes qdisc htb 1: at root, and software takes over: hw-tc-offload ethtool feature flag must be on' notes
            grep -q 'no hardware takes chain netdev t c, and software takes over' notes
            nft list chain netdev t c | grep -q 'ip saddr 192.0.2.1 drop'
            [ -z "$(nft list chain netdev t c | grep offload)" ]
            tc qdisc show dev up0 root | grep 'qdisc htb' | grep -qv offload
            $weir diff policy.json
            $weir apply policy.json 2>&1 | tee again >&2
            grep -q 'nothing to do' again
            grep -q 'netdev t: the chain `c` runs in software' again
            """)
    }

    @Test func whatIsRequiredIsRefusedBeforeAnythingIsDone() throws {
        try laboratory(
            ["policy.swift": Self.policy("required")],
            """
            ip link add up0 type veth peer name up1
            status=0; $weir apply policy.swift >plan 2>notes || status=$?
            cat notes >&2
            [ $status = 2 ]
            grep -q 'policy.swift:4:.*error: .*`up0` is a veth, which has no hardware to offload a chain to' notes
            grep -q 'policy.swift:7:.*error: .*hw-tc-offload' notes
            grep -q 'nothing was applied' notes
            [ -z "$(nft list ruleset)" ]
            # In spite of the checks the kernel is asked, and refuses too.
            status=0; $weir apply --unchecked policy.swift >plan 2>notes || status=$?
            cat notes >&2
            [ $status = 2 ]
            grep -q 'because of --unchecked' notes
            [ -z "$(nft list ruleset)" ]
            [ -z "$(tc qdisc show dev up0 | grep htb)" ]
            """)
    }

    @Test func featuresThatThePolicyAsksForAreCheckedFirst() throws {
        try laboratory(
            ["policy.swift": Self.policy("never", "Offloads { forbid(.rxGRO); require(.txScatterGather) }")],
            """
            ip link add up0 type veth peer name up1
            ethtool -K up0 gro on sg off >&2
            status=0; $weir apply policy.swift >plan 2>notes || status=$?
            cat notes >&2
            [ $status = 2 ]
            grep -q 'policy.swift:8:.*the policy forbids rx-gro of `up0`, and it is on' notes
            grep -q 'the policy requires tx-scatter-gather of `up0`, and it is off' notes
            ethtool -K up0 gro off sg on >&2
            $weir apply policy.swift >plan
            nft list chain netdev t c >&2
            $weir diff policy.swift
            """)
    }

    /// The kernel is asked what it would say, and nothing is changed by it.
    @Test func aLiveCheckAsksTheKernel() throws {
        try laboratory(
            [
                "policy.swift": """
                import Weir
                Policy("p") {
                    Table("t", .ip) {
                        Chain("c", .filter(.input)) { Rule(ct.state.hasAny(.established), .accept) }
                        Chain("d", .nat(.postrouting)) { Rule(meta.oifname == "up0", .queue(1)) }
                    }
                    Table("u", .inet) { Flowtable("f", devices: ["up0"], offload: .required) }
                }
                """
            ],
            """
            ip link add up0 type veth peer name up1
            $weir compile policy.swift -o policy.json
            status=0; $weir check --live --format json policy.swift >found || status=$?
            cat found >&2
            [ $status = 1 ]
            grep -q kernel-probe found
            [ -z "$(nft list ruleset)" ]
            nft monitor >events 2>&1 & monitor=$!
            sleep 0.5
            $weir check --live policy.json >/dev/null 2>&1 || true
            sleep 0.5; kill -9 $monitor; wait $monitor || true
            [ ! -s events ]
            """)
    }
}
