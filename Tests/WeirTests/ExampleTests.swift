import Foundation
import Testing

/// The examples are applied, found unchanged, changed by stock nft, and repaired.
@Suite struct ExampleTests {
    struct Example: Sendable, CustomStringConvertible {
        var folder: String
        /// What stock nft does behind weir's back.
        var change: String
        var description: String { folder }

        var path: String {
            let folder = Shell.package.appendingPathComponent("Examples/\(folder)")
            let file = folder.appendingPathComponent("policy.swift")
            return FileManager.default.fileExists(atPath: file.path) ? file.path : folder.path
        }
    }

    static let examples = [
        Example(folder: "host-firewall", change: "insert rule inet host input tcp dport 23 accept"),
        Example(folder: "edge-router", change: "delete element inet filter servers6 { 2001:db8:10::25 . 25 }"),
        Example(folder: "container-host", change: "flush chain ip containers postrouting"),
        Example(folder: "port-forwarding", change: "add element ip forwarding servers { 8443 : 192.168.1.81 }"),
        Example(folder: "rate-limits", change: "delete element inet guard blocklist4 { 198.51.100.13 }"),
    ]

    @Test(arguments: examples)
    func appliedChangedAndRepaired(example: Example) throws {
        let weir = Shell.products.appendingPathComponent("weir").path
        let result = try Shell.runInNamespace(
            """
            set -e
            '\(weir)' check '\(example.path)'
            '\(weir)' apply '\(example.path)'
            '\(weir)' diff '\(example.path)'
            nft '\(example.change)'
            if '\(weir)' diff '\(example.path)'; then echo "the change was not seen"; exit 1; fi
            '\(weir)' apply '\(example.path)'
            '\(weir)' diff '\(example.path)'
            """)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test func everyExampleIsTested() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Shell.package.appendingPathComponent("Examples").path)
        #expect(Set(folders).isSubset(of: Self.examples.map(\.folder)))
    }
}
