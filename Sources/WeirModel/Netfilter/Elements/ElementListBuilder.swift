extension ElementList {
    /// Builds long lists of plain keys: numbers of these types, single or intervals.
    public struct Builder {
        public let types: [DataType]
        public private(set) var list: ElementList

        /// - Parameter capacity: the expected number of elements.
        public init(types: [DataType], intervals: Bool = false, capacity: Int = 0) {
            self.types = types
            list = ElementList(
                layout: ElementLayout(key: types.map(ElementLayout.Component.init), intervals: intervals), capacity: capacity)
        }

        /// Adds a key, or an interval where the ends differ: one number a component. false, and nothing is added, where
        /// the numbers are not as many as the types or larger than they allow.
        @discardableResult
        public mutating func append(lower: [UInt128], upper: [UInt128]) -> Bool {
            guard let layout = list.layout, lower.count == types.count, upper.count == types.count else { return false }
            for (index, component) in layout.key.enumerated() where component.width < 16 {
                guard (lower[index] | upper[index]) >> (8 * component.width) == 0 else { return false }
            }
            list.append(lower: lower, upper: upper)
            return true
        }

        /// Adds any element; one that no row can hold is kept whole.
        public mutating func append(_ element: Element) { list.append(element) }
    }
}
