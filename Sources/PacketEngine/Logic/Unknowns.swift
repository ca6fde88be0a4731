import Diagrams

/// A thing that the analysis can't know, and that is equal to itself wherever it is asked.
package enum UnknownSource: Hashable, Sendable {
    /// A value of the packet or of the host.
    case load(String)
    /// Whether such a value is there.
    case there(String)
    /// A limit, quota or generator, asked for the n-th time on the packet's way.
    case state(String, Int)
    /// Whether a set that changes has such a key, or its value for it; sets are numbers of the program.
    case member(String, set: Int)
    case element(String, set: Int)
    /// What the kernel or an unknown expression chooses.
    case value(String)
}

/// The variables of unknowns, in one arena.
package final class Unknowns {
    package let arena: Arena
    private var variables: [UnknownSource: VariableRange] = [:]
    package private(set) var end = VariableOrder.rest

    package init(_ arena: Arena) { self.arena = arena }

    package func variables(_ source: UnknownSource, count: Int) -> VariableRange {
        if let known = variables[source], known.count >= count { return VariableRange(first: known.first, count: count) }
        // The order has room for some thousand; what comes after shares the last ones, which makes fewer things different but none certain.
        let range = VariableRange(first: min(end, Arena.levels - count), count: count)
        end = min(range.end, Arena.levels)
        variables[source] = range
        return range
    }

    func known(_ source: UnknownSource) -> VariableRange? { variables[source] }

    package func condition(_ source: UnknownSource) -> Diagram { arena.variable(variables(source, count: 1).first) }

    /// The packets for which a condition holds whatever the unknowns are.
    package func certain(_ condition: Diagram) -> Diagram {
        let known = sources(of: condition).compactMap { variables[$0] }
        return arena.not(known.reduce(arena.not(condition)) { arena.exists($1, $0) })
    }

    /// The unknowns that a diagram depends on.
    package func sources(of diagram: Diagram) -> [UnknownSource] {
        let levels = arena.support(of: diagram)
        return variables.filter { entry in levels.contains { entry.value.first <= $0 && $0 < entry.value.end } }.map(\.key)
    }
}
