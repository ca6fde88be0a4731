public import WeirModel

/// A named map of values, of verdicts (`NamedMap<Port, Verdict>`), or of objects (`NamedMap<Port, Counter>`): nft's `map NAME { type … : …
/// }`.
public struct NamedMap<Key: FieldValue, Data: FieldValue>: Sendable {
    let draft: SetDraft

    /// A map: `NamedMap("servers", type: .inetService, to: .ipv4Address, [80: "10.0.0.1"])`.
    ///
    /// - Parameters:
    ///   - type: the type of the keys; by default that of the first use.
    ///   - to: the type of the data; by default that of the first use.
    ///   - elements: `.managedElsewhere` if another program adds and removes elements: an apply leaves them, and a diff says nothing about them.
    ///   - contentsOf: a file below the policy's folder with one element per line, read by weir.
    public init(
        _ name: String, type: ValueType<Key>? = nil, to data: ValueType<Data>? = nil, flags: SetFlags = [], timeout: Duration? = nil,
        gcInterval: Duration? = nil, size: UInt32? = nil, policy: SetPolicy? = nil, comment: String? = nil, each: [Statement] = [],
        elements management: ElementManagement? = nil,
        _ elements: MapLiteral<Key, Data> = [:], contentsOf: String? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column
    ) {
        let options = SetDraft.Options(
            flags: flags, timeout: timeout?.wholeMilliseconds, gcInterval: gcInterval.map { UInt32(clamping: $0.wholeMilliseconds) },
            size: size,
            policy: policy, comment: comment, statements: each, management: management, file: contentsOf)
        let content: SetDraft.Data
        if Data.self == Verdict.self {
            content = .verdict
        } else if let object = Data.self as? any ObjectReference.Type {
            content = .object(object.kind)
        } else {
            let type = data?.content ?? .byUse
            content = data?.isInterval == true ? .intervals(type) : .values(type)
        }
        draft = SetDraft(
            name, key: type?.content ?? .byUse, data: content, options, elements.pairs.map { ($0.key, $0.data) }, here(file, line, column))
    }
}
