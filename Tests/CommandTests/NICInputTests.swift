import Tags
import Testing

/// What can be wrong with what a check is given: one clear error, or an honest "not decided", and never a silent pass.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct NICInputTests {
    /// A state that names the link up0, and its profile.
    private static let setUp = """
        ip link add up0 type veth peer name up1
        nft 'add table netdev t; add chain netdev t c { type filter hook ingress device up0 priority 1; }'
        $weir capture -o state.json
        $weir nic up0 -o up0.json

        """

    @Test(arguments: [
        ("head -c 300 up0.json", "is not a complete JSON document", "it may be truncated"),
        ("sed 's/\"weirProfile\" : 1/\"weirProfile\" : 9/' up0.json", "is a profile of version 9, and this weir reads version", "write it again"),
        ("cat state.json", "is a policy's or a host's document, not a profile", "a profile is the output of `weir nic`"),
        ("ip link show up0", "is not a profile that weir knows", "a profile is the output of `weir nic`"),
        ("ip -j link show up0", "is not a profile that weir knows", "a profile is the output of `weir nic`"),
        ("printf ''", "is empty", "write one with `weir nic NAME"),
        ("head -c 4096 /dev/urandom", "is not a", ""),
        ("sed 's/\"mtu\" : [0-9]*/\"mtu\" : \"large\"/' up0.json", "does not make sense in `link.mtu`", ""),
    ])
    func files(_ command: String, _ message: String, _ help: String) throws {
        let result = try laboratory(
            [:],
            Self.setUp + """
                \(command) > bad
                status=0; $weir check state.json --nic up0=bad >found 2>errors || status=$?
                cat errors
                [ $status = 2 ]
                [ ! -s found ]
                """)
        #expect(result.output.contains("`bad` \(message)"), "\(result.output)")
        #expect(help.isEmpty || result.output.contains(help), "\(result.output)")
    }

    @Test func links() throws {
        try laboratory(
            [:],
            Self.setUp + """
                status=0; $weir check state.json --nic up0=nothing.json 2>errors || status=$?
                [ $status = 2 ]; grep -q 'cannot read the profile `nothing.json`' errors
                status=0; $weir check state.json --nic up0.json 2>errors || status=$?
                [ $status = 2 ]; grep -q 'names no link' errors
                # A link that the policy does not name decides nothing, and up0 is then covered by none.
                $weir check state.json --nic up9=up0.json >found 2>&1
                grep -q 'the policy does not name the link `up9`' found
                grep -q 'did you mean `up0`?' found
                grep -q 'nothing is decided about the link `up0`: no profile covers it' found
                ethtool -k up0 > features
                $weir check state.json --nic up0=features,driver=igc,kernel=6.1 > found 2>&1; ! grep -q 'driver' found
                $weir check state.json --nic up0=features > found 2>&1; grep -q 'has no data on driver' found
                for wrong in card=igc kernel=newest; do
                    status=0; $weir check state.json --nic up0=features,$wrong 2>errors || status=$?
                    [ $status = 2 ]; grep -qE 'knows no `card`|`newest` is not a version' errors
                done
                status=0; $weir check --strict state.json --nic up9=up0.json >found 2>&1 || status=$?
                [ $status = 1 ]
                status=0; $weir nic nosuch0 >found 2>errors || status=$?
                [ $status = 2 ]; [ ! -s found ]; grep -q 'no link is named `nosuch0`' errors
                """)
    }

    /// In a user namespace that owns nothing of the network.
    @Test func withoutPermission() throws {
        try laboratory(
            [:],
            Self.setUp + """
                unshare -U $weir nic up0 -o mine.json
                $weir check state.json --nic up0=mine.json >/dev/null
                nft flush ruleset
                unshare -U $weir check --live state.json >found 2>&1
                grep -q 'the kernel was not asked about the tables: not permitted' found
                status=0; unshare -U $weir check --live --strict state.json >found 2>&1 || status=$?
                [ $status = 1 ]
                status=0; unshare -U $weir apply state.json >found 2>&1 || status=$?
                cat found >&2
                [ $status = 2 ]; grep -q 'not permitted' found
                [ -z "$(nft list ruleset)" ]
                """)
    }

    /// The link comes and goes while it is read, again and again.
    @Test func aLinkThatGoesAway() throws {
        try laboratory(
            [:],
            Self.setUp + """
                nft flush ruleset
                (while [ ! -e stop ]; do ip link del up0; ip link add up0 type veth peer name up1; done) >/dev/null 2>&1 &
                churn=$!
                for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                    status=0; $weir nic up0 >profile 2>errors || status=$?
                    case $status in
                        0) [ -s profile ] || echo "nothing was written" >>wrong ;;
                        2) grep -qE 'went away while it was read|no link is named `up0`' errors || cat errors >>wrong ;;
                        *) echo "status $status" >>wrong ;;
                    esac
                    status=0; $weir check --live state.json >found 2>errors || status=$?
                    [ $status -le 1 ] || cat errors >>wrong
                done
                touch stop; wait $churn
                if [ -e wrong ]; then cat wrong >&2; exit 1; fi
                """)
    }
}
