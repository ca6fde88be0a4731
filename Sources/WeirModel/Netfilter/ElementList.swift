/// The elements of a set, in the order given. Equality is by content and order; the kernel keeps no order, so compare as sets where it matters.
public struct ElementList: Sendable, Hashable, Codable {
    private var storage: [Element]

    public init(_ elements: [Element] = []) { storage = elements }
}

extension ElementList: RandomAccessCollection, ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Element...) { self.init(elements) }
    public var startIndex: Int { 0 }
    public var endIndex: Int { storage.count }
    public subscript(index: Int) -> Element { storage[index] }
    public mutating func append(_ element: Element) { storage.append(element) }
}
