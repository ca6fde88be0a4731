import WeirModel

/// From the kernel's objects to the statements that people read.
package enum Lifting {
    /// - Parameters:
    ///   - dialect: that of the nft which probably made the tables.
    ///   - rawExpression: encodes an expression as the kernel's bytes, for those that have no statement.
    ///   - knownExpression: reads those bytes: a rule keeps its words beside them where it is the same again.
    package static func lift(
        _ tables: [CompiledTable], names: any HostNames = NoHostNames(), dialect: StockDialect = .comparisons,
        rawExpression: @escaping @Sendable (Expression) -> RawExpression? = { _ in nil },
        knownExpression: @escaping @Sendable (RawExpression) throws -> Expression = { .raw($0) }
    ) -> [Table] {
        tables.map {
            lift($0, in: context(of: $0, names: names, dialect: dialect, rawExpression: rawExpression, knownExpression: knownExpression))
        }
    }

    /// A table's context, for lifting single rules of it.
    package static func context(
        of table: CompiledTable, names: any HostNames = NoHostNames(), dialect: StockDialect = .comparisons,
        rawExpression: @escaping @Sendable (Expression) -> RawExpression? = { _ in nil },
        knownExpression: @escaping @Sendable (RawExpression) throws -> Expression = { .raw($0) }
    ) -> TableContext {
        var context = TableContext(
            family: table.family, names: names, dialect: dialect, rawExpression: rawExpression, knownExpression: knownExpression)
        for set in table.sets { context.sets[set.name] = try? SetDeclaration(set).shape() }
        return context
    }

    package static func lift(_ rule: CompiledRule, in context: TableContext) -> Rule { RuleLifting.lift(rule, in: context) }

    /// A set with the elements that can be expressed, and the number of the others.
    package static func lift(_ set: CompiledSet, in context: TableContext) -> SetDeclaration {
        var declaration = SetDeclaration(set)
        declaration.elements = elements(set.elements, of: declaration, in: context) ?? []
        return declaration
    }

    package static func elements(_ elements: SetElements, of declaration: SetDeclaration, in context: TableContext) -> ElementList? {
        guard let shape = try? declaration.shape() else { return nil }
        let data: ElementsData? =
            switch shape.data {
            case nil: nil
            case .values(let components, _)?: .values(components)
            case .verdict?: .verdict
            case .object?: .object
            }
        return SetElementsLifting(rule: RuleLifting(table: context), key: shape.elementKey, data: data, isInterval: shape.isInterval).lift(
            elements)
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
            sets: sets(of: table, in: context),
            objects: table.objects.map {
                StatefulObject(name: $0.name, definition: $0.definition, comment: UserData.comment(in: $0.userdata))
            },
            flowtables: table.flowtables)
    }
}

extension Lifting {
    private static func sets(of table: CompiledTable, in context: TableContext) -> [SetDeclaration] {
        var filled: Set<String> = []
        for rule in table.chains.lazy.flatMap(\.rules) {
            for case .dynset(let dynset) in rule.expressions { filled.insert(dynset.set) }
        }
        return table.sets.map { set in
            guard filled.contains(set.name) else {
                var declaration = lift(set, in: context)
                // Elements that expire, and that no packet adds, come from another program.
                if declaration.flags.contains(.timeout) { declaration.elementManagement = .managedElsewhere }
                return declaration
            }
            var set = set
            // The kernel gives a size to a set as soon as a rule adds to it: a set that is made with one may be of a kind that no rule can
            // add to.
            if set.specification.size == 65535, !SetDeclaration.Flags(rawValue: set.specification.flags).contains(.dynamic) {
                set.specification.size = nil
            }
            return lift(set, in: context)
        }
    }
}
