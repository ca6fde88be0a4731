import StockNft
import Tags
import Testing
import WeirModel

/// Types, lengths and names against what `nft describe` says.
@Suite("Vocabulary against nft describe", .tags(.kernel), .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"))
struct VocabularyDescribeTests {
    private func check(_ words: String, _ layout: FieldLayout) throws {
        let text = try StockNft.run(["describe"] + words.split(separator: " ").map(String.init)).output
        let line = text.prefix { $0 != "\n" }
        let expected = "datatype \(layout.type.nftName) "
        let length = layout.type.isString ? "\(layout.bitLength / 8) characters" : "\(layout.bitLength) bits"
        #expect(line.contains(expected), "\(words): \(line)")
        #expect(line.hasSuffix(", " + length), "\(words): \(line)")
    }

    /// The headers that 1.0.6 does not know are those of tunnels.
    @Test(arguments: HeaderField.allCases.filter { ![.gre, .vxlan, .geneve].contains($0.header) }) func header(_ field: HeaderField) throws {
        try check(field.rawValue, field.layout)
    }
    @Test(arguments: MetaKey.allCases.filter { $0 != .broute && $0 != .ibrhwaddr }) func meta(_ key: MetaKey) throws { try check("meta \(key.rawValue)", key.layout) }
    @Test(arguments: ExtensionHeaderField.allCases) func extensionHeader(_ field: ExtensionHeaderField) throws {
        try check(field.rawValue, field.layout)
    }
    @Test(arguments: TCPOptionField.allCases.filter(\.isSpellable)) func tcpOption(_ field: TCPOptionField) throws {
        try check("tcp option \(field.rawValue)", field.layout)
    }
    @Test(arguments: IPOptionField.allCases) func ipOption(_ field: IPOptionField) throws {
        try check("ip option \(field.rawValue)", field.layout)
    }
    @Test(arguments: SCTPChunkField.allCases) func sctpChunk(_ field: SCTPChunkField) throws {
        try check("sctp chunk \(field.rawValue)", field.layout)
    }

    /// The type of these is known to nft only in a rule.
    @Test(arguments: CtKey.allCases.filter { ![.saddr, .daddr, .protoSrc, .protoDst].contains($0) }) func ct(_ key: CtKey) throws {
        try check(key.directionUse == .required ? "ct original \(key.rawValue)" : "ct \(key.rawValue)", key.layout)
    }

    @Test(arguments: [
        ("rt classid", Field.rt(.classid)), ("rt ip nexthop", .rt(.nexthop4)), ("rt ip6 nexthop", .rt(.nexthop6)), ("rt mtu", .rt(.tcpmss)),
        ("rt ipsec", .rt(.ipsec)), ("socket transparent", .socket(.transparent, level: 0)), ("socket mark", .socket(.mark, level: 0)),
        ("socket wildcard", .socket(.wildcard, level: 0)), ("socket cgroupv2 level 1", .socket(.cgroupv2, level: 1)),
        ("osf name", .osf(.name, ttl: .strict)), ("fib daddr oif", .fib(.oif, flags: .daddr)),
        ("fib daddr oifname", .fib(.oifname, flags: .daddr)),
        ("fib daddr type", .fib(.type, flags: .daddr)), ("ipsec in reqid", .ipsec(.reqid, direction: .in, spnum: 0)),
        ("ipsec in spi", .ipsec(.spi, direction: .in, spnum: 0)), ("ipsec out ip saddr", .ipsec(.ipSaddr, direction: .out, spnum: 0)),
        ("ipsec out ip6 daddr", .ipsec(.ip6Daddr, direction: .out, spnum: 0)),
        ("numgen inc mod 4", .numgen(.inc, modulus: 4, offset: 0)),
        ("symhash mod 4", .symhash(modulus: 4, offset: 0)), ("@nh,3,7", .payload(base: .network, bitOffset: 3, bitLength: 7)),
        ("tcp option @42,16,4", .rawTCPOption(kind: 42, bitOffset: 16, bitLength: 4)),
    ]) func others(_ words: String, _ field: Field) throws { try check(words, field.layout) }

    @Test(arguments: DataType.allCases.filter(\.isNameable)) func nameableTypes(_ type: DataType) throws {
        // These words are fields before they are types.
        let fields: [DataType: String] = [.ecn: "ip ecn", .time: "ct expiration"]
        let text = try StockNft.run(["describe"] + (fields[type] ?? type.nftName).split(separator: " ").map(String.init)).output
        #expect(text.contains("datatype \(type.nftName) "), "\(text)")
        #expect(text.contains(", \(type.bitLength ?? 0) bits"), "\(text)")
        guard type != .inetProtocol else { return }  // nft lists /etc/protocols
        let listed = Set(symbols(in: text))
        #expect(listed == Set(type.symbols.map { "\($0.name)=\($0.value)" }), "\(type.nftName)")
    }

    @Test(arguments: [(DataType.ctEventBit, "ct event")]) func namelessTypes(_ type: DataType, _ field: String) throws {
        let text = try StockNft.run(["describe"] + field.split(separator: " ").map(String.init)).output
        #expect(Set(symbols(in: text)) == Set(type.symbols.map { "\($0.name)=\($0.value)" }))
    }

    private func symbols(in text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("\t") }.map { line in
            let words = line.split(whereSeparator: \.isWhitespace)
            let number = words[1].hasPrefix("0x") ? UInt64(words[1].dropFirst(2), radix: 16) : UInt64(words[1])
            // nft shows these two types' numbers with their bytes swapped.
            let isSwapped = text.contains("datatype ether_type ") || text.contains("datatype arp_op ")
            return "\(words[0])=\(isSwapped ? UInt64(UInt16(number ?? 0).byteSwapped) : number ?? 0)"
        }
    }
}
