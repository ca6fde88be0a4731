public import WeirModel

/// Traffic control on one link: `Link("eth0") { Root(.htb(default: 20)) { … } Ingress { … } }`.
public struct Link: Sendable {
    let name: Interface
    let parts: [LinkPart]
    let location: SourceLocation

    /// A link by its name, with its qdiscs, filters and required features: tc's `… dev eth0`.
    ///
    /// - Parameter parts: `Root`, `Ingress`, `Egress`, `Clsact`, `SharedBlock`, `Parent`, `Offloads`.
    public init(
        _ name: Interface, file: String = #filePath, line: Int = #line, column: Int = #column,
        @LinkBuilder _ parts: () -> LinkContent = { LinkContent() }
    ) {
        self.name = name
        self.parts = parts().parts
        location = here(file, line, column)
    }

    func model(_ diagnostics: inout [Diagnostic]) -> LinkConfiguration {
        var notes = PendingDiagnostics()
        var link = LinkConfiguration(name.name(&notes) ?? "", at: location)
        for part in parts {
            switch part {
            case .root(let root): root.add(to: &link, parent: .root, &notes)
            case .side(let side): side.add(to: &link, &notes)
            case .block(let block): block.content.add(to: &link, on: .block(block.number), &notes)
            case .parent(let parent): parent.content.add(to: &link, major: parent.handle.major, parent: parent.handle, &notes)
            case .demand(let demand): link.features = (link.features ?? []) + [demand.model(&diagnostics)]
            }
        }
        diagnostics += notes.problems.map { $0.at(location) }
        return link.inOrder
    }
}

enum LinkPart: Sendable {
    case root(Root)
    case side(LinkSide)
    case block(SharedBlock)
    case parent(Parent)
    case demand(OffloadDemand)
}

/// Filters of a block that several qdiscs share: `SharedBlock(22) { Filter(…) }`. Sides bind it by `Ingress(block: 22)`.
public struct SharedBlock: Sendable {
    let number: UInt32
    let content: ClassContent

    /// The filters of a block: tc's `filter add block 22 …`.
    ///
    /// - Parameter number: from 1 on; the number that qdiscs bind the block by.
    public init(_ number: UInt32, @ClassBuilder _ content: () -> ClassContent) {
        self.number = number
        self.content = content()
    }
}

/// Filters and classes of a qdisc or class that this policy does not create, by its handle: `Parent("8001:") { Filter(…) }`.
public struct Parent: Sendable {
    let handle: Handle
    let content: ClassContent

    /// Filters and classes below a qdisc or class with this handle: tc's `parent 8001:`.
    public init(_ handle: Handle, @ClassBuilder _ content: () -> ClassContent) {
        self.handle = handle
        self.content = content()
    }
}

/// The content of a link, as its builder collects it.
public struct LinkContent: Sendable {
    var parts: [LinkPart]

    /// Nothing.
    public init() { parts = [] }
    init(parts: [LinkPart]) { self.parts = parts }
}

/// Collects the content of a link: qdiscs, filters, features, `for` and `if`.
@resultBuilder
public enum LinkBuilder {
    public static func buildExpression(_ root: Root) -> LinkContent { LinkContent(parts: [.root(root)]) }
    public static func buildExpression(_ ingress: Ingress) -> LinkContent { LinkContent(parts: [.side(ingress.side)]) }
    public static func buildExpression(_ egress: Egress) -> LinkContent { LinkContent(parts: [.side(egress.side)]) }
    public static func buildExpression(_ clsact: Clsact) -> LinkContent { LinkContent(parts: [.side(clsact.side)]) }
    public static func buildExpression(_ block: SharedBlock) -> LinkContent { LinkContent(parts: [.block(block)]) }
    public static func buildExpression(_ parent: Parent) -> LinkContent { LinkContent(parts: [.parent(parent)]) }
    public static func buildExpression(_ offloads: Offloads) -> LinkContent { LinkContent(parts: offloads.demands.map { .demand($0) }) }
    public static func buildExpression(_ content: LinkContent) -> LinkContent { content }
    public static func buildBlock(_ parts: LinkContent...) -> LinkContent { LinkContent(parts: parts.flatMap(\.parts)) }
    public static func buildArray(_ parts: [LinkContent]) -> LinkContent { LinkContent(parts: parts.flatMap(\.parts)) }
    public static func buildOptional(_ part: LinkContent?) -> LinkContent { part ?? LinkContent(parts: []) }
    public static func buildEither(first: LinkContent) -> LinkContent { first }
    public static func buildEither(second: LinkContent) -> LinkContent { second }

    @available(*, unavailable, message: "an acceptance belongs beside the link, in the policy: Accept(\"…\", on: \"eth0\", because: \"…\")")
    public static func buildExpression(_ accept: Accept) -> LinkContent { LinkContent() }
}
