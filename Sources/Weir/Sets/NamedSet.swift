public import WeirModel

/// The flags of a set or map: nft's `flags constant, interval, timeout, dynamic`.
public typealias SetFlags = SetDeclaration.Flags
/// The kernel's choice between a fast set and a small one: nft's `policy performance`, `policy memory`.
public typealias SetPolicy = SetDeclaration.Policy

/// The management of a set's elements: `.managedElsewhere` where another program, such as fail2ban, adds and removes them. Elements that the
/// policy lists are those that a new set starts with.
public typealias ElementManagement = SetDeclaration.ElementManagement

/// A named set: nft's `set NAME { type … }`. The table of a rule that uses it declares it; within a table's braces it is declared without a
/// use.
public struct NamedSet<Key: FieldValue & ExpressibleByArrayLiteral>: Sendable {
    let draft: SetDraft

    /// A set: `NamedSet<Port>("services", [22, 80])`.
    ///
    /// - Parameters:
    ///   - type: the type of the elements; by default that of the first use.
    ///   - flags: `interval`, `timeout` and `dynamic` follow from the elements and uses that need them.
    ///   - timeout: the lifetime of elements.
    ///   - each: statements that every new element gets, such as a counter.
    ///   - elements: `.managedElsewhere` if another program adds and removes elements: an apply leaves them, and a diff says nothing about them.
    ///   - contentsOf: a file below the policy's folder with one element per line, read by weir.
    public init(
        _ name: String, type: ValueType<Key>? = nil, flags: SetFlags = [], timeout: Duration? = nil, gcInterval: Duration? = nil,
        size: UInt32? = nil, policy: SetPolicy? = nil, autoMerge: Bool = false, comment: String? = nil, each: [Statement] = [],
        elements management: ElementManagement? = nil,
        _ elements: Key = [], contentsOf: String? = nil, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        let options = SetDraft.Options(
            flags: flags, timeout: timeout?.wholeMilliseconds, gcInterval: gcInterval.map { UInt32(clamping: $0.wholeMilliseconds) },
            size: size,
            policy: policy, autoMerge: autoMerge, comment: comment, statements: each, management: management, file: contentsOf)
        draft = SetDraft(
            name, key: type?.content ?? .byUse, data: nil, options, elements.literal.elements.map { ($0, nil) }, here(file, line, column))
    }
}

/// Two sets, one of each IP family, under one name: `AddressSet("office", […])` declares nft's `office4` and `office6`. `source == office`
/// matches both.
public struct AddressSet: Sendable {
    let ip: SetDraft
    let ip6: SetDraft

    /// Two sets under one name. Each element goes into the set of its family.
    ///
    /// - Parameters:
    ///   - flags: `interval`, `timeout` and `dynamic` follow from the elements and uses that need them.
    ///   - timeout: the lifetime of elements.
    ///   - each: statements that every new element gets, such as a counter.
    ///   - elements: `.managedElsewhere` if another program adds and removes elements: an apply leaves them, and a diff says nothing about them.
    ///   - contentsOf: a file below the policy's folder with one element per line, read by weir.
    public init(
        _ name: String, flags: SetFlags = [], timeout: Duration? = nil, gcInterval: Duration? = nil, size: UInt32? = nil,
        policy: SetPolicy? = nil, autoMerge: Bool = false, comment: String? = nil, each: [Statement] = [],
        elements management: ElementManagement? = nil, _ elements: Address = [],
        contentsOf: String? = nil, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        let options = SetDraft.Options(
            flags: flags, timeout: timeout?.wholeMilliseconds, gcInterval: gcInterval.map { UInt32(clamping: $0.wholeMilliseconds) },
            size: size,
            policy: policy, autoMerge: autoMerge, comment: comment, statements: each, management: management, file: contentsOf, isHalf: true
        )
        func half(_ suffix: String, _ type: DataType) -> SetDraft {
            SetDraft(
                name + suffix, key: .of(Selector(type: type), .types([type])), data: nil, options,
                elements.literal.elements.map { ($0, nil) },
                here(file, line, column))
        }
        ip = half("4", .ipv4Address)
        ip6 = half("6", .ipv6Address)
    }

    var literal: Literal { Literal(.addressSet(ip: ip, ip6: ip6)) }
}
