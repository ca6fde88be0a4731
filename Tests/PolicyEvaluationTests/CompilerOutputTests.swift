import Testing
import WeirModel

@testable import PolicyEvaluation

/// What swiftc says, as an author reads it.
@Suite struct CompilerOutputTests {
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
        #expect(output.text.split(separator: "\n").count == 9, "\(output.text)")
        #expect(!output.text.contains("TableBuilder"))
        #expect(output.diagnostics.map(\.at.location?.line) == [5, 9])
        #expect(output.diagnostics.first?.help == "found this candidate")
    }
}
