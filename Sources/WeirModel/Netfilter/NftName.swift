/// Whether stock nft can read a name of a table, chain, set or object. The kernel takes any; nft lists them all, and reads back only these.
public enum NftName: Sendable, Hashable {
    case plain
    /// It has characters that no name of nft's language has.
    case noWord
    /// A reserved word of nft.
    case keyword

    /// The characters of nft's names. nft's src/scanner.l.
    public static let rule = "its names are letters, digits and any of _ . / -, and begin with a letter"

    public init(_ name: String) { self = !Self.isWord(name) ? .noWord : Self.keywords.contains(name) ? .keyword : .plain }

    private static func isWord(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.enumerated().allSatisfy { index, byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "\\"): index > 0
                default: false
                }
            }
    }

    /// The words that nft 1.0.6 reserves everywhere.
    private static let keywords: Set<String> = Set(
        """
        accept add ah all and arp auto-merge bridge cgroup chain comment comp constant continue counter cpu create ct day dccp define delete \
        describe device devices dnat drop dst dup dynamic ecn element elements eq esp ether exists expires export exthdr fib flags flow \
        flowtable flush frag fwd gc-interval ge get goto gt handle hbh hook hour ibriport ibrname icmp icmpv6 igmp iif iifgroup \
        iifname iiftype import include index inet insert interval ip ip6 ipsec jhash jump le limit list log lshift lt map mark masquerade meta \
        meter mh missing monitor ne netdev nftrace not notrack numgen obriport obrname offload oif oifgroup oifname oiftype or osf pkttype \
        policy position priority queue quota random redefine redirect reject rename replace reset return rshift rt rt0 rt2 rtclassid rule \
        ruleset sctp secmark set size skgid skuid snat socket srh symhash synproxy table tcp th time timeout tproxy type typeof udp udplite \
        undefine update vlan vmap xor xt
        """.split(separator: " ").map(String.init))
}
