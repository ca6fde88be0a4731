import WeirModel

/// The output of a policy.
package struct PolicyLog: Sendable, Hashable {
    /// As it was printed: it comes from a stranger, and is not fit for a terminal.
    package var text: String

    /// For people: with a prefix, so that no line can imitate weir's messages, or a command of a CI runner.
    package var lines: [OutputLine] { text.rawLines.map { "policy: \(verbatim: $0)" } }

    init(_ text: String = "") { self.text = text }

    init(_ bytes: [UInt8]) { text = String(Self.withoutTrace(String(outside: bytes))) }

    /// The runtime ends with a stack trace, of addresses alone in a program without symbols.
    private static func withoutTrace(_ log: String) -> Substring {
        let ranges = log.ranges(of: "Current stack trace:\n0 ")
        return ranges.last.map { log[..<$0.lowerBound] } ?? log[...]
    }

    /// The runtime's last message: `policy/main.swift:3: Fatal error: Index out of range`.
    struct LastWords {
        /// In the author's file; `nil` if the library stopped.
        var file: String?
        var line = 0
        var message: String

        init?(_ log: PolicyLog) {
            let marks = [
                "Fatal error: ", "Precondition failed: ", "Assertion failed: ", "Fatal error", "Precondition failed", "Assertion failed",
            ]
            for line in log.text.rawLines.reversed() {
                for mark in marks {
                    guard let range = line.firstRange(of: mark) else { continue }
                    message = range.upperBound == line.endIndex ? mark.lowercased() : String(line[range.upperBound...])
                    let place = line[..<range.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
                    if place.count >= 2, let number = Int(place[place.count - 2]), place[0].hasPrefix("policy/") {
                        file = String(place[0].dropFirst("policy/".count))
                        self.line = number
                    }
                    return
                }
            }
            return nil
        }
    }
}

extension String {
    /// Its lines, each without its end, by bytes: as a `Character`, a carriage return and a line feed are one, which doesn't equal a line
    /// feed.
    var rawLines: [Substring] {
        var lines = utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
