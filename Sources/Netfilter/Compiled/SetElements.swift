/// The elements of a compiled set. Their order means nothing to the kernel.
public struct SetElements: Sendable, Hashable, RandomAccessCollection {
    private var storage: [SetElement]

    public init(_ elements: [SetElement] = []) { storage = elements }

    public var startIndex: Int { 0 }
    public var endIndex: Int { storage.count }
    public subscript(index: Int) -> SetElement { storage[index] }
    public mutating func append(_ element: SetElement) { storage.append(element) }
    public mutating func reserveCapacity(_ count: Int) { storage.reserveCapacity(count) }
}
