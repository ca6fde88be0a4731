/// A set of packets, or a Boolean function, in an `Arena`: equal functions of one arena are equal values.
package struct Diagram: Hashable, Sendable {
    /// The place of its node in the arena.
    package var id: UInt32
    package init(id: UInt32) { self.id = id }

    package static let never = Diagram(id: 0)
    package static let always = Diagram(id: 1)

    package var isNever: Bool { id == 0 }
    package var isAlways: Bool { id == 1 }
}

/// Consecutive variables that hold one value, the most significant bit first.
package struct VariableRange: Hashable, Sendable {
    package var first: Int
    package var count: Int
    package init(first: Int, count: Int) {
        self.first = first
        self.count = count
    }
    package var end: Int { first + count }
    /// The greatest value.
    package var greatest: UInt128 { count >= 128 ? .max : (1 << UInt128(count)) - 1 }
}
