import CNftnl
import Netfilter
import Netlink
import Tags
import Testing
import WeirModel

@testable import Nftables

/// What stock nft sends for a rule, against what Weir reads in it and sends for it.
@Suite(.tags(.pure)) struct GoldenTests {
    struct Golden: Sendable, CustomTestStringConvertible {
        var command: String
        var bytes: [UInt8]
        var testDescription: String { command }
    }

    static let goldens: [Golden] = {
        let text = (try? TestFile.text("Goldens/expressions.txt")) ?? ""
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return stride(from: 0, to: lines.count - 1, by: 2).map { Golden(command: String(lines[$0]), bytes: bytes(lines[$0 + 1])) }
    }()

    private static func bytes(_ text: Substring) -> [UInt8] {
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }

    @Test func areThere() { #expect(Self.goldens.count > 50) }

    /// Kinds of which Weir always sends the kernel's defaults and nft does not, or nft sends the number of a set and Weir its name alone.
    private static let explicitDefaults: Set<String> = [
        "log", "nat", "redir", "masq", "limit", "quota", "exthdr", "connlimit", "dynset", "lookup", "objref", "socket", "counter",
    ]

    @Test(arguments: goldens) func isUnderstoodAndSentAlike(_ golden: Golden) throws {
        let expressions = decode(golden.bytes)
        #expect(!expressions.isEmpty)
        for expression in expressions {
            if case .raw(let raw) = expression { Issue.record("raw: \(raw.name)") }
        }
        let (bytes, failure) = written { $0.put(list: expressions) }
        #expect(failure == nil)
        #expect(decode(bytes) == expressions)
        // nft says the default operation of a mask where it sets a field, and not where it matches one.
        if Self.explicitDefaults.isDisjoint(with: names(golden.bytes)), !golden.command.contains("dscp set") {
            #expect(bytes == golden.bytes)
        }
    }

    private func decode(_ list: [UInt8]) -> [Netfilter.Expression] {
        list.withUnsafeBytes { bytes in
            var attributes = AttributeDecoder(Payload(bytes))
            return attributes.expressions(in: Payload(bytes))
        }
    }

    private func names(_ list: [UInt8]) -> [String] {
        list.withUnsafeBytes { bytes in
            Payload(bytes).attributes.compactMap { element in
                var expression = AttributeDecoder(element.payload)
                return expression.string(NFTA_EXPR_NAME)
            }
        }
    }
}
