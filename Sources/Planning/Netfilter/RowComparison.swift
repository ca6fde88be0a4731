import Netfilter

/// Two sets of rows side by side, compared in place: no `SetElement` is made of a hundred thousand elements.
struct RowComparison {
    /// One element by the number of its row; of the tree's intervals the start and the row that ends it.
    struct Entry {
        var start: Int
        /// `nil` if nothing ends it, or it isn't an interval.
        var end: Int?
    }

    private(set) var added: [Entry] = []
    private(set) var removed: [Entry] = []
    private(set) var changed: [(live: Entry, desired: Entry)] = []
    private(set) var sameCount = 0

    /// `nil` if only `SetEntry` can compare: an element isn't a row, or is a duplicate.
    init?(desired: SetElements, live: SetElements, isTree: Bool) {
        var found: RowComparison?
        desired.withRows { rows, flags, layout in
            live.withRows { liveRows, liveFlags, liveLayout in
                guard layout == liveLayout, !isTree || layout.keyEnd == 0,
                    let left = Rows(rows, flags, layout, order: desired.order, isTree: isTree),
                    let right = Rows(liveRows, liveFlags, layout, order: live.order, isTree: isTree)
                else { return }
                found = RowComparison(left, right)
            }
        }
        guard var comparison = found else { return nil }
        if !isTree {
            // As the author wrote them.
            comparison.added.sort { $0.start < $1.start }
            comparison.changed.sort { $0.desired.start < $1.desired.start }
        }
        self = comparison
    }

    private init(_ desired: Rows, _ live: Rows) {
        var (i, j) = (0, 0)
        while i < desired.entries.count, j < live.entries.count {
            let (wanted, held) = (desired.entries[i], live.entries[j])
            let order = desired.compare(wanted, held, of: live)
            if order < 0 {
                added.append(wanted)
            } else if order > 0 {
                removed.append(held)
            } else if desired.hasSameValue(wanted, held, of: live) {
                sameCount += 1
            } else {
                changed.append((held, wanted))
            }
            if order <= 0 { i += 1 }
            if order >= 0 { j += 1 }
        }
        added += desired.entries[i...]
        removed += live.entries[j...]
    }
}

/// The rows of one set, and its entries by their keys, ascending.
private struct Rows {
    typealias Entry = RowComparison.Entry

    let rows: UnsafeRawBufferPointer
    let layout: SetElements.Layout
    private(set) var entries: [Entry] = []

    /// `nil` if two begin with the same key, or there is an end without intervals.
    init?(
        _ rows: UnsafeRawBufferPointer, _ flags: UnsafeBufferPointer<UInt8>, _ layout: SetElements.Layout, order: [UInt32], isTree: Bool
    ) {
        self.rows = rows
        self.layout = layout
        entries.reserveCapacity(order.count)
        // The tree's rule, as `SetEntry` has it: an interval ends at its end or at the next start.
        var open = false
        for number in order {
            let row = Int(number)
            if isTree, open { entries[entries.count - 1].end = row }
            let isEnd = !flags.isEmpty && flags[row] != 0
            open = !isEnd
            if isEnd {
                guard isTree else { return nil }
                continue
            }
            if let last = entries.last, compareKeys(last.start, row, of: self) >= 0 { return nil }
            entries.append(Entry(start: row))
        }
    }

    private func compareKeys(_ row: Int, _ other: Int, of others: Rows) -> Int {
        compare(row, other, of: others, 0..<(layout.key + layout.keyEnd))
    }

    /// Negative, 0 or positive: the order of some of their bytes.
    @inline(__always) private func compare(_ row: Int, _ other: Int, of others: Rows, _ places: Range<Int>) -> Int {
        let (left, right) = (row * layout.stride, other * layout.stride)
        for place in places where rows[left + place] != others.rows[right + place] {
            return Int(rows[left + place]) - Int(others.rows[right + place])
        }
        return 0
    }

    /// By start, then by end; where nothing ends it, it is the greatest.
    func compare(_ entry: Entry, _ other: Entry, of others: Rows) -> Int {
        let order = compareKeys(entry.start, other.start, of: others)
        if order != 0 { return order }
        return switch (entry.end, other.end) {
        case (let end?, let otherEnd?): compareKeys(end, otherEnd, of: others)
        case (nil, nil): 0
        case (nil, _?): 1
        case (_?, nil): -1
        }
    }

    func hasSameValue(_ entry: Entry, _ other: Entry, of others: Rows) -> Bool {
        compare(entry.start, other.start, of: others, (layout.key + layout.keyEnd)..<layout.stride) == 0
    }
}
