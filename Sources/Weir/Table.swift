public import WeirModel

/// A table: chains, sets, objects and flowtables for packets of one family. nft's `table inet filter { … }`.
public struct Table: Sendable {
    let name: String
    let family: Family
    let flags: Flags
    let comment: String?
    let content: TableContent
    let location: SourceLocation

    /// The flags of a table: nft's `flags dormant`.
    public typealias Flags = WeirModel.Table.Flags

    /// A table: nft's `table inet filter { … }` is `Table("filter", .inet) { … }`.
    ///
    /// - Parameters:
    ///   - family: the packets that its chains see: `.ip`, `.ip6`, `.inet` for both, `.arp`, `.bridge`, `.netdev`.
    ///   - flags: `.dormant` takes its chains off their hooks.
    ///   - content: chains, and the sets, objects and flowtables that no rule declares by its use.
    public init(
        _ name: String, _ family: Family, flags: Flags = [], comment: String? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column, @TableBuilder _ content: () -> TableContent = { TableContent() }
    ) {
        self.name = name
        self.family = family
        self.flags = flags
        self.comment = comment
        self.content = content()
        location = here(file, line, column)
    }

    func model(_ diagnostics: inout [Diagnostic]) -> WeirModel.Table {
        var table = WeirModel.Table(family: family, name: name, flags: flags, comment: comment, at: location)
        var declarations = Declarations()
        for use in content.declarations { declarations.declare(use) }
        var notes = PendingDiagnostics()
        for chain in content.chains { table.chains.append(chain.model(in: family, &notes)) }
        for use in notes.uses { declarations.declare(use) }
        declarations.finish()
        table.sets = declarations.sets
        table.objects = declarations.objects
        table.flowtables = declarations.flowtables
        diagnostics += (notes.problems + declarations.problems).map { $0.at(location) }
        return table
    }
}

/// The content of a table, as its builder collects it.
public struct TableContent: Sendable {
    var chains: [Chain] = []
    var declarations: [Use] = []

    /// Nothing.
    public init() {}

    init(chains: [Chain] = [], declarations: [Use] = []) { (self.chains, self.declarations) = (chains, declarations) }

    init(_ parts: [TableContent]) {
        chains = parts.flatMap(\.chains)
        declarations = parts.flatMap(\.declarations)
    }
}

/// Collects the content of a table: chains, sets, maps, objects, flowtables, `for` and `if`.
@resultBuilder
public enum TableBuilder {
    public static func buildExpression(_ chain: Chain) -> TableContent { TableContent(chains: [chain]) }
    public static func buildExpression<Key>(_ set: NamedSet<Key>) -> TableContent { TableContent(declarations: [.set(set.draft, nil)]) }
    public static func buildExpression<Key, Data>(_ map: NamedMap<Key, Data>) -> TableContent {
        TableContent(declarations: [.set(map.draft, nil)])
    }
    public static func buildExpression(_ set: AddressSet) -> TableContent {
        TableContent(declarations: [.set(set.ip, nil), .set(set.ip6, nil)])
    }
    public static func buildExpression<Kind>(_ object: Object<Kind>) -> TableContent { TableContent(declarations: object.uses) }
    public static func buildExpression(_ object: RawObject) -> TableContent {
        TableContent(declarations: [.object(object.model, implied: false)])
    }
    public static func buildExpression(_ flowtable: Flowtable) -> TableContent { TableContent(declarations: [.flowtable(flowtable)]) }
    public static func buildExpression(_ content: TableContent) -> TableContent { content }
    public static func buildBlock(_ parts: TableContent...) -> TableContent { TableContent(parts) }
    public static func buildArray(_ parts: [TableContent]) -> TableContent { TableContent(parts) }
    public static func buildOptional(_ part: TableContent?) -> TableContent { part ?? TableContent() }
    public static func buildEither(first: TableContent) -> TableContent { first }
    public static func buildEither(second: TableContent) -> TableContent { second }

    @available(*, unavailable, message: "a rule belongs in a chain: Chain(\"name\") { … }")
    public static func buildExpression(_ rule: Rule) -> TableContent { TableContent() }
}
