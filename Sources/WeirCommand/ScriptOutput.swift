import FoundationEssentials
import Host
import WeirModel

extension Output {
    /// Writes a script in a language without escapes, such as nft's: a file gets the bytes unchanged. On standard output they could reach a
    /// terminal, or the log of a CI runner, which obey some of them.
    static func write(script bytes: [UInt8], to path: String?) throws {
        if path == nil, let line = firstUnfit(in: bytes) {
            throw HostError(
                "a line of it would steer a terminal or a CI runner: `\(line.excerpt())`: nothing was written",
                help: "write it to a file with `-o`")
        }
        try write(Data(bytes), to: path)
    }

    private static func firstUnfit(in bytes: [UInt8]) -> String? {
        bytes.split(separator: UInt8(ascii: "\n")).lazy.filter { !isPlain($0) }.map { String(outside: $0) }.first { line in
            line.unicodeScalars.contains { $0.steersOutput && $0 != "\t" } || CommandMarks.areIn(line)
        }
    }

    /// Whether a line is printable ASCII and can hold no mark of a command, as nearly all lines are: these need not be decoded.
    private static func isPlain(_ line: ArraySlice<UInt8>) -> Bool {
        let isText = line.allSatisfy { ((0x20...0x7e).contains($0) || $0 == UInt8(ascii: "\t")) && $0 != UInt8(ascii: "#") }
        return isText && line.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } != UInt8(ascii: ":")
    }
}
