import WeirModel

extension PolicyCheck {
    static let jumpTargets = PolicyCheck("jumps to chains that are not there, or are base chains", table: { facts in
        let chains = Dictionary(facts.table.chains.map { ($0.name, $0) }) { first, _ in first }
        return facts.chains.flatMap { chain in
            chain.jumps.compactMap { jump in
                let word = jump.isGoto ? "goto" : "jump"
                guard let target = chains[jump.target] else {
                    let near = Spelling.nearest(to: jump.target, among: Array(chains.keys))
                    return Diagnostic(
                        .error, id: "undefined-chain", "\(word) to chain `\(jump.target)`, which table `\(facts.name)` does not have",
                        help: near.map { "did you mean `\($0)`?" } ?? "define the chain in this table", subject: chain.name, at: jump.location)
                }
                guard target.base != nil else { return nil }
                return Diagnostic(
                    .error, id: "base-chain-target", "\(word) to `\(jump.target)`, which is a base chain: the kernel runs it at its hook, and takes no jumps to it",
                    help: "move its rules to a chain without a hook, and jump to that from both", subject: chain.name, at: jump.location)
            }
        }
    })
}

/// Names that were probably meant.
enum Spelling {
    static func nearest(to name: String, among known: [String]) -> String? {
        known.map { ($0, distance(Array(name.utf8), Array($0.utf8))) }.filter { $0.1 <= max(1, name.utf8.count / 3) }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// Insertions, deletions and replacements from one to the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let cost = min(row[column] + 1, row[column + 1] + 1, diagonal + (byte == other ? 0 : 1))
                diagonal = row[column + 1]
                row[column + 1] = cost
            }
        }
        return row[right.count]
    }
}
