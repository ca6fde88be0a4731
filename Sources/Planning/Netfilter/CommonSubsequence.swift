/// The longest common subsequence of two sequences of symbols, by Hunt and Szymanski: n log n where symbols are
/// mostly distinct, as rules are.
enum CommonSubsequence {
    /// Pairs of indices, ascending in both. Exact, save where symbols repeat so often that all their pairings would
    /// be millions: then only pairings of about the same rank are looked at.
    static func pairs(_ old: [Int], _ new: [Int]) -> [(old: Int, new: Int)] {
        let first = zip(old, new).prefix { $0 == $1 }.count
        let last = zip(old.dropFirst(first).reversed(), new.dropFirst(first).reversed()).prefix { $0 == $1 }.count
        let middle = middlePairs(old[first..<(old.count - last)], new[first..<(new.count - last)])
        return (0..<first).map { ($0, $0) } + middle
            + (0..<last).map { (old.count - last + $0, new.count - last + $0) }
    }

    private static func middlePairs(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [(old: Int, new: Int)] {
        guard !old.isEmpty, !new.isEmpty else { return [] }
        var positions: [Int: [Int]] = [:]
        for index in old.indices { positions[old[index], default: []].append(index) }
        let pairings = new.reduce(0) { $0 + (positions[$1]?.count ?? 0) }
        let window = pairings <= 4_000_000 ? Int.max / 2 : 16

        var ranks: [Int: Int] = [:]
        var ends: [Int] = []  // ends[k]: the smallest old index at which a common subsequence of k + 1 ends
        var chains: [Int] = []  // the node of each
        var nodes: [(old: Int, new: Int, previous: Int)] = []
        for index in new.indices {
            guard let all = positions[new[index]] else { continue }
            let rank = ranks[new[index], default: 0]
            ranks[new[index]] = rank + 1
            let low = max(0, rank - window)
            guard low < all.count else { continue }
            for candidate in all[low...min(all.count - 1, rank + window)].reversed() {
                let length = ends.partitioningIndex { $0 >= candidate }
                if length < ends.count, ends[length] == candidate { continue }
                nodes.append((candidate, index, length > 0 ? chains[length - 1] : -1))
                if length == ends.count {
                    ends.append(candidate)
                    chains.append(nodes.count - 1)
                } else {
                    ends[length] = candidate
                    chains[length] = nodes.count - 1
                }
            }
        }
        var pairs: [(old: Int, new: Int)] = []
        var node = chains.last ?? -1
        while node >= 0 {
            pairs.append((nodes[node].old, nodes[node].new))
            node = nodes[node].previous
        }
        return pairs.reversed()
    }
}

extension Array {
    /// The first index whose element satisfies a predicate that no earlier element, and every later element, satisfies.
    func partitioningIndex(where belongsInSecond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if belongsInSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
