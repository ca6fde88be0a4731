/// A call, and the calls within its braces.
struct SourceNode {
    var header: Layout
    var children: [SourceNode]

    init(_ header: Layout, _ children: [SourceNode] = []) { (self.header, self.children) = (header, children) }

    /// How many calls it takes.
    var weight: Int { children.reduce(1) { $0 + $1.weight } }

    func write(_ text: inout Source) {
        // Before braces, a call without arguments has no brackets.
        let hasBareBraces = !children.isEmpty && header.flat.hasSuffix("()")
        text.block(hasBareBraces ? .text(String(header.flat.dropLast(2))) : header, isEmpty: children.isEmpty) { text in
            children.forEach { $0.write(&text) }
        }
    }

    /// The same, with at most this number of calls in any body; the rest goes into separate functions.
    ///
    /// - Parameter makeFunction: takes such a function's body, and returns its name.
    func split(at limit: Int, _ makeFunction: ([SourceNode]) -> String) -> SourceNode {
        var parts = children.map { $0.split(at: limit, makeFunction) }
        while parts.count > 1, parts.reduce(0, { $0 + $1.weight }) > limit {
            let before = parts.count
            parts = Self.grouped(parts, limit).map {
                $0.count == 1 && $0[0].weight == 1 ? $0[0] : SourceNode(.text(makeFunction($0) + "()"))
            }
            if parts.count == before { break }
        }
        return SourceNode(header, parts)
    }

    /// Runs of nodes that are together no more than the limit.
    private static func grouped(_ nodes: [SourceNode], _ limit: Int) -> [[SourceNode]] {
        var groups: [[SourceNode]] = []
        var weight = limit
        for node in nodes {
            if weight + node.weight > limit {
                groups.append([])
                weight = 0
            }
            groups[groups.count - 1].append(node)
            weight += node.weight
        }
        return groups
    }
}
