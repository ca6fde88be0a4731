/// "Did you mean": the nearest of the known names.
package enum Suggestion {
    /// The kernel's names have 255 bytes.
    private static let longest = 255

    /// The name that takes the fewest edits, if they are few enough to be a slip: a third of its letters at most.
    package static func nearest(to name: String, among known: some Sequence<String>) -> String? {
        let letters = Array(name.utf8)
        // A text longer than any name is not a slip, and computing edits takes time in proportion to both lengths.
        guard letters.count <= longest else { return nil }
        let limit = max(1, letters.count / 3)
        return known.filter { abs($0.utf8.count - letters.count) <= limit }.map { (distance(letters, Array($0.utf8)), $0) }
            .filter { $0.0 <= limit }.min { $0 < $1 }?.1
    }

    /// Levenshtein's: insertions, deletions and replacements from one to the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let above = row[column + 1]
                row[column + 1] = min(above + 1, row[column] + 1, diagonal + (byte == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
