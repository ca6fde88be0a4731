import WeirModel

/// The content of a qdisc, a class or a side of a link, as its builder collects it.
public struct ClassContent: Sendable {
    var classes: [Class] = []
    var leaves: [Leaf] = []
    var filters: [Filter] = []
    var chains: [FilterChain] = []
    var isEmpty: Bool { classes.isEmpty && leaves.isEmpty && filters.isEmpty && chains.isEmpty }

    /// Nothing.
    public init() {}
    init(classes: [Class] = [], leaves: [Leaf] = [], filters: [Filter] = [], chains: [FilterChain] = []) {
        (self.classes, self.leaves, self.filters, self.chains) = (classes, leaves, filters, chains)
    }
    init(_ parts: [ClassContent]) {
        self.init(
            classes: parts.flatMap(\.classes), leaves: parts.flatMap(\.leaves), filters: parts.flatMap(\.filters),
            chains: parts.flatMap(\.chains))
    }

    func add(to link: inout LinkConfiguration, major: UInt16, parent: Handle, _ notes: inout PendingDiagnostics) {
        for item in classes { item.add(to: &link, major: major, parent: parent, &notes) }
        for leaf in leaves { leaf.root.add(to: &link, parent: leaf.number.map { Handle(major, $0) } ?? parent, &notes) }
        for chain in chains { link.chains.append(chain.model(on: .parent(parent), &notes)) }
        link.filters += filters.compactMap { $0.model(on: .parent(parent), classes: major, &notes) }
    }

    /// Adds filters and chains to a place without classes.
    func add(to link: inout LinkConfiguration, on attachment: Attachment, _ notes: inout PendingDiagnostics) {
        for item in classes {
            notes.error(at: item.location, .misplacedClass, "classes belong below a qdisc that has them", help: "move it to `Root`")
        }
        for leaf in leaves {
            notes.error(at: leaf.root.location, .misplacedLeaf, "leaves belong below a qdisc that has classes", help: "move it to `Root`")
        }
        for chain in chains { link.chains.append(chain.model(on: attachment, &notes)) }
        link.filters += filters.compactMap { $0.model(on: attachment, classes: nil, &notes) }
    }
}

/// Collects the content of a qdisc, a class or a side of a link: classes, leaves, filters, chains, `for` and `if`.
@resultBuilder
public enum ClassBuilder {
    public static func buildExpression(_ item: Class) -> ClassContent { ClassContent(classes: [item]) }
    public static func buildExpression(_ leaf: Leaf) -> ClassContent { ClassContent(leaves: [leaf]) }
    public static func buildExpression(_ filter: Filter) -> ClassContent { ClassContent(filters: [filter]) }
    public static func buildExpression(_ chain: FilterChain) -> ClassContent { ClassContent(chains: [chain]) }
    public static func buildExpression(_ content: ClassContent) -> ClassContent { content }
    public static func buildBlock(_ parts: ClassContent...) -> ClassContent { ClassContent(parts) }
    public static func buildArray(_ parts: [ClassContent]) -> ClassContent { ClassContent(parts) }
    public static func buildOptional(_ part: ClassContent?) -> ClassContent { part ?? ClassContent() }
    public static func buildEither(first: ClassContent) -> ClassContent { first }
    public static func buildEither(second: ClassContent) -> ClassContent { second }
}

/// A chain of filters with a declaration; chains that filters name need none. `FilterChain(5, template: .flower { … })`
public struct FilterChain: Sendable {
    let number: UInt32
    let template: ClassifierKind?
    let protocolID: EtherType?
    let notes: PendingDiagnostics
    let location: SourceLocation

    /// - Parameters:
    ///   - template: the keys and masks that the chain's filters may have.
    ///   - protocol: the EtherType of a chain with a template; unset by default.
    public init(
        _ number: UInt32, template: ClassifierKind? = nil, protocol protocolID: EtherType? = nil, file: String = #filePath,
        line: Int = #line,
        column: Int = #column
    ) {
        self.number = number
        self.template = template
        self.protocolID = protocolID
        notes = .unplaced()
        location = here(file, line, column)
    }

    func model(on attachment: Attachment, _ notes: inout PendingDiagnostics) -> WeirModel.FilterChain {
        notes += self.notes.placed(at: location)
        var own = PendingDiagnostics()
        let number = protocolID?.number(&own)
        notes += own.placed(at: location)
        return WeirModel.FilterChain(self.number, on: attachment, template: template?.options, protocolID: number, at: location)
    }
}
