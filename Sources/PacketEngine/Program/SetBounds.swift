import Netfilter

/// The keys of a set's elements on their way to entries with inclusive bounds.
struct SetBounds {
    private let words: Int
    private let keyBytes: Int
    private let shape: ProgramSet.Shape
    private let fields: [ProgramSet.Field]
    private let lastMask: UInt32
    private(set) var count = 0
    private var keys: ContiguousArray<UInt32> = []
    /// The upper ends of boxes; the key where there is none.
    private var ends: ContiguousArray<UInt32> = []
    private var isEnd: [Bool] = []

    init(_ set: ProgramSet) {
        words = set.keyWords
        keyBytes = min(Int(set.specification.keyLength), 64)
        shape = set.shape
        fields = set.fields
        lastMask = set.lastWordMask
    }

    /// False for a key of another length.
    mutating func append(_ element: SetElement) -> Bool {
        guard element.key.count == keyBytes, element.keyEnd?.count ?? keyBytes == keyBytes else { return false }
        append(element.key, to: &keys)
        if shape == .boxes { append(element.keyEnd ?? element.key, to: &ends) }
        if shape == .intervals { isEnd.append(element.flags & ProgramSet.ElementFlag.intervalEnd != 0) }
        count += 1
        return true
    }

    private func append(_ bytes: [UInt8], to words: inout ContiguousArray<UInt32>) {
        var at = 0
        while at < bytes.count {
            var word: UInt32 = 0
            for offset in at..<(at + 4) { word = word << 8 | (offset < bytes.count ? UInt32(bytes[offset]) : 0) }
            words.append(word)
            at += 4
        }
    }

    /// Fills in the bounds. Returns for each entry the element that it comes from.
    func resolve(into set: inout ProgramSet) -> [Int] {
        switch shape {
        case .exact:
            set.lower = keys
            set.count = count
            return Array(0..<count)
        case .boxes:
            set.lower = keys
            set.upper = ends
            set.count = count
            return Array(0..<count)
        case .intervals: return intervals(into: &set)
        }
    }

    /// An element begins an interval, which ends before the next element or with the largest key. A key that ends one interval and begins
    /// another is there twice.
    private func intervals(into set: inout ProgramSet) -> [Int] {
        let sorted = order
        var entries: [Int] = []
        entries.reserveCapacity(sorted.count)
        set.lower.reserveCapacity(keys.count)
        set.upper.reserveCapacity(keys.count)
        for (place, index) in sorted.enumerated() where !isEnd[index] {
            // The end of the interval: the next element with another key.
            var next = place + 1
            while next < sorted.count, isSame(sorted[next], index) { next += 1 }
            set.lower.append(contentsOf: key(index))
            if next < sorted.count {
                appendPredecessor(of: sorted[next], to: &set.upper)
            } else {
                set.upper.append(contentsOf: repeatElement(.max, count: words - 1))
                set.upper.append(lastMask)
            }
            entries.append(index)
        }
        set.count = entries.count
        return entries
    }

    private func key(_ index: Int) -> ArraySlice<UInt32> { ArraySlice(keys[(index * words)..<((index + 1) * words)]) }

    private func isSame(_ left: Int, _ right: Int) -> Bool {
        for word in 0..<words where keys[left * words + word] != keys[right * words + word] { return false }
        return true
    }

    private func appendPredecessor(of index: Int, to bounds: inout ContiguousArray<UInt32>) {
        let start = bounds.count
        bounds.append(contentsOf: key(index))
        // One less, in the last bit that counts; keys are not 0 here.
        var unit = lastMask & (~lastMask &+ 1)
        for word in (start..<bounds.count).reversed() {
            let (less, borrow) = bounds[word].subtractingReportingOverflow(unit)
            bounds[word] = word == bounds.count - 1 ? less & lastMask : less
            guard borrow else { return }
            unit = 1
        }
    }

    /// The elements by their keys, ends before what begins there.
    private var order: [Int] {
        if words == 1 {
            var sorted = (0..<count).map { (key: UInt64(keys[$0]) << 1 | (isEnd[$0] ? 0 : 1), index: $0) }
            sorted.sort { $0.key < $1.key }
            return sorted.map(\.index)
        }
        return (0..<count).sorted { left, right in
            for word in 0..<words {
                let (a, b) = (keys[left * words + word], keys[right * words + word])
                if a != b { return a < b }
            }
            return isEnd[left] && !isEnd[right]
        }
    }
}
