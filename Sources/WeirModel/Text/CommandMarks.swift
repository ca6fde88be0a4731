/// The marks by which runners of continuous integration recognize commands in output.
///
/// GitHub's: `::` at the beginning, after any space, and the older `##[` anywhere. Azure's: `##vso[`, TeamCity's: `##teamcity[`.
package enum CommandMarks {
    /// Whether a runner takes the line for a command. GitHub's needs a second `::`, which an element of a set such as `::1` lacks.
    package static func areIn(_ line: String) -> Bool {
        places(in: line).contains { place in
            let rest = line.utf8[place...].dropFirst(2)
            return line.utf8[place] == UInt8(ascii: "#") || zip(rest, rest.dropFirst()).contains { ($0, $1) == (0x3a, 0x3a) }
        }
    }

    /// The line with the first character of each mark as an escape, `\u{23}`.
    package static func broken(_ line: String) -> String {
        let places = places(in: line)
        if places.isEmpty { return line }
        var text = ""
        var start = line.startIndex
        for place in places {
            text += String(line.unicodeScalars[start..<place]) + line.unicodeScalars[place].escape
            start = line.unicodeScalars.index(after: place)
        }
        return text + String(line.unicodeScalars[start...])
    }

    /// Whether bytes of text begin with `##[`, or `##word[`.
    static func begin(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.starts(with: "##".utf8) else { return false }
        return bytes.dropFirst(2).first { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) } == UInt8(ascii: "[")
    }

    private static func places(in line: String) -> [String.Index] {
        var places: [String.Index] = []
        let scalars = line.unicodeScalars
        if let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }), scalars[first...].starts(with: "::".unicodeScalars) {
            places.append(first)
        }
        guard line.utf8.contains(UInt8(ascii: "#")) else { return places }
        return places + line.utf8.indices.filter { line.utf8[$0] == UInt8(ascii: "#") && begin(line.utf8[$0...]) }
    }
}
