import Tags
import Testing

/// Filters that have to be in hardware, where there is none. The kernel takes `u32 skip_sw` all the same, and it then matches nothing.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct OffloadProofTests {
    private static let setUp = """
        ip link add up0 type veth peer name up1
        tc qdisc add dev up0 clsact
        if ! tc filter add dev up0 ingress protocol ip pref 10 u32 match ip dst 192.0.2.1/32 classid 1:1 2>refusal; then
            echo "skipped: no u32 in this kernel: $(cat refusal)"; exit 0
        fi
        $weir capture -o preferred.json
        tc filter del dev up0 ingress
        tc filter add dev up0 ingress protocol ip pref 10 u32 skip_sw match ip dst 192.0.2.1/32 classid 1:1
        tc filter show dev up0 ingress | grep -q 'skip_sw not_in_hw'
        $weir capture -o required.json

        """

    @Test func whatHasToBeInHardwareAndIsNotIsTakenBack() throws {
        let result = try laboratory(
            [:],
            Self.setUp + """
                tc qdisc del dev up0 clsact
                status=0; $weir apply required.json >/dev/null 2>errors || status=$?
                [ $status = 2 ]
                grep -q 'must be in hardware and is not' errors
                grep -q 'the apply was undone' errors
                if tc qdisc show dev up0 | grep clsact; then echo 'left behind'; fi
                """)
        printSkip(result)
        #expect(!result.output.contains("left behind"))
    }

    @Test func whatMayBeInSoftwareIsSaid() throws {
        let result = try laboratory(
            [:],
            Self.setUp + """
                tc qdisc del dev up0 clsact
                $weir apply preferred.json >/dev/null 2>notes
                grep -q 'up0.*software' notes
                $weir diff preferred.json
                """)
        printSkip(result)
    }

    @Test func lostOffloadIsDrift() throws {
        let result = try laboratory(
            [:],
            Self.setUp + """
                status=0; $weir diff required.json >difference || status=$?
                cat difference
                [ $status = 1 ]
                grep -q 'offload in hardware, is not in hardware' difference
                """)
        printSkip(result)
    }

    private func printSkip(_ result: Laboratory.Result) {
        if result.output.hasPrefix("skipped:") { print(result.output) }
    }
}
