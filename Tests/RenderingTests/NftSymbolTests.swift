import Rendering
import StockNft
import Tags
import Testing
import WeirModel

/// Every name that values are written with is one that nft reads, and reads as that number.
@Suite(
    "nft text: names of values", .tags(.kernel), .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"),
    .enabled(if: StockNft.hasNamespaces, "no network namespace can be made"))
struct NftSymbolTests {
    /// A field of each type that has names, and a family that knows it.
    static let fields: [(Field, Family)] = [
        (.meta(.nfproto), .inet), (.meta(.protocol), .bridge), (.header(.arpOperation), .arp), (.meta(.l4proto), .inet),
        (.header(.icmpType), .ip), (.header(.icmpCode), .ip), (.header(.icmpv6Type), .ip6), (.header(.icmpv6Code), .ip6),
        (.header(.igmpType), .ip), (.header(.tcpFlags), .inet), (.header(.dccpType), .inet), (.extensionHeader(.mhType), .ip6),
        (.meta(.iiftype), .inet), (.ct(.state, direction: nil), .inet), (.ct(.direction, direction: nil), .inet),
        (.ct(.status, direction: nil), .inet), (.meta(.pkttype), .inet), (.header(.ipDscp), .ip), (.header(.ipEcn), .ip),
        (.fib(.type, flags: .daddr), .inet), (.meta(.ipsec), .inet), (.meta(.day), .inet), (.header(.etherType), .bridge),
        (.ct(.l3proto, direction: .original), .inet),
    ]

    @Test func everyTypeHasItsField() {
        let types = Set(Self.fields.map(\.0.layout.type))
        // Names of icmpx codes and of conntrack events stand in statements only.
        let named = DataType.allCases.filter { !$0.symbols.isEmpty && $0 != .icmpxCode && $0 != .ctEventBit }
        #expect(types == Set(named))
    }

    @Test(arguments: fields.indices) func names(_ index: Int) throws {
        let (field, family) = Self.fields[index]
        let type = field.layout.type
        for symbol in type.symbols {
            let rule = Rule([.match(.field(field), .equal, .value(.number(symbol.value, type)))])
            let text = NftRenderer.line(for: rule, family: family)
            let name = Value.number(symbol.value, type).description
            #expect(text.contains(name), "\(text)")
            let sign = type.isBitmask ? "== " : ""
            let plain =
                "\(text.prefix { $0 != "=" }.dropLast(type.isBitmask ? 0 : name.count + (text.hasSuffix("\"") ? 2 : 0)))\(sign)\(symbol.value)"
            let ours = try StockNft.bytecode(of: text, family: family.rawValue)
            let numeric = try StockNft.bytecode(of: type == .boolean ? text : plain, family: family.rawValue)
            #expect(ours == numeric, "\(text) / \(plain)")
            // The name of an older spelling is another's number.
            #expect(try type.parse(symbol.name) == .number(symbol.value, type))
        }
    }

    @Test func severalBits() throws {
        for (field, number) in [
            (Field.header(.tcpFlags), UInt128(18)), (.ct(.state, direction: nil), 6), (.ct(.status, direction: nil), 48),
            (.ct(.label, direction: nil), 6),
        ] {
            let value = Term.value(.number(number, field.layout.type))
            let exact = NftRenderer.line(for: .match(.field(field), .equal, value), family: .inet)
            let any = NftRenderer.line(for: .match(.field(field), .anyOf, value), family: .inet)
            let code = try StockNft.bytecode(of: exact, family: "inet")
            #expect(!code.contains { $0.contains("bitwise") }, "\(exact): \(code)")
            let anyCode = try StockNft.bytecode(of: any, family: "inet")
            #expect(anyCode.contains { $0.contains("bitwise") } && anyCode.last?.contains("cmp neq") == true, "\(any): \(anyCode)")
        }
    }
}
