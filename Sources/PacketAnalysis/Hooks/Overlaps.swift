import Diagrams

/// Which rules may meet which: by the bounds of their fields, as ranks, so that ten thousand rules are passed over in microseconds.
struct Overlaps {
    /// Of each field that tells rules apart: the bounds that occur, ascending, and of each rule the ranks of its own.
    private struct Axis {
        var variables: VariableRange
        var ends: [UInt128]
        var lows: [Int32]
        var highs: [Int32]
    }

    private var axes: [Axis] = []
    /// Rules that match nothing meet nothing.
    private let isEmpty: [Bool]

    init(of regions: [Diagram], in arena: Arena, _ fields: [VariableRange]) {
        isEmpty = regions.map(\.isNever)
        let bounds = regions.map { arena.bounds(of: $0, fields) }
        for (field, variables) in fields.enumerated() {
            let ends = Set(bounds.lazy.flatMap { [$0[field].low, $0[field].high] }).sorted()
            guard ends.count > 2 else { continue }
            let ranks = Dictionary(uniqueKeysWithValues: zip(ends, Int32(0)...))
            axes.append(
                Axis(
                    variables: variables, ends: ends, lows: bounds.map { ranks[$0[field].low] ?? 0 },
                    highs: bounds.map { ranks[$0[field].high] ?? .max }))
        }
    }

    /// The rules that may meet a rule, itself included, ascending.
    func rules(meeting rule: Int) -> [Int32] {
        isEmpty[rule] ? [] : rules { axis in (axis.lows[rule], axis.highs[rule]) }
    }

    /// The rules that may meet a set.
    func rules(meeting set: Diagram, in arena: Arena) -> [Int32] {
        guard !set.isNever else { return [] }
        let bounds = arena.bounds(of: set, axes.map(\.variables))
        var ranks = zip(bounds, axes).map { bounds, axis in
            // The first end that is not below, the last that is not above.
            (axis.ends.firstPlace { $0 >= bounds.low }, axis.ends.firstPlace { $0 > bounds.high } - 1)
        }[...]
        return rules { _ in ranks.popFirst().map { (Int32($0), Int32($1)) } ?? (0, .max) }
    }

    /// Where a packet's values lie among the bounds.
    struct Position {
        fileprivate var ranks: [(upTo: Int32, from: Int32)]
    }

    func position(of packet: Assignment) -> Position {
        Position(
            ranks: axes.map { axis in
                let value = packet[axis.variables]
                return (Int32(axis.ends.firstPlace { $0 > value } - 1), Int32(axis.ends.firstPlace { $0 >= value }))
            })
    }

    /// Whether the packet is within a rule's bounds; if not, the rule doesn't match it.
    func mayMatch(_ rule: Int, _ position: Position) -> Bool {
        for (axis, rank) in axes.indices.lazy.map({ ($0, position.ranks[$0]) })
        where axes[axis].lows[rule] > rank.upTo || axes[axis].highs[rule] < rank.from {
            return false
        }
        return true
    }

    private func rules(_ interval: (Axis) -> (low: Int32, high: Int32)) -> [Int32] {
        let count = isEmpty.count
        var meets = [UInt8](repeating: 1, count: count)
        for axis in axes {
            let (low, high) = interval(axis)
            meets.withUnsafeMutableBufferPointer { meets in
                axis.lows.withUnsafeBufferPointer { lows in
                    axis.highs.withUnsafeBufferPointer { highs in
                        for index in 0..<count { meets[index] &= (lows[index] <= high ? 1 : 0) & (highs[index] >= low ? 1 : 0) }
                    }
                }
            }
        }
        return (0..<count).filter { meets[$0] != 0 && !isEmpty[$0] }.map { Int32($0) }
    }
}

extension [UInt128] {
    /// Of an ascending list, the first place from which on a condition holds.
    fileprivate func firstPlace(where holds: (UInt128) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
