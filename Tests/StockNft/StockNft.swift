package import Commands
import Foundation

/// The stock `nft` of the machine: the judge of what we say about its language.
package enum StockNft {
    package static let path = ["/usr/sbin/nft", "/usr/bin/nft", "/sbin/nft"].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The 1.0.6 that the tables follow; other versions know other fields.
    package static let isReference: Bool = path != nil && (try? run(["--version"]))?.output.contains("v1.0.6") == true

    /// A network namespace of its own can be had, as root or in a user namespace.
    package static let hasNamespaces: Bool = (try? spawn(unshare + ["true"], input: ""))?.status == 0

    package static func run(_ arguments: [String], input: String = "") throws -> Command.Result {
        try spawn([path ?? "nft"] + arguments, input: input)
    }

    package static func runInNamespace(_ arguments: [String], input: String = "") throws -> Command.Result {
        try spawn(unshare + [path ?? "nft"] + arguments, input: input)
    }

    /// Loads a script in a namespace of its own, and lists what is there then.
    package static func load(_ script: String) throws -> Command.Result {
        try spawn(unshare + ["sh", "-c", "nft -f - && nft list ruleset"], input: script)
    }

    private static let unshare = ["unshare", getuid() == 0 ? "-n" : "-rn"]

    private static func spawn(_ words: [String], input: String) throws -> Command.Result {
        try Command(words, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "TZ": "UTC"]).run(input: input)
    }

    /// The expressions that nft makes of one rule, without the numbers that the kernel gives to anonymous sets.
    /// The kernel itself may refuse it, for want of a module; what nft refuses is an error.
    package static func bytecode(of rule: String, family: String, declarations: String = "") throws -> [String] {
        let script = "table \(family) t {\n\(declarations)\nchain c {\n\(rule)\n}\n}\n"
        let result = try runInNamespace(["--debug=netlink", "-c", "-f", "-"], input: script)
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let kernelsWords = ["Could not process rule", "Error: No such file or directory"]
        if let complaint = lines.first(where: { line in line.contains("Error:") && !kernelsWords.contains { line.contains($0) } }) {
            throw Refusal(rule: rule, complaint: complaint)
        }
        return lines.filter { $0.hasPrefix("  [") || $0.hasPrefix("\telement") }
            .map { $0.replacing(#/__(set|map|objmap|chain)[%d0-9]+/#) { "__\($0.1)" } }
    }

    package struct Refusal: Error, CustomStringConvertible {
        package var rule: String
        package var complaint: String
        package var description: String { "nft refuses `\(rule)`: \(complaint)" }
    }
}
