internal import Glibc
import WeirModel

/// Tables of delays, as tc ships them: whitespace-separated numbers of 16 bits, `#` begins a comment.
enum DelayDistribution {
    private static let largestTable = 16384

    /// By a name that tc has a table for. No path: whoever applies a document may read more than whoever wrote it.
    static func numbers(of name: String) throws(TrafficControlError) -> [Int16] {
        guard !name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == 0 }),
            let text = folders.lazy.compactMap({ read("\($0)/\(name).dist") }).first
        else {
            throw TrafficControlError(
                kind: .absent, message: "no delay distribution `\(name)`",
                help: "tc ships normal, pareto, paretonormal, experimental; others are files NAME.dist in the folder TC_LIB_DIR")
        }
        var numbers: [Int16] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
                guard let number = Int(word).map({ Int16(clamping: $0) }), numbers.count < largestTable else {
                    throw TrafficControlError(
                        kind: .malformed,
                        message: "delay distribution `\(name)` has `\(word)`, which is not a number, or more than \(largestTable) numbers"
                    )
                }
                numbers.append(number)
            }
        }
        return numbers
    }

    /// Where distributions put tc's tables, and Debian and its kin below the machine's name. tc-netem(8)
    private static var folders: [String] {
        let own = getenv("TC_LIB_DIR").map { [String(cString: $0)] } ?? []
        var found = glob_t()
        defer { globfree(&found) }
        let byMachine =
            glob("/usr/lib/*/tc", 0, nil, &found) == 0
            ? (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } } : []
        return own + ["/usr/lib/tc", "/lib/tc", "/usr/lib64/tc"] + byMachine
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
