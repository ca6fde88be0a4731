import WeirModel

extension HostState {
    /// The state with the elements of its sets and maps in the order of their keys: the kernel gives them in none.
    package var withElementsInOrder: HostState {
        var state = Rewriting(elements: \.inOrder).rewrite(self)
        for table in state.tables.indices {
            for set in state.tables[table].sets.indices {
                let declaration = state.tables[table].sets[set]
                // Concatenations of intervals, and short combinations of flags, the kernel keeps in the order in which they came.
                if declaration.flags.contains(.interval), declaration.elements.first?.key.lower.count ?? 0 > 1 { continue }
                if case .number(_, let type)? = declaration.elements.first?.key.lower.first, type.isBitmask, type.bitLength ?? 64 <= 16 {
                    continue
                }
                state.tables[table].sets[set].elements = declaration.elements.inOrder
            }
        }
        return state
    }
}

extension ElementList {
    fileprivate var inOrder: ElementList {
        guard count > 1 else { return self }
        let elements = Array(self)
        if elements.contains(where: { if case .ranges(let lower, _) = $0.key { lower.count > 1 } else { false } }) { return self }
        let sorted = elements.sorted { ElementOrder(of: $0.key) < ElementOrder(of: $1.key) }
        return elements == sorted ? self : ElementList(sorted)
    }
}

/// Numbers by size, before texts by their letters, before the catch-all.
private struct ElementOrder: Comparable {
    private var numbers: [UInt128]
    private var text: String

    init(of key: ElementKey) {
        (numbers, text) = key == .catchAll ? ([.max], "\u{10ffff}") : ([], "")
        for value in key.lower {
            switch value {
            // Connections that are let through come first, as people write it.
            case .number(1, .ctState): numbers.append(32)
            case .number(let number, _): numbers.append(number)
            case .text(let word, _):
                numbers.append(0)
                text += word + "\u{0}"
            }
        }
    }

    static func < (left: Self, right: Self) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        return left.text < right.text
    }
}
