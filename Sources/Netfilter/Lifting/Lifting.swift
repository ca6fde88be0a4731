import WeirModel

/// From the kernel's objects to the statements that people read.
public enum Lifting {
    /// - Parameters:
    ///   - dialect: that of the nft which probably made the tables.
    ///   - rawExpression: encodes an expression as the kernel's bytes, for those that have no statement.
    public static func lift(
        _ tables: [CompiledTable], names: any HostNames = NoHostNames(), dialect: StockDialect = .comparisons,
        rawExpression: @escaping @Sendable (Expression) -> RawExpression? = { _ in nil }
    ) -> [Table] {
        tables.map { lift($0, in: context(of: $0, names: names, dialect: dialect, rawExpression: rawExpression)) }
    }

    /// A table's context, for lifting single rules of it.
    public static func context(
        of table: CompiledTable, names: any HostNames = NoHostNames(), dialect: StockDialect = .comparisons,
        rawExpression: @escaping @Sendable (Expression) -> RawExpression? = { _ in nil }
    ) -> TableContext {
        var context = TableContext(family: table.family, names: names, dialect: dialect, rawExpression: rawExpression)
        for set in table.sets { context.sets[set.name] = try? SetDeclaration(set).shape() }
        return context
    }

    public static func lift(_ rule: CompiledRule, in context: TableContext) -> Rule { RuleLifting.lift(rule, in: context) }

    /// A set with the elements that can be expressed, and the number of the others.
    public static func lift(_ set: CompiledSet, in context: TableContext) -> SetDeclaration {
        var declaration = SetDeclaration(set)
        declaration.elements = elements(set.elements, of: declaration, in: context) ?? []
        return declaration
    }

    public static func elements(_ elements: SetElements, of declaration: SetDeclaration, in context: TableContext) -> ElementList? {
        guard let shape = try? declaration.shape() else { return nil }
        let data: ElementsData? =
            switch shape.data {
            case nil: nil
            case .values(let components, _)?: .values(components)
            case .verdict?: .verdict
            case .object?: .object
            }
        let key =
            shape.isInterval
            ? shape.key.map { SetShape.Component(type: $0.type, bits: $0.bits, order: $0.type.isString ? $0.order : .big) } : shape.key
        return SetElementsLifting(rule: RuleLifting(table: context), key: key, data: data, isInterval: shape.isInterval).lift(elements)
    }

    private static func lift(_ table: CompiledTable, in context: TableContext) -> Table {
        let userdata = UserData.decode(table.userdata) ?? []
        func text(_ type: UInt8) -> String? { userdata.first { $0.type == type }.map { UserData.text($0.value) } }
        return Table(
            family: table.family, name: table.name, flags: table.flags, comment: text(UserData.comment), owner: text(UserData.policy),
            chains: table.chains.map { chain in
                Chain(
                    name: chain.name, base: chain.base, comment: UserData.comment(in: chain.userdata),
                    rules: chain.rules.map { RuleLifting.lift($0, in: context) })
            },
            sets: table.sets.map { lift($0.withoutAddedSize(in: table), in: context) },
            objects: table.objects.map {
                StatefulObject(name: $0.name, definition: $0.definition, comment: UserData.comment(in: $0.userdata))
            },
            flowtables: table.flowtables)
    }
}

extension CompiledSet {
    /// `NFT_SET_EVAL`: packets may add elements.
    private static let evalFlag: UInt32 = 0x20

    /// Without the size that the kernel gives to a set as soon as a rule adds to it: a set that is made with one may be of a kind that no
    /// rule can add to.
    fileprivate func withoutAddedSize(in table: CompiledTable) -> CompiledSet {
        guard specification.size == 65535, specification.flags & Self.evalFlag == 0 else { return self }
        let isFilled = table.chains.contains { chain in
            chain.rules.contains { $0.expressions.contains { if case .dynset(let dynset) = $0 { dynset.set == name } else { false } } }
        }
        guard isFilled else { return self }
        var set = self
        set.specification.size = nil
        return set
    }
}
