import Rendering
import StockNft
import Tags
import Testing
import WeirModel

/// Whole tables, as stock nft reads and lists them.
@Suite(
    "nft text: tables against nft", .tags(.kernel), .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"),
    .enabled(if: StockNft.hasNamespaces, "no network namespace can be made"))
struct StockTableTextTests {
    /// What nft lists after it has loaded our text is what we meant, in nft's own words.
    @Test func nftLists() throws {
        let script = try NftRenderer.script(for: HostState(tables: [NftTableTests.table]))
        let result = try StockNft.load(script)
        #expect(result.status == 0, "\(result.output)")
        let words = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for expected in [
            "comment \"the host's own\"", "counter rest { comment \"the rest\" packets 1 bytes 2 }", "quota monthly { over 1 mbytes }",
            "limit slow { rate 5/hour burst 9 packets }",
            "set office { type ipv4_addr flags interval auto-merge comment \"branch offices\" elements = { 10.0.0.0/16, 192.0.2.1-192.0.2.9, 198.51.100.7 } }",
            "map services { type inet_service : verdict elements = { 22 : accept, 25 : goto other } }",
            "set seen { typeof ip saddr . tcp dport size 4096 flags dynamic,timeout counter timeout 1h gc-interval 10s",
            "10.1.1.1 . 80 counter packets 0 bytes 0 timeout 2h expires", "comment \"slow\" }",
            "map marks { type ipv4_addr : mark policy memory }",
            "map bytes { type ipv4_addr : counter elements = { 10.1.1.1 : \"rest\" } }",
            "chain input { comment \"what comes in\" type filter hook input priority filter + 5; policy drop;",
            "ct state established,related accept ip saddr @office tcp dport vmap @services comment \"by service\" counter name \"rest\" jump other }",
            "limit rate 10/second log prefix \"other: \" level info",
            "chain early { type filter hook ingress device \"lo\" priority -500; policy accept; }",
        ] {
            #expect(words.contains(expected), "\(expected)\nnot in\n\(result.output)")
        }
    }

    /// Conntrack's objects and flowtables, which not every kernel has: nft at least reads them.
    @Test(
        arguments: [
            StatefulObject(name: "ftp", definition: .ctHelper(helper: "ftp", protocol: 6, l3protocol: .ip), comment: "old"),
            StatefulObject(name: "long", definition: .ctTimeout(protocol: 6, l3protocol: .ip6, policy: [3: 100, 8: 5])),
            StatefulObject(name: "short", definition: .ctTimeout(protocol: 17, l3protocol: nil, policy: [1: 10, 2: 20])),
            StatefulObject(
                name: "expect", definition: .ctExpectation(protocol: 6, l3protocol: .ip, dport: 9876, timeout: 120_000, size: 12)),
            StatefulObject(name: "ssh", definition: .secmark(context: "system_u:object_r:ssh_server_packet_t:s0")),
            StatefulObject(name: "syn", definition: .synproxy(Synproxy(mss: 1460, wscale: 7, timestamp: true, sackPermitted: true))),
        ]) func objects(_ object: StatefulObject) throws
    {
        let text = try NftRenderer.block(for: Table(family: .inet, name: "t", objects: [object]))
        let result = try StockNft.runInNamespace(["-c", "-f", "-"], input: text)
        #expect(!result.output.contains("syntax error") && !result.output.contains("unexpected"), "\(text)\n\(result.output)")
        let isKernels = ["No such file or directory", "Operation not supported", "Could not process rule"].contains {
            result.output.contains($0)
        }
        #expect(result.status == 0 || isKernels, "\(text)\n\(result.output)")
    }

    @Test func flowtables() throws {
        let flowtable = Flowtable(name: "f", priority: -5, devices: ["lo"], counter: true)
        let table = Table(
            family: .inet, name: "t", flags: .dormant, chains: [Chain(name: "c", rules: [Rule([.flowAdd(flowtable: "f")])])],
            flowtables: [flowtable])
        let text = try NftRenderer.block(for: table)
        #expect(text.contains("flags dormant"))
        let result = try StockNft.runInNamespace(["-c", "-f", "-"], input: text)
        #expect(!result.output.contains("syntax error"), "\(text)\n\(result.output)")
    }

    @Test func names() throws {
        for name in ["ip", "udp", "fullcone", "update", "input", "nat", "state", "a.b/c-d", "_x", "9lives", "ten x", ""] {
            let text = try? NftRenderer.block(for: Table(family: .inet, name: "t", chains: [Chain(name: name)]))
            let result = try StockNft.runInNamespace(["-c", "-f", "-"], input: "table inet t { chain \(name) { }\n}\n")
            let isKernels = result.output.contains("Protocol error")
            #expect((text != nil) == (result.status == 0 || isKernels), "\(name): \(result.output)")
        }
    }
}
