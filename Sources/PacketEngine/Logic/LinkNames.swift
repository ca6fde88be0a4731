import Diagrams
import Netfilter

/// The names of links as a finite field: one value for each name that rules ask for, one for each pattern, one for all others.
package struct LinkNames: Sendable {
    /// As sixteen bytes. The last one stands for every other name.
    package let names: [[UInt8]]
    /// Of patterns and of the others, a name that means them.
    package let isExact: [Bool]

    package var otherIndex: Int { names.count - 1 }

    package init(in programs: [Program]) {
        var exact: Set<[UInt8]> = []
        var patterns: Set<[UInt8]> = []
        for program in programs {
            for rule in program.rules {
                // The slots that hold a name.
                var slots: Set<Int> = []
                func note(_ low: [UInt8], _ high: [UInt8]) {
                    let name = Array(low.prefix { $0 != 0 })
                    guard !name.isEmpty else { return }
                    if low == high, low.count == 16 { exact.insert(name) } else { patterns.insert(name) }
                }
                func note(_ set: Int, from slot: Int) {
                    let set = program.sets[set]
                    for name in slots where name >= slot && name + 4 <= slot + set.keyWords {
                        for entry in 0..<set.count {
                            let words = (entry * set.keyWords + name - slot)..<(entry * set.keyWords + name - slot + 4)
                            let low = set.lower[words].flatMap(\.bytes)
                            note(low, set.upper.isEmpty ? low : set.upper[words].flatMap(\.bytes))
                        }
                    }
                }
                for instruction in program.instructions[rule] {
                    switch instruction {
                    case .load(.meta(let key), let slot):
                        if MetaNumber.names.contains(key) { slots.insert(slot) } else { slots.remove(slot) }
                    case .load(_, let slot), .constant(_, let slot): slots.remove(slot)
                    case .compare(_, let slot, let constant):
                        guard slots.contains(slot) else { continue }
                        let bytes = program.constants[constant.words].flatMap(\.bytes)
                        if constant.words.count == 4, constant.lastMask == .max {
                            note(bytes, bytes)
                        } else {
                            patterns.insert(Array(bytes.prefix { $0 != 0 }))
                        }
                    case .range(_, let slot, let from, let to):
                        if slots.contains(slot) {
                            note(program.constants[from.words].flatMap(\.bytes), program.constants[to.words].flatMap(\.bytes))
                        }
                    case .lookup(let set, let slot, _), .value(let set, let slot, _), .verdicts(let set, let slot),
                        .objects(let set, let slot):
                        note(set, from: slot)
                    case .mask, .shift, .combine, .byteOrder, .verdict, .write, .act: break
                    }
                }
            }
        }
        var names: [(name: [UInt8], isExact: Bool)] = exact.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0, true) }
        func isTaken(_ name: [UInt8], besides pattern: [UInt8]) -> Bool {
            exact.contains(name) || patterns.contains { $0.count > pattern.count && name.starts(with: $0) }
        }
        for pattern in patterns.sorted(by: { $0.lexicographicallyPrecedes($1) }) where pattern.count < 13 {
            let name = (0..<1000).lazy.map { pattern + Array(String($0).utf8) }.first { !isTaken($0, besides: pattern) }
            if let name { names.append((name, false)) }
        }
        let other = (0...).lazy.map { Array("other\($0)".utf8) }.first { name in
            !exact.contains(name) && !patterns.contains { name.starts(with: $0) }
        }
        names.append((other ?? [1], false))
        self.names = names.map { $0.name + [UInt8](repeating: 0, count: 16 - $0.name.count) }
        isExact = names.map(\.isExact)
    }

    /// The variables of a range that it takes.
    func bits(in range: VariableRange) -> VariableRange? {
        var count = 0
        while 1 << count < names.count { count += 1 }
        return count <= range.count ? VariableRange(first: range.first, count: count) : nil
    }

    package func field(_ range: VariableRange) -> VariableRange { bits(in: range) ?? range }

    /// The name's words. Values beyond the last name are other names, too.
    func words(of range: VariableRange, in arena: Arena) -> [SymbolicWord]? {
        guard let field = bits(in: range) else { return nil }
        func diagram(_ depth: Int, _ value: Int, _ isSet: (Int) -> Bool) -> Diagram {
            if depth == field.count { return isSet(min(value, otherIndex)) ? .always : .never }
            let low = diagram(depth + 1, value << 1, isSet)
            let high = diagram(depth + 1, value << 1 | 1, isSet)
            return arena.select(arena.variable(field.first + depth), high, low)
        }
        return (0..<4).map { word in
            SymbolicWord((0..<32).map { bit in diagram(0, 0) { names[$0][word * 4 + bit / 8] >> UInt8(7 - bit % 8) & 1 == 1 } })
        }
    }
}
