import Commands

/// Shell that shows links twice: by stock ethtool and by weir.
enum Script {
    static let show = """
        show() {
            for link; do
                for what in '--json -k' -k -i -l -g -c -x -T ''; do
                    echo "@@ $link $what"
                    ethtool $what $link 2>&1
                done
                for flow in tcp4 udp4 sctp4 ah4 tcp6 udp6 sctp6 ah6; do
                    echo "@@ $link -n rx-flow-hash $flow"
                    ethtool -n $link rx-flow-hash $flow 2>&1
                done
                echo "@@ $link weir"
                "$WEIR" nic $link
            done
        }

        """

    /// Every kind of link that this kernel makes, some with features changed.
    static let kinds = """
        make() { name=$1; shift; ip link add $name "$@" 2>/dev/null || echo "@refused $name"; }
        make veth0 numrxqueues 4 numtxqueues 4 type veth peer name veth1
        make dummy0 type dummy
        make ifb9 type ifb
        make bridge0 type bridge
        make vlan0 link veth0 type vlan id 5
        make macvlan0 link veth0 type macvlan
        make ipvlan0 link veth1 type ipvlan
        make vxlan0 type vxlan id 5 dstport 4789 remote 192.0.2.1
        make geneve0 type geneve id 5 remote 192.0.2.1
        make gre1 type gretap local 192.0.2.1 remote 192.0.2.2
        make bond9 type bond
        make team0 type team
        make vrf0 type vrf table 10
        make wg0 type wireguard
        make nlmon0 type nlmon
        ip tuntap add tap0 mode tap 2>/dev/null || echo "@refused tap0"
        ip link set veth0 up; ip link set veth1 up
        ethtool -K veth0 tso off gro off 2>/dev/null >&2
        ethtool -K veth1 sg off 2>/dev/null >&2
        ethtool -K veth1 tso on rx off 2>/dev/null >&2
        for link in $(ls /proc/sys/net/ipv4/conf); do
            case $link in all|default) ;; *) show $link ;; esac
        done

        """

    /// What the words print; what they complain of is shown.
    static func run(_ words: [String]) throws -> Command.Result {
        let result = try Command(words, environment: Command.surroundings.merging(["WEIR": Products.weir]) { $1 }).run(separately: true)
        if !result.errors.isEmpty { print(result.errors) }
        return result
    }

    static let hasNamespaces = (try? run(["unshare", "-rn", "true"]).status) == 0
    static let hasEthtool = (try? run(["ethtool", "--version"]).status) == 0
}
