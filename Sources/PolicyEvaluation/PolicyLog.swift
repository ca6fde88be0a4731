/// What a policy printed, made fit for people: it comes from a stranger, and must not steer a terminal.
enum PolicyLog {
    static func readable(_ bytes: [UInt8]) -> String {
        var result = ""
        result.reserveCapacity(bytes.count)
        for scalar in withoutTrace(String(decoding: bytes, as: UTF8.self)).unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0a: result.unicodeScalars.append(scalar)
            case 0x0d: continue
            // Control characters, C1 among them, and the marks that turn the direction of writing around.
            case ..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: result.unicodeScalars.append("\u{fffd}")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The runtime ends with a stack trace, of addresses alone in a program without symbols.
    private static func withoutTrace(_ log: String) -> Substring {
        let ranges = log.ranges(of: "Current stack trace:\n0 ")
        return ranges.last.map { log[..<$0.lowerBound] } ?? log[...]
    }

    /// The runtime's last words: `policy/main.swift:3: Fatal error: Index out of range`.
    struct LastWords {
        /// In the author's file; nil when the library stopped.
        var file: String?
        var line = 0
        var message: String

        init?(_ log: String) {
            let marks = [
                "Fatal error: ", "Precondition failed: ", "Assertion failed: ", "Fatal error", "Precondition failed", "Assertion failed",
            ]
            for line in log.split(separator: "\n").reversed() {
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
