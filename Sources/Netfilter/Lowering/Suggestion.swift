/// "Did you mean": the nearest of the known names.
public enum Suggestion {
    /// The name with the smallest edit distance, if that is small enough to be a slip; nil otherwise.
    public static func nearest(to name: String, in known: [String]) -> String? {
        let limit = max(1, name.count / 3)
        return known.map { (distance(name, $0), $0) }.filter { $0.0 <= limit }.min { $0 < $1 }?.1
    }

    static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left.utf8)
        let b = Array(right.utf8)
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }
}
