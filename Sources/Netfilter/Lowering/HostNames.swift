import WeirModel

/// The names that only the host knows: interface indices, users, groups, realms, marks, cgroups.
public protocol HostNames: Sendable {
    /// The number that a name stands for on this host; nil where it has none.
    func number(of name: String, type: DataType) -> UInt128?
    /// The name of a number, for those types whose numbers mean nothing on another host; nil where it has none.
    func name(of number: UInt128, type: DataType) -> String?
}

/// No host: names stay unresolved.
public struct NoHostNames: HostNames {
    public init() {}
    public func number(of name: String, type: DataType) -> UInt128? { nil }
    public func name(of number: UInt128, type: DataType) -> String? { nil }
}
