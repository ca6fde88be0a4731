/// A value that takes no part in the equality of the value that carries it.
public struct NonIdentity<Value: Sendable>: Hashable, Sendable {
    public var value: Value

    public init(_ value: Value) { self.value = value }

    public static func == (left: Self, right: Self) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}
