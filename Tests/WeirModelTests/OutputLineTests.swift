import FoundationEssentials
import ModelGenerators
import Tags
import Testing

@testable import Documents
@testable import WeirModel

/// Text from outside in a line of output.
@Suite(.tags(.pure)) struct OutputLineTests {
    @Test(arguments: HostileText.all)
    func nothingLeavesTheLine(_ hostile: HostileText) {
        let text = hostile.text
        let place = SourceLocation(file: text, line: 3, column: 5)
        let lines: [OutputLine] = [
            "\(text)", OutputLine(text), "a \(text) b", "\(opening: text)", "\(place): error: \(text)", "\(verbatim: text)",
            "\(OutputLine(text))\(OutputLine(text))", OutputLine("\(opening: text)").painted("1;31"),
        ]
        for line in lines {
            #expect(HostileText.faults(in: line.text, allowsColour: true) == [])
            #expect(!line.text.unicodeScalars.contains("\n"))
        }
        #expect(!OutputLine("\(opening: text)").text.hasPrefix("weir: "))
        #expect(!OutputLine("\(place)").text.hasPrefix("weir: "))
    }

    @Test func whatIsEscapedCanBeRead() {
        let shown: [(String, OutputLine)] = [
            ("nl\nflush ruleset\n", #"nl\nflush ruleset\n"#), ("a\t\r", #"a\t\r"#), ("\u{1b}[31m\u{202e}", #"\u{1b}[31m\u{202e}"#),
            ("\u{10feff}\u{10fe80}", #"\xff\x80"#), ("naïve — 日本語 🚀 `x`", "naïve — 日本語 🚀 `x`"), (#"C:\Windows \"#, #"C:\Windows \"#),
            (#"a\nb"#, #"a\\nb"#), (#"\\x"#, #"\\\\x"#), ("::error::x", #"\u{3a}:error::x"#), (" ##[error]", #" \u{23}#[error]"#), ("::1", #"\u{3a}:1"#),
            ("## a [b] ##", "## a [b] ##"),
        ]
        for (text, line) in shown { #expect(OutputLine(text) == line) }
        #expect("\(verbatim: #"print("a\n")"#)" as OutputLine == #"print("a\n")"#)
        #expect("\(opening: "weir: applied")" as OutputLine == #"weir\u{3a} applied"#)
        #expect("\(SourceLocation(file: "a b/c.swift", line: 3, column: 5))" as OutputLine == "a b/c.swift:3:5")
        #expect("\(SourceLocation(file: "c.swift", line: 3, column: 0)) \(7)" as OutputLine == "c.swift:3 7")
    }

    /// No two texts look the same.
    @Test func whatDiffersLooksDifferent() {
        var generator = ModelGenerator(seed: 31)
        let pieces = ["\\", "n", "\n", "u", "{", "1b", "}", "\u{1b}", "x", "ff", "\u{10feff}", "\t", "t", "r", "\r", "a"]
        var seen: [String: String] = [:]
        for _ in 0..<Seeded.rounds(50_000) {
            let text = (0..<generator.below(6)).map { _ in generator.one(of: pieces) }.joined()
            let shown = text.visible()
            if let other = seen[shown] { #expect(other.unicodeScalars.elementsEqual(text.unicodeScalars), "\(shown)") }
            seen[shown] = text
        }
    }

    @Test func messagesAreBounded() {
        let count = Seeded.rounds(20_000_000)
        let long = String(repeating: "x", count: count)
        #expect(long.excerpt().utf8.count < 160)
        #expect(long.excerpt().hasSuffix("… (\(count) bytes)"))
        #expect("no `\(long)` in `\(long)`".bounded.utf8.count < 400)
        #expect(String(repeating: "`x", count: count / 2).bounded.utf8.count < 2100)
        #expect("short `\(String(repeating: "x", count: 120))`".bounded == "short `\(String(repeating: "x", count: 120))`")
        #expect("ä".excerpt(1) == "ä")
        #expect("ää".excerpt(1) == "ä… (4 bytes)")
    }

    /// Any bytes come back, and those that are UTF-8 are the text that they spell.
    @Test func anyBytesAreCarried() throws {
        var generator = ModelGenerator(seed: 32)
        let pieces: [[UInt8]] = [
            Array("a".utf8), Array("é".utf8), Array("🚀".utf8), [0xff], [0x80], [0xc3], [0xe2, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x8f, 0xbb, 0xbf],
            [0xf4, 0x8f, 0xba, 0x80], [0xf4, 0x8f, 0xb9, 0xbf], [0xf4], [0xf4, 0x90, 0x80, 0x80], [0xc0, 0x80], [0],
        ]
        for _ in 0..<Seeded.rounds(20_000) {
            let bytes = (0..<generator.below(8)).flatMap { _ in generator.one(of: pieces) }
            let text = String(outside: bytes)
            #expect(text.outsideBytes == bytes)
            if let valid = String(validating: bytes, as: UTF8.self), !bytes.contains(0xf4) {
                #expect(Array(text.utf8) == Array(valid.utf8))
                #expect(!text.carriesBytes)
            }
        }
        #expect(String(outside: [0x61, 0xff, 0x62]).visible() == #"a\xffb"#)
    }

    /// Foundation's reader gets the same of it.
    @Test(arguments: HostileText.all)
    func jsonMeansTheSame(_ hostile: HostileText) throws {
        let text = hostile.text
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let value = [text: text]
        let json = JSONText.visible(Array(try encoder.encode(value)))
        let read = try JSONDecoder().decode([String: String].self, from: Data(json))
        #expect(read.first?.value.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        #expect(HostileText.faults(in: String(decoding: json, as: UTF8.self)) == [])
    }

    @Test(arguments: HostileText.all)
    func documentsMeanTheSame(_ hostile: HostileText) throws {
        let text = hostile.text
        let place = SourceLocation(file: text, line: 1, column: 1)
        let state = HostState(
            policy: text, tables: [Table(family: .inet, name: text, comment: text, chains: [Chain(name: text, rules: [Rule([], comment: text)])])],
            diagnostics: [Diagnostic(.error, id: .swift, text, help: text, subject: Subject(.unknown, text), at: place)])
        let json = try Document.encode(state, as: .json)
        #expect(HostileText.faults(in: String(decoding: json, as: UTF8.self)) == [])
        let read = try Document.decode(json)
        #expect(read == state)
        #expect(read.tables.first?.comment?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }

    /// https://docs.github.com/actions: `::command parameters::message`
    @Test func anAddressIsNoCommand() {
        for line in ["::1", "    ::1 comment \"test\",", "::"] { #expect(!CommandMarks.areIn(line)) }
        for line in ["::error::x", "  ::add-mask::", "::1 comment \"a::b\"", "a ##[error]x", "##vso[x]"] { #expect(CommandMarks.areIn(line)) }
    }
}
