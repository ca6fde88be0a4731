extension Arena {
    /// The number of assignments to these variables that make the diagram true.
    ///
    /// - Parameter levels: all variables that the diagram depends on, and those that count besides, in order.
    package func count(_ diagram: Diagram, over levels: [Int]) -> WideInteger {
        let places = Dictionary(uniqueKeysWithValues: zip(levels, levels.indices))
        func place(_ id: UInt32) -> Int { places[Int(level(id))] ?? levels.count }
        var known: [UInt32: WideInteger] = [0: WideInteger(0), 1: WideInteger(1)]
        /// Over the variables from the node's own on.
        func count(_ id: UInt32) -> WideInteger {
            if let known = known[id] { return known }
            let node = nodes[Int(id)]
            let from = place(id) + 1
            let result = (count(node.low) << (place(node.low) - from)) + (count(node.high) << (place(node.high) - from))
            known[id] = result
            return result
        }
        return count(diagram.id) << place(diagram.id)
    }
}
