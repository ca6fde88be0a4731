import Foundation
import Tags
import Testing

/// What README shows of the checks is what they say.
@Suite(.tags(.kernel)) struct ReadmeTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    @Test(.enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
    func theCheckThatItShows() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("    $ weir check ") })
        let shown = lines[(start + 1)...].prefix { $0.isEmpty || $0.hasPrefix("    ") }.map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : String($0) }
        let command = lines[start].dropFirst("    $ weir ".count)
        let result = try laboratory([:], "cd '\(Self.root.path)'; status=0; $weir \(command) 2>/dev/null || status=$?; [ $status = 1 ]")
        func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .newlines) }
        #expect(trimmed(result.output) == trimmed(shown.joined(separator: "\n")))
    }
}
