@_exported import NetworkNamespace
import Testing

/// Files beside the tests' sources.
enum TestFile {
    private static let folder = String(#filePath.reversed().drop { $0 != "/" }.reversed())

    static func text(_ name: String) throws -> String { try shell("cat '\(folder)\(name)'").output }

    static func names(in name: String) throws -> [String] {
        try shell("ls '\(folder)\(name)'").output.split(separator: "\n").map(String.init)
    }
}

/// What the kernel tests need, as conditions for visible skips.
enum Kernel {
    /// A network namespace, and nft to judge by.
    static let hasNft: Bool = {
        guard (try? inNamespace { try shell("nft list ruleset").status == 0 }) == true else { return false }
        return true
    }()
    static let needs: Comment = "needs root for a network namespace of its own, nf_tables, and nft"
}

/// Loads a script with stock nft.
func load(_ script: String) throws {
    let result = try shell("nft -f -", input: script)
    if result.status != 0 { throw ShellError(command: script, output: result.output) }
}

/// The ruleset as nft shows it: its text, and the expressions behind it without the numbers that the kernel gives anew.
func listing() throws -> String {
    let text = try shell("nft -s -n list ruleset").output
    let code = try shell("nft -s -n --debug=netlink list ruleset").output
    // A hash set gives its elements in no order.
    var lines: [String] = []
    var elements: [String] = []
    for line in code.split(separator: "\n") {
        if line.hasPrefix("\telement") {
            elements.append(canonical(line))
        } else {
            lines += elements.sorted() + [canonical(line)]
            elements = []
        }
    }
    return text + "\n" + (lines + elements.sorted()).joined(separator: "\n")
}

/// Rule lines end in handles, and anonymous sets are counted through.
private func canonical(_ line: Substring) -> String {
    var line = String(line)
    for name in ["__set", "__map", "__objmap", "__chain"] { line = line.replacingNumber(after: name) }
    if let first = line.first, !first.isWhitespace {
        var words = line.split(separator: " ")
        while let last = words.last, words.count > 3, last.allSatisfy(\.isNumber) { words.removeLast() }
        line = words.joined(separator: " ")
    }
    if line.hasPrefix("\telement") { line = line.split(separator: "\telement").map { $0.trimmed }.sorted().joined(separator: "\n") }
    return line
}

extension StringProtocol {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

extension String {
    fileprivate func replacingNumber(after name: String) -> String {
        guard contains(name) else { return self }
        var result = ""
        var rest = self[...]
        while let range = rest.firstRange(of: name) {
            result += rest[..<range.upperBound] + "N"
            rest = rest[range.upperBound...].drop { $0.isNumber }
        }
        return result + rest
    }
}
