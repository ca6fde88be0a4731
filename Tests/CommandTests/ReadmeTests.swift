import Foundation
import Tags
import Testing

/// What README shows of a command is what it says.
@Suite(.tags(.kernel)) struct ReadmeTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    /// Each command with the exit status that it has.
    @Test(.enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"), arguments: [("check", 1), ("test", 0), ("trace", 0)])
    func whatItShows(_ name: String, _ status: Int) throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("    $ weir \(name) ") })
        let shown = lines[(start + 1)...].prefix { $0.isEmpty || $0.hasPrefix("    ") }.map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : String($0) }
        let command = lines[start].dropFirst("    $ weir ".count)
        let result = try laboratory([:], "cd '\(Self.root.path)'; status=0; $weir \(command) 2>/dev/null || status=$?; [ $status = \(status) ]")
        func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .newlines) }
        #expect(trimmed(result.output) == trimmed(shown.joined(separator: "\n")))
    }
}
