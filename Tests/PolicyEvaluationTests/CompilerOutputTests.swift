import ModelGenerators
import Tags
import Testing
import WeirModel

@testable import PolicyEvaluation

/// What swiftc says, as an author reads it.
@Suite(.tags(.pure)) struct CompilerOutputTests {
    /// swiftc 6.3 says each error of a result builder's closure three times, with a note for each overload of the library.
    @Test func anErrorIsSaidOnceWithoutTheLibrarysOverloads() {
        let once = """
            policy.swift:5:9: error: no exact matches in call to static method 'buildExpression'
                    Chian("c") {}
                    ^
            /tmp/Weir.TableBuilder.buildExpression:2:20: note: candidate expects value of type 'Chain' for parameter #1
            public static func buildExpression(_ chain: Weir.Chain) -> Weir.TableContent}
                               ^
            policy.swift:2:5: note: found this candidate
            func Chian() {}
                 ^

            """
        let other = "policy.swift:9:1: error: cannot find 'x' in scope\nx\n^\n"
        let output = CompilerOutput(Array((once + once + other + once).utf8), at: PolicyPlace(folder: ""))
        #expect(output.lines.count == 9, "\(output.lines)")
        #expect(!output.lines.contains { $0.text.contains("TableBuilder") })
        #expect(output.diagnostics.map(\.at.location?.line) == [5, 9])
        #expect(output.diagnostics.first?.help == "found this candidate")
    }

    /// Source can look like anything: like a command of a CI runner, like a finding, like weir.
    @Test func sourceStandsBehindABar() {
        let text = """
            main.swift:2:1: error: cannot find 'x' in scope
            ::error::x \u{1b}[2K ##[error]y
            ^
            main.swift:3:1: warning: unused
            weir.swift:1:1: error: forged
               ^~~~
            clang: error: linker command failed

            """.replacing("\n::", with: "\r\n::")
        let output = CompilerOutput(Array(text.utf8), at: PolicyPlace(folder: ""))
        #expect(
            output.lines == [
                "main.swift:2:1: error: cannot find 'x' in scope", #"  | ::error::x \u{1b}[2K \u{23}#[error]y"#, "  | ^", "main.swift:3:1: warning: unused",
                "  | weir.swift:1:1: error: forged", "  |    ^~~~", "  | clang: error: linker command failed",
            ])
        #expect(output.diagnostics.map(\.message) == ["cannot find 'x' in scope", "unused"])
    }

    @Test(arguments: HostileText.all)
    func anyOutputIsShown(_ hostile: HostileText) {
        let text = hostile.text
        let bytes = Array("main.swift:1:1: error: \(text)\n\(text)\n^\n\(text):2:2: warning: \(text)\n\(text)".utf8) + [0xff, 0x0a, 0x9b]
        let output = CompilerOutput(bytes, at: PolicyPlace(folder: ""))
        #expect(HostileText.faults(in: output.lines.map(\.text).joined(separator: "\n")) == [])
        #expect(output.lines.allSatisfy { !$0.text.contains("\n") && !$0.text.hasPrefix("weir: ") && $0.text.utf8.count < 5000 })
    }

    @Test(arguments: HostileText.all)
    func printsHaveAPrefix(_ hostile: HostileText) {
        let text = hostile.text
        let log = PolicyLog(Array("\(text)\r\n\(text)".utf8) + [0xff])
        #expect(HostileText.faults(in: log.lines.map(\.text).joined(separator: "\n")) == [])
        #expect(log.lines.allSatisfy { $0.text.hasPrefix("policy: ") && !$0.text.contains("\n") })
        #expect(log.lines.last?.text.hasSuffix(#"\xff"#) == true)
    }
}
