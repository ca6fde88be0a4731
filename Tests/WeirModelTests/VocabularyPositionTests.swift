import StockNft
import Tags
import Testing
import WeirModel

/// Bit positions: nft makes the same loads for a field's name as for `@base,offset,length`.
@Suite(
    "Vocabulary against nft's bytecode", .tags(.kernel), .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"),
    .enabled(if: StockNft.hasNamespaces, "no network namespace can be made"))
struct VocabularyPositionTests {
    /// The payload and bitwise lines of each rule, as `--debug=netlink` shows them.
    private func loads(_ rules: [String], family: String) throws -> [[String]] {
        let script = "add table \(family) t\nadd chain \(family) t c\n" + rules.map { "add rule \(family) t c \($0)\n" }.joined()
        let result = try StockNft.runInNamespace(["--debug=netlink", "-c", "-f", "-"], input: script)
        #expect(result.status == 0, "\(result.output)")
        var blocks: [[String]] = []
        for line in result.output.split(separator: "\n") {
            if line.hasPrefix("\(family) t c") { blocks.append([]) }
            if line.hasPrefix("  ["), !blocks.isEmpty { blocks[blocks.count - 1].append(String(line)) }
        }
        return blocks
    }

    private func family(_ header: Header) -> String {
        switch header {
        case .ether, .vlan: "bridge"
        case .arp: "arp"
        default: "inet"
        }
    }

    /// The headers of tunnels are unknown to 1.0.6.
    @Test(arguments: Header.allCases.filter { ![.gre, .vxlan, .geneve].contains($0) }) func header(_ header: Header) throws {
        let fields = header.fields
        // nft counts vlan headers from the start of the frame.
        let start: UInt32 = header == .vlan ? 112 : 0
        let named = try loads(fields.map { "\($0.rawValue) == \(number($0.layout.type))" }, family: family(header))
        let raw = try loads(
            fields.map { "@\(header.base.rawValue),\(start + $0.layout.bitOffset),\($0.layout.bitLength) 1" }, family: family(header))
        #expect(named.count == fields.count && raw.count == fields.count)
        for (field, (left, right)) in zip(fields, zip(named, raw)) {
            let loads = right.filter { !$0.contains("cmp") }
            #expect(loads == Array(left.filter { !$0.contains("cmp") }.suffix(loads.count)), "\(field.rawValue)")
        }
    }

    @Test func extensionHeaders() throws {
        for field in ExtensionHeaderField.allCases {
            let lines = try loads(["\(field.rawValue) \(number(field.layout.type))"], family: "ip6").last ?? []
            let bytes = (field.layout.bitOffset % 8 + field.layout.bitLength + 7) / 8
            let expected = "exthdr load ipv6 \(bytes)b @ \(field.header.protocolNumber) + \(field.layout.bitOffset / 8) =>"
            #expect(lines.contains { $0.contains(expected) }, "\(field.rawValue): \(expected): \(lines)")
        }
    }

    @Test func tcpOptions() throws {
        for field in TCPOptionField.allCases {
            let spelling = field.isSpellable ? field.rawValue : "@\(field.option.kind),0,8"
            let lines = try loads(["tcp option \(spelling) 1"], family: "inet").last ?? []
            let expected = "exthdr load tcpopt \(field.layout.byteLength)b @ \(field.option.kind) + \(field.layout.bitOffset / 8) =>"
            #expect(lines.contains { $0.contains(expected) }, "\(field.rawValue): \(expected): \(lines)")
        }
    }

    @Test func ipOptions() throws {
        for field in IPOptionField.allCases {
            let lines = try loads(["ip option \(field.rawValue) 1"], family: "ip").last ?? []
            let expected = "exthdr load ipv4 \(field.layout.byteLength)b @ \(field.option.number) + \(field.layout.bitOffset / 8) =>"
            #expect(lines.contains { $0.contains(expected) }, "\(field.rawValue): \(expected): \(lines)")
        }
    }

    @Test func sctpChunks() throws {
        for field in SCTPChunkField.allCases {
            let lines = try loads(["sctp chunk \(field.rawValue) 1"], family: "inet").last ?? []
            let expected = "exthdr load \(field.layout.byteLength)b @ \(field.chunk.number) + \(field.layout.bitOffset / 8) =>"
            #expect(lines.contains { $0.contains(expected) }, "\(field.rawValue): \(expected): \(lines)")
        }
    }

    private func number(_ type: DataType) -> String {
        switch type {
        case .ipv4Address: "0.0.0.1"
        case .ipv6Address: "::1"
        case .etherAddress: "00:00:00:00:00:01"
        default: "1"
        }
    }
}
