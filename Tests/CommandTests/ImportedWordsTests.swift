import Tags
import Testing

/// Rules and sets of stock nft that were hard to say: each comes back in words, and is the same by them.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"), .serialized)
struct ImportedWordsTests {
    /// nft lists combinations of flags in the kernel's order, which is the one in which they came.
    @Test func combinationsOfFlagsKeepTheirOrder() throws {
        let set = "table ip t { set s { type tcp_flag; flags constant; elements = { fin | ack | urg, fin | ack, syn | ack, syn }; }; }"
        try laboratory(
            ["a.nft": set],
            """
            nft -f a.nft; nft list ruleset > before; $weir import -o a.swift
            nft flush ruleset; $weir apply a.swift; nft list ruleset > after; diff before after
            """)
    }

    /// Kinds of rules that once had no words: each loaded by stock nft, and the same by its policy.
    @Test func whatNftCanSayHasWords() throws {
        let rules = """
            table inet t {
                chain c {
                    tcp option maxseg size set numgen inc mod 48
                    tcp option maxseg size set rt mtu
                    tcp option timestamp tsval set meta length
                    ct zone set ip id
                    @th,4,12 { 1, 2 }
                    meta l4proto esp @th,0,16 { 1, 2 }
                    icmp type echo-request @th,16,16 vmap { 1 : drop }
                    @nh,96,32 vmap { 0x1 : accept, 0x2 : drop }
                    jhash ip saddr mod 10 . ip daddr { 1 . 192.0.2.1 }
                    jhash ip saddr mod 10 . tcp dport vmap { 1 . 22 : accept }
                    meta l4proto . tcp dport { 3-44 . 22 }
                    meta mark . tcp dport { 1-3 . 22 }
                    ct direction . th dport { original . 22-33 }
                    @nh,96,32 . ip daddr { 1 . 10.0.0.1 }
                    ip6 dscp & 0x3 == 1
                    ip dscp ^ 0x3 == 1
                    ip dscp ^ 0x3 { 1, 2 }
                    ip protocol >> 2 == tcp
                    tcp window >> 2 == 5
                    tcp doff >> 1 == 2
                    vlan id << 1 & 0xff0 == 2
                    ip6 flowlabel >> 1 { 10, 20 }
                    ip ecn & 1 vmap { ect0 : accept, ce : drop }
                    meta mark & 0xff ^ 3 == 5
                    meta mark ^ 3 & 0xff ^ 5 == 7
                    ip dscp . tcp dport { cs1 . 22 }
                    ip saddr & 255.255.255.0 . tcp dport { 10.0.0.0 . 22 }
                    tcp dport . ip6 dscp . meta mark { 22 . cs1 . 1-3 }
                    tcp dport vmap { 22-80 : accept, * : drop }
                    ip dscp vmap { 32-63 : accept, * : drop }
                    frag more-fragments vmap { 0-1 : accept, * : drop }
                    ip saddr { 10.0.0.1/32, 10.0.0.5 }
                    ip saddr . tcp dport { 10.0.0.1/32 . 22 }
                    meta mark set @th,4,12 >> 2 & 3
                    meta mark set jhash jhash ip saddr mod 8 . ip daddr mod 8
                    meta hour "22:00"-"06:00"
                    meta hour "10:00"-"12:00"
                    limit name ip6 dscp map { cs1 : "slow" }
                    add @options { meta mark : ip hdrlength }
                }
                limit slow { rate 1/second }
                map options { typeof meta mark : ip hdrlength; size 100; flags dynamic; }
            }
            """
        let result = try laboratory(
            ["rules.nft": rules],
            """
            nft -f rules.nft
            nft --debug=netlink list ruleset > before
            $weir import -o policy.swift
            $weir diff policy.swift
            nft flush ruleset
            $weir apply policy.swift > /dev/null
            nft --debug=netlink list ruleset > after
            grep '^  \\[' before > expressions; grep '^  \\[' after | diff expressions - >&2
            """)
        #expect(result.errors.contains("imported 1 table, 39 rules (none raw)"))
    }

    /// nft notes by what a set was declared, and can't read all of its own notes: its listing of such sets ends in a crash.
    @Test func setsThatNftCannotListAreTheSame() throws {
        let rules = """
            table inet t {
                set hashes { typeof jhash ct mark mod 8 . ip saddr; size 100; flags dynamic; }
                set option { typeof tcp option @42,16,4; elements = { 1 } }
                map options { typeof tcp option @42,16,16 : verdict; elements = { 1 : accept } }
                map ports { typeof meta mark : ct original proto-dst; size 100; flags dynamic; }
                set flows { typeof ct original proto-dst . ip saddr; }
                chain c { add @hashes { jhash ct mark . iif mod 8 . ip saddr }; }
            }
            """
        let result = try laboratory(
            ["rules.nft": rules],
            """
            nft -f rules.nft
            $weir import -o policy.swift
            $weir diff policy.swift
            nft flush ruleset
            $weir apply policy.swift > /dev/null
            """)
        #expect(result.errors.contains("imported 1 table, 1 rule (none raw)"))
    }
}
