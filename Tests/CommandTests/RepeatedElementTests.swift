import Tags
import Testing

/// Elements that a list says twice: the kernel holds each once, and that is no difference.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct RepeatedElementTests {
    private static let policy = """
        import Weir

        let file = NamedSet("file", type: .ipv4Address, contentsOf: "file.txt")

        Policy("p") {
            Table("t", .ip) {
                Chain("in", .filter(.input)) {
                    Rule(ip.saddr == file, .drop)
                    Rule(tcp.dport == [80, 80, 443], .accept)
                    Rule(meta.iifname == ["lo", "lo", "eth0"], .accept)
                    Rule(ip.saddr == ["10.0.0.1", "10.0.0.1", "10.0.0.2"], .counter)
                    Rule(concat(ip.saddr, tcp.dport) == [.of("10.0.0.1", 22), .of("10.0.0.1", 22), .of("10.0.0.2", 22)], .accept)
                    Rule(tcp.dport == NamedSet("own", [22, 80, 22]))
                }
            }
        }
        """
    private static let ruleset = """
        table ip t {
            set file { type ipv4_addr; elements = { 10.0.0.1, 10.0.0.2, 10.0.0.1 }; }
            set own { type inet_service; elements = { 22, 80, 22 }; }
            chain in {
                type filter hook input priority 0;
                ip saddr @file drop
                tcp dport { 80, 80, 443 } accept
                iifname { "lo", "lo", "eth0" } accept
                ip saddr { 10.0.0.1, 10.0.0.1, 10.0.0.2 } counter
                ip saddr . tcp dport { 10.0.0.1 . 22, 10.0.0.1 . 22, 10.0.0.2 . 22 } accept
                tcp dport @own
            }
        }
        """

    @Test func isNoDifference() throws {
        let result = try laboratory(
            ["policy.swift": Self.policy, "file.txt": "10.0.0.1\n10.0.0.2\n10.0.0.1\n", "ruleset.nft": Self.ruleset],
            """
            $weir apply policy.swift > /dev/null
            $weir diff policy.swift
            $weir apply policy.swift 2>&1 | grep nothing
            nft -s -n list ruleset > applied
            nft flush ruleset
            nft -f ruleset.nft
            nft -s -n list ruleset | diff - applied
            """)
        #expect(result.output == "weir: nothing to do\n", "\(result.output)\n\(result.errors)")
    }
}
