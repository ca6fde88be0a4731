internal import Glibc
import WeirModel

/// Tables of delays, as tc ships them: whitespace-separated numbers of 16 bits, `#` begins a comment.
enum DelayDistribution {
    private static let largestTable = 16384

    /// By a name that tc has a table for, or by path.
    static func numbers(of name: String) throws(TrafficControlError) -> [Int16] {
        let candidates = name.contains("/") ? [name] : ["/usr/lib/tc/\(name).dist", "/lib/tc/\(name).dist", "/usr/lib64/tc/\(name).dist"]
        guard let text = candidates.lazy.compactMap(read).first else {
            throw TrafficControlError(
                .absent, "no delay distribution `\(name)`",
                help: "name a file, or one that tc ships: normal, pareto, paretonormal, experimental")
        }
        var numbers: [Int16] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
                guard let number = Int(word).map({ Int16(clamping: $0) }), numbers.count < largestTable else {
                    throw TrafficControlError(
                        .malformed, "delay distribution `\(name)` holds `\(word)`, which is no number, or more than \(largestTable) numbers"
                    )
                }
                numbers.append(number)
            }
        }
        return numbers
    }

    private static func read(_ path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while bytes.count < 1 << 20 {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
