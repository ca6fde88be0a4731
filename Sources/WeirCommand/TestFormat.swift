import FoundationEssentials
import Rendering
import WeirModel

/// The forms of test results.
enum TestFormat: String, CaseIterable {
    case text, json, junit, github

    func write(_ report: TestReport) throws {
        switch self {
        case .text: try Terminal.show(report.lines)
        case .json: try Output.write(json: report.document)
        case .junit: try Output.write(Data(report.junit.utf8), to: nil)
        case .github: try Output.write(Data(report.annotations.utf8), to: nil)
        }
    }
}

extension TestReport {
    fileprivate var lines: [OutputLine] {
        var lines: [OutputLine] = []
        for (index, item) in tests.enumerated() {
            let failures = failures(of: index)
            lines.append("\(opening: failures.isEmpty ? "holds" : "fails"): \(item.test.name)")
            for failure in failures {
                lines.append("  \(place(failure.location))\(failure.message)")
                lines += failure.details.map { "    \($0)" }
            }
        }
        let failed = tests.indices.count { !failures(of: $0).isEmpty }
        let count = tests.count
        lines.append(
            failed == 0
                ? "\(count) test\(count == 1 ? "" : "s"), all hold"
                : "\(count) test\(count == 1 ? "" : "s"), \(failed) fail\(failed == 1 ? "s" : "")")
        return lines
    }

    private func place(_ location: SourceLocation?) -> String { location.map { "\($0): " } ?? "" }

    fileprivate var annotations: String {
        tests.indices.flatMap { index in
            failures(of: index).map { failure in
                DiagnosticReport.annotation(
                    "error", at: failure.location, title: "test",
                    ["\(tests[index].test.name): \(failure.message)"] + failure.details.map { "\($0)" })
            }
        }.joined()
    }

    // MARK: for programs

    fileprivate var document: Report {
        Report(
            holds: holds,
            tests: tests.indices.map { index in
                let failures = failures(of: index)
                return Report.Test(
                    name: tests[index].test.name, holds: failures.isEmpty, at: tests[index].test.at.location.map { "\($0)" },
                    failures: failures.map { .init(at: $0.location.map { "\($0)" }, message: $0.message, details: $0.details) })
            })
    }

    struct Report: Encodable {
        struct Failure: Encodable {
            var at: String?
            var message: String
            var details: [String]
        }
        struct Test: Encodable {
            var name: String
            var holds: Bool
            var at: String?
            var failures: [Failure]
        }
        var holds: Bool
        var tests: [Test]
    }

    /// The form of JUnit's XML that CI services read.
    fileprivate var junit: String {
        let failed = tests.indices.count { !failures(of: $0).isEmpty }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"weir\" tests=\"\(tests.count)\" failures=\"\(failed)\">\n"
        for (index, item) in tests.enumerated() {
            let failures = failures(of: index)
            text += "  <testcase name=\"\(Self.xml(item.test.name))\"" + (failures.isEmpty ? "/>\n" : ">\n")
            for failure in failures {
                text += "    <failure message=\"\(Self.xml(place(failure.location) + failure.message))\">"
                text += Self.xml(failure.details.joined(separator: "\n")) + "</failure>\n"
            }
            if !failures.isEmpty { text += "  </testcase>\n" }
        }
        return text + "</testsuite>\n"
    }

    /// Text in XML: on one line, without hidden characters and the marks of a CI runner's commands. XML has no place for control characters.
    private static func xml(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t", "#": result += "&#\(scalar.value);"
            case _ where scalar.value & 0xfffe == 0xfffe || scalar.isHidden && scalar.value < 0xa0: result += "\u{fffd}"
            case _ where scalar.isHidden: result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
