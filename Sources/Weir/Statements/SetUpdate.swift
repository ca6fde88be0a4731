import WeirModel

// Rules that change the table's sets and maps.
extension Statement {
    /// nft's `add @blocked { ip saddr timeout 1h }`: adds an element unless it exists. The statements that follow are kept per element.
    public static func add<Key>(_ key: Field<Key>, to set: NamedSet<Key>, timeout: Duration? = nil, _ each: Statement...) -> Statement {
        update(.add, key.draft, .draft(set.draft), nil, timeout, each)
    }

    /// nft's `update @blocked { ip saddr timeout 1h }`: adds an element, or restarts the timeout of an existing one.
    public static func update<Key>(_ key: Field<Key>, in set: NamedSet<Key>, timeout: Duration? = nil, _ each: Statement...) -> Statement {
        update(.update, key.draft, .draft(set.draft), nil, timeout, each)
    }

    /// nft's `delete @blocked { ip saddr }`.
    public static func delete<Key>(_ key: Field<Key>, from set: NamedSet<Key>, timeout: Duration? = nil, _ each: Statement...) -> Statement
    {
        update(.delete, key.draft, .draft(set.draft), nil, timeout, each)
    }

    /// Adds to the set of the address's family: `.add(source, to: blocked)`.
    public static func add(_ key: Field<Address>, to set: AddressSet, timeout: Duration? = nil, _ each: Statement...) -> Statement {
        update(.add, key.draft, .addresses(set), nil, timeout, each)
    }

    /// Updates the set of the address's family: `.update(source, in: blocked)`.
    public static func update(_ key: Field<Address>, in set: AddressSet, timeout: Duration? = nil, _ each: Statement...) -> Statement {
        update(.update, key.draft, .addresses(set), nil, timeout, each)
    }

    /// Deletes from the set of the address's family: `.delete(source, from: blocked)`.
    public static func delete(_ key: Field<Address>, from set: AddressSet, timeout: Duration? = nil, _ each: Statement...) -> Statement {
        update(.delete, key.draft, .addresses(set), nil, timeout, each)
    }

    /// nft's `add @map { ip saddr : tcp dport }`.
    public static func add<Key, Data>(
        _ key: Field<Key>, _ data: Field<Data>, to map: NamedMap<Key, Data>, timeout: Duration? = nil, _ each: Statement...
    ) -> Statement {
        update(.add, key.draft, .draft(map.draft), data.draft, timeout, each)
    }

    /// nft's `update @map { ip saddr : tcp dport }`.
    public static func update<Key, Data>(
        _ key: Field<Key>, _ data: Field<Data>, in map: NamedMap<Key, Data>, timeout: Duration? = nil, _ each: Statement...
    ) -> Statement {
        update(.update, key.draft, .draft(map.draft), data.draft, timeout, each)
    }

    /// Adds to a set of the table, by its name: nft's `add @blocked { … }`.
    public static func add<Key>(_ key: Field<Key>, toSet name: String, timeout: Duration? = nil, _ each: Statement...) -> Statement {
        update(.add, key.draft, .name(name), nil, timeout, each)
    }

    /// Updates a set of the table, by its name: nft's `update @blocked { … }`.
    public static func update<Key>(_ key: Field<Key>, inSet name: String, timeout: Duration? = nil, _ each: Statement...) -> Statement {
        update(.update, key.draft, .name(name), nil, timeout, each)
    }

    /// Deletes from a set of the table, by its name: nft's `delete @blocked { … }`.
    public static func delete<Key>(_ key: Field<Key>, fromSet name: String, timeout: Duration? = nil, _ each: Statement...) -> Statement {
        update(.delete, key.draft, .name(name), nil, timeout, each)
    }

    /// nft's `delete @map { ip saddr }`.
    public static func delete<Key, Data>(_ key: Field<Key>, from map: NamedMap<Key, Data>, timeout: Duration? = nil, _ each: Statement...)
        -> Statement
    {
        update(.delete, key.draft, .draft(map.draft), nil, timeout, each)
    }

    /// nft's `delete @map { ip saddr : tcp dport }`.
    public static func delete<Key, Data>(
        _ key: Field<Key>, _ data: Field<Data>, from map: NamedMap<Key, Data>, timeout: Duration? = nil, _ each: Statement...
    ) -> Statement {
        update(.delete, key.draft, .draft(map.draft), data.draft, timeout, each)
    }

    /// Adds to a map of the table, by its name: nft's `add @servers { … : … }`.
    public static func add<Key, Data>(
        _ key: Field<Key>, _ data: Field<Data>, toMap name: String, timeout: Duration? = nil, _ each: Statement...
    ) -> Statement {
        update(.add, key.draft, .name(name), data.draft, timeout, each)
    }

    /// Updates a map of the table, by its name: nft's `update @servers { … : … }`.
    public static func update<Key, Data>(
        _ key: Field<Key>, _ data: Field<Data>, inMap name: String, timeout: Duration? = nil, _ each: Statement...
    ) -> Statement {
        update(.update, key.draft, .name(name), data.draft, timeout, each)
    }

    /// Deletes from a map of the table, by its name: nft's `delete @servers { … : … }`.
    public static func delete<Key, Data>(
        _ key: Field<Key>, _ data: Field<Data>, fromMap name: String, timeout: Duration? = nil, _ each: Statement...
    ) -> Statement {
        update(.delete, key.draft, .name(name), data.draft, timeout, each)
    }

    private enum Target {
        case draft(SetDraft)
        case addresses(AddressSet)
        case name(String)

        /// The set for a key, and its use.
        func name(_ key: Selector, _ use: SetDraft.Use, _ notes: inout PendingDiagnostics) -> String {
            let draft: SetDraft
            switch self {
            case .name(let name): return name
            case .draft(let set): draft = set
            case .addresses(let set): draft = key.components.first?.type == .ipv6Address ? set.ip6 : set.ip
            }
            notes.uses.append(.set(draft, use))
            return draft.name
        }
    }

    private static func update(
        _ operation: WeirModel.SetUpdate.Operation, _ key: Draft<Selector>, _ target: Target, _ data: Draft<Selector>?,
        _ timeout: Duration?,
        _ each: [Statement]
    ) -> Statement {
        var notes = PendingDiagnostics()
        for statement in each { notes += statement.draft.notes }
        let statements = each.compactMap { $0.draft.value[.ip] }
        let both = data.map { key.combined(with: $0) { ($0, Optional($1)) } } ?? key.map { ($0, nil) }
        let update = both.value.map { key, data -> WeirModel.Statement in
            let use = SetDraft.Use(key: key, data: data, isDynamic: operation != .delete || !statements.isEmpty, hasTimeout: timeout != nil)
            return .update(
                WeirModel.SetUpdate(
                    operation, set: target.name(key, use, &notes), key: key.term, data: data?.term, timeout: timeout?.wholeMilliseconds,
                    statements: statements))
        }
        return Statement(Draft(update, both.notes + notes))
    }
}
