/// An interval of a field's values, and what holds of the other variables there.
package struct FieldPart: Hashable, Sendable {
    package var low: UInt128
    package var high: UInt128
    package var rest: Diagram
}

extension Arena {
    /// A diagram whose first variables are those of a field, divided by the field's values: intervals, ascending, neighbours with different
    /// rests; without those where it never holds. Variables below the field's must not occur above it in the order.
    ///
    /// - Returns: `nil` with more parts than `limit`.
    package func parts(of diagram: Diagram, by field: VariableRange, limit: Int) -> [FieldPart]? {
        var result: [FieldPart] = []
        func walk(_ id: UInt32, _ index: Int, _ value: UInt128) -> Bool {
            if id == 0 { return true }
            let level = Int(level(id))
            if level >= field.end {
                let low = value << UInt128(field.count - index)
                let high = low + (index == 0 ? field.greatest : (1 << UInt128(field.count - index)) - 1)
                if let last = result.last, last.rest.id == id, last.high + 1 == low {
                    result[result.count - 1].high = high
                } else {
                    guard result.count < limit else { return false }
                    result.append(FieldPart(low: low, high: high, rest: Diagram(id: id)))
                }
                return true
            }
            let node = nodes[Int(id)]
            let decides = level == field.first + index
            return walk(decides ? node.low : id, index + 1, value << 1) && walk(decides ? node.high : id, index + 1, value << 1 | 1)
        }
        return walk(diagram.id, 0, 0) ? result : nil
    }

    /// The least and the greatest value of each field among the assignments of a diagram that is not `never`; one visit of each node.
    package func bounds(of diagram: Diagram, _ fields: [VariableRange]) -> [(low: UInt128, high: UInt128)] {
        var result: [(low: UInt128, high: UInt128)?] = Array(repeating: nil, count: fields.count)
        var seen: Set<UInt32> = []
        var todo: [(id: UInt32, from: Int)] = [(diagram.id, -1)]
        while let (id, from) = todo.popLast() {
            guard id != 0 else { continue }
            let level = Int(level(id))
            for (index, field) in fields.enumerated() where from < field.first && level >= field.first {
                // An edge into the field, or over it.
                let low = extreme(id, field, high: false)
                let high = extreme(id, field, high: true)
                result[index] = result[index].map { (min($0.low, low), max($0.high, high)) } ?? (low, high)
            }
            guard id > 1, seen.insert(id).inserted else { continue }
            let node = nodes[Int(id)]
            todo.append((node.low, level))
            todo.append((node.high, level))
        }
        return zip(result, fields).map { $0 ?? (0, $1.greatest) }
    }

    private func extreme(_ id: UInt32, _ field: VariableRange, high: Bool) -> UInt128 {
        var id = id
        var value: UInt128 = 0
        for level in field.first..<field.end {
            let node = nodes[Int(id)]
            var bit = high
            if Int(node.level) == level {
                if (high ? node.high : node.low) == 0 { bit.toggle() }
                id = bit ? node.high : node.low
            }
            value = value << 1 | (bit ? 1 : 0)
        }
        return value
    }

    /// The levels of the variables that a diagram depends on.
    package func support(of diagram: Diagram) -> Set<Int> {
        var levels: Set<Int> = []
        var seen: Set<UInt32> = []
        var todo = [diagram.id]
        while let id = todo.popLast() {
            guard id > 1, seen.insert(id).inserted else { continue }
            let node = nodes[Int(id)]
            levels.insert(Int(node.level))
            todo += [node.low, node.high]
        }
        return levels
    }
}
