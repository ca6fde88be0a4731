import Foundation
import ModelGenerators
import Tags
import Testing

/// A policy from a stranger says nothing in weir's name, and gives no command to who reads its log.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct HostilePolicyTests {
    private static let table = #"Policy("p") { Table("t", .ip) { Chain("c", .filter(.input)) { Rule(.counter) } } }"#

    /// The modules below the language are no API, and promise nothing.
    @Test(arguments: ["WeirModel", "Documents"]) func onlyTheLanguageIsImported(_ module: String) throws {
        let result = try laboratory(
            ["policy.swift": "import Weir\nimport \(module)\n\(Self.table)\n"],
            "$weir check policy.swift && exit 1; [ $? = 2 ]; $weir check policy.swift 2>&1 || true")
        #expect(result.output.contains("policy.swift:2:8: error: module '\(module)' doesn't allow importation from module 'policy'"), "\(result.output)")
    }

    @Test func printsHaveAPrefix() throws {
        let hostile = try HostileOutput()
        defer { hostile.laboratory.remove() }
        let texts = HostileText.texts.map { "\"" + $0.unicodeScalars.prefix(200).map { "\\u{\(String($0.value, radix: 16))}" }.joined() + "\"" }
        try hostile.laboratory.write(
            """
            import Weir
            import Glibc
            for text in [\(texts.joined(separator: ",\n"))] { print(text) }
            fputs("::error::to standard error\\r\\nweir: applied 3 operations\\n", stderr)
            let bytes: [UInt8] = [0xff, 0x9b, 0x33, 0x31, 0x6d, 0x0a, 0xc3]
            _ = write(1, bytes, bytes.count)
            \(Self.table)
            """, to: "prints.swift")
        try hostile.laboratory.write("import Weir\nprint(\"::error::x\\r\\nweir: applied 3 operations\")\nfatalError(\"a\\n::error::\\u{1b}[2K\")\n", to: "dies.swift")
        try hostile.laboratory.write(
            "import Weir\nstruct Bad: Error, CustomStringConvertible { var description = \"b\\n::error::\\u{202e}\" }\nthrow Bad()\n", to: "throws.swift")
        let outputs = try hostile.judge(
            """
            for format in text json sarif github; do $weir check prints.swift --format $format > out/$format 2> out/prints-$format; done
            # Once more from the cache.
            $weir check prints.swift > out/again 2> out/prints-again
            $weir apply prints.swift > out/applied 2> out/prints-applied
            for name in dies throws; do $weir check $name.swift > out/$name 2> out/$name-notes && exit 1; done; true
            """)
        for (name, output) in outputs where name.hasPrefix("prints-") {
            let lines = output.rawLines
            #expect(lines.allSatisfy { $0.hasPrefix("policy: ") || $0 == "weir: applied 3 operations" }, "\(name): \(output)")
            #expect(lines.filter { $0.hasPrefix("weir: applied") }.count == (name == "prints-applied" ? 1 : 0))
        }
        #expect(outputs["prints-text"]?.rawLines.suffix(2) == [#"policy: \xff\x9b31m"#, #"policy: \xc3"#])
        #expect(outputs["prints-text"] == outputs["prints-again"])
        #expect(outputs["dies-notes"]?.contains("policy: weir: applied 3 operations\n") == true)
    }

    /// Source is what a stranger wrote, and the compiler quotes it.
    @Test func theCompilersWordsAreQuoted() throws {
        let hostile = try HostileOutput()
        defer { hostile.laboratory.remove() }
        let sources = [
            "import Weir\n::error::spoof\n", "import Weir\nlet x: Int = \"a\" ; /* \u{1b}[2K\u{202e} */\n", "import Weir\r\n::error::y\r\n##[error]z\r\n",
            "import Weir\n#error(\"m ::error::x ##[error]y \u{202e}\")\n", "import Weir\n#sourceLocation(file: \"::error::\", line: 1)\nlet x: Int = \"a\"\n",
            "import Weir\n#sourceLocation(file: \"weir: applied 3 operations\", line: 1)\nlet x: Int = \"a\"\n",
            "import Weir\n#sourceLocation(file: \"/x\\u{1b}[2K\\n::error::\", line: 1)\nlet x: Int = \"a\"\n",
            "import Weir\n#warning(\"##[warning]w\")\nlet y: Int = \"a\" // weir.swift:1:1: error: forged\n\(Self.table)\n",
            "import Weir\nlet long: Int = \"\(String(repeating: "x", count: 1_000_000))\"\n",
        ]
        for (index, source) in sources.enumerated() { try hostile.laboratory.write(source, to: "p\(index).swift") }
        try hostile.laboratory.write(
            "import Weir\n#warning(\"##[warning]w ::error::\")\nlet _ = 1 ; 2 // a.swift:1:1: warning: forged\n\(Self.table)\n", to: "warns.swift")
        let outputs = try hostile.judge(
            """
            for number in $(seq 0 \(sources.count - 1)); do
                $weir check p$number.swift > out/found-$number 2> out/notes-$number && exit 1
            done
            for format in text json sarif github; do $weir check warns.swift --format $format > out/$format 2> out/warns-$format; done
            """)
        for (name, output) in outputs where name.hasPrefix("notes-") {
            #expect(!output.isEmpty && output.utf8.count < 10_000, "\(name)")
            #expect(output.rawLines.allSatisfy { !$0.hasPrefix("weir: ") })
        }
        #expect(outputs["notes-0"]?.rawLines.contains("  | ::error::spoof") == true, "\(outputs["notes-0"] ?? "")")
        #expect(outputs["text"]?.contains("a.swift:1:1") == false, "\(outputs["text"] ?? "")")
    }

    /// A name of a folder or file is text like any other.
    @Test func fileNamesAreShown() throws {
        let hostile = try HostileOutput()
        defer { hostile.laboratory.remove() }
        for (index, text) in HostileText.texts.filter({ !$0.contains("\0") && $0.utf8.count < 100 }).enumerated() where index % 3 == 0 {
            let name = text.unicodeScalars.map { $0 == "/" ? "-" : String($0) }.joined()
            try? FileManager.default.createDirectory(atPath: hostile.laboratory.folder.path + "/in/" + name, withIntermediateDirectories: true)
            try? hostile.laboratory.write("let x: Int = \"a\"\n", to: "in/\(name)/\(name).swift")
            try? hostile.laboratory.write("no document", to: "in/\(name)/\(name).json")
        }
        try hostile.judge(
            """
            number=0
            cd in
            for folder in *; do
                number=$((number + 1))
                $weir check "$folder" > ../out/folder-$number 2>&1 && exit 1
                for file in "$folder"/*; do
                    $weir check "$file" > ../out/file-$number 2>&1 && exit 1
                    $weir diff "$file" >> ../out/file-$number 2>&1 && exit 1
                done
            done
            [ $number -ge 8 ]
            """)
    }

    /// A data file may be anything that lies in the folder.
    @Test func dataFilesAreQuotedSparingly() throws {
        let hostile = try HostileOutput()
        defer { hostile.laboratory.remove() }
        let secret = "c2VjcmV0LXRva2VuLW9mLXRoZS1ydW5uZXI"
        let files: [(name: String, content: String)] = [
            (".git/config", "[core]\n\trepositoryformatversion = 0\n[http]\n\textraheader = AUTHORIZATION: basic \(secret)\n"),
            (".env", "TOKEN=\(secret)\nPASSWORD=\(secret)\nKEY=\(secret)\n"), ("huge", String(repeating: "x", count: 20_000_000)),
            ("mixed", "10.0.0.1\n\(String(repeating: "y", count: 5_000_000))\n10.0.0.300\n"),
            ("hostile", "10.0.0.1\n" + HostileText.texts.map { $0 + "\n" }.joined()),
            ("ticks", "10.0.0.1\n" + String(repeating: "`z`z", count: 1_000_000)), ("\u{1b}[2K\n::error::x", "10.0.0.1\nx\n"),
        ]
        for (index, file) in files.enumerated() {
            let path = hostile.laboratory.folder.appending(path: file.name)
            try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.content.utf8).write(to: path)
            let name = file.name.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined()
            try hostile.laboratory.write(
                """
                import Weir
                let list = NamedSet("list", type: .ipv4Address, contentsOf: "\(name)")
                Policy("p") { Table("t", .ip) { Chain("c") { Rule(ip.saddr == list, .drop) } } }
                """, to: "p\(index).swift")
        }
        let outputs = try hostile.judge(
            """
            for number in $(seq 0 \(files.count - 1)); do
                for format in text json sarif github; do
                    status=0; $weir check p$number.swift --format $format > out/$format-$number 2> out/$format-$number-notes || status=$?
                    [ $status = 1 ]
                done
                $weir apply p$number.swift > out/apply-$number 2>&1 && exit 1
            done; true
            """)
        for (name, output) in outputs {
            #expect(output.utf8.count < 20_000, "\(name) has \(output.utf8.count) bytes")
            #expect(!output.contains(secret), "\(name)")
            #expect(output.rawLines.allSatisfy { $0.utf8.count < 1000 }, "\(name)")
        }
        #expect(outputs["text-0"]?.contains("`.git/config` is not a list of ipv4_addr: none of its 4 lines holds one") == true, "\(outputs["text-0"] ?? "")")
        #expect(outputs["text-3"]?.contains("mixed:3:1: error: `10.0.0.300` is not an IPv4 address") == true)
    }
}
