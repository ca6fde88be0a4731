public import WeirModel

/// What traffic control does on one link: `Link("eth0") { Root(.htb(default: 20)) { … } Ingress { … } }`.
public struct Link: Sendable {
    let name: Interface
    let parts: [LinkPart]
    let notes: Notes
    let location: SourceLocation

    public init(
        _ name: Interface, file: String = #filePath, line: Int = #line, column: Int = #column, @LinkBuilder _ parts: () -> LinkContent
    ) {
        self.name = name
        self.parts = parts().parts
        notes = Notes()
        location = here(file, line, column)
    }

    /// A link as a document has it, with what this language has no words for yet. `weir import` writes it.
    ///
    /// - Parameter document: a document of weir's in its JSON form that holds this link.
    public static func raw(_ document: String, file: String = #filePath, line: Int = #line, column: Int = #column) -> Link {
        Link(document: document, here(file, line, column))
    }

    private init(document: String, _ location: SourceLocation) {
        do {
            guard let link = try Document.decode(Array(document.utf8)).links.first else {
                self.init("", [], .error("bad-document", "the document holds no link"), location)
                return
            }
            self.init(Interface(link.name), [.document(link)], Notes(), location)
        } catch {
            self.init("", [], .error("bad-document", error.description, help: error.help), location)
        }
    }

    private init(_ name: Interface, _ parts: [LinkPart], _ notes: Notes, _ location: SourceLocation) {
        self.name = name
        self.parts = parts
        self.notes = notes
        self.location = location
    }

    func model(_ diagnostics: inout [Diagnostic]) -> LinkConfiguration {
        var notes = notes
        var link = LinkConfiguration(name.name(&notes) ?? "", at: location)
        var hasSides = false
        for part in parts {
            switch part {
            case .root(let root): root.add(to: &link, &notes)
            case .side(let side):
                if !hasSides { link.qdiscs.append(Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc, at: side.location)) }
                hasSides = true
                for filter in side.filters { link.filters += filter.models(on: .parent(side.handle), classes: nil, &notes) }
            case .document(let document):
                link = document
                link.at = Located(location)
            case .demand(let demand): link.features = (link.features ?? []) + [demand.model(&diagnostics)]
            }
        }
        diagnostics += notes.problems.map { $0.at(location) }
        return link
    }
}

enum LinkPart: Sendable {
    case root(Root)
    case side(LinkSide)
    case demand(OffloadDemand)
    case document(LinkConfiguration)
}

/// The root qdisc of a link, its classes and filters.
public struct Root: Sendable {
    let kind: QdiscKind
    let major: UInt16?
    let sizeTable: SizeTable?
    let content: ClassContent
    let location: SourceLocation

    /// - Parameter handle: the major number of its handle; with classes or filters, 1.
    public init(
        _ kind: QdiscKind, handle: UInt16? = nil, sizeTable: SizeTable? = nil, file: String = #filePath, line: Int = #line, column: Int = #column,
        @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        self.kind = kind
        self.sizeTable = sizeTable
        self.content = content()
        major = handle ?? (self.content.isEmpty ? nil : 1)
        location = here(file, line, column)
    }

    func add(to link: inout LinkConfiguration, _ notes: inout Notes) {
        link.qdiscs.append(kind.qdisc(parent: .root, handle: major.map { Handle($0) }, sizeTable: sizeTable, at: location))
        guard let major else { return }
        content.add(to: &link, major: major, parent: Handle(major), &notes)
    }
}

/// Filters of received or of sent packets, before they reach qdiscs.
struct LinkSide: Sendable {
    let handle: Handle
    let filters: [Filter]
    let location: SourceLocation
}

/// Filters of what the link receives.
public struct Ingress: Sendable {
    let side: LinkSide
    public init(file: String = #filePath, line: Int = #line, column: Int = #column, @ClassBuilder _ content: () -> ClassContent) {
        side = LinkSide(handle: .ingress, filters: content().filters, location: here(file, line, column))
    }
}

/// Filters of what the link sends.
public struct Egress: Sendable {
    let side: LinkSide
    public init(file: String = #filePath, line: Int = #line, column: Int = #column, @ClassBuilder _ content: () -> ClassContent) {
        side = LinkSide(handle: .egress, filters: content().filters, location: here(file, line, column))
    }
}

/// What a link holds, as its builder collects it.
public struct LinkContent: Sendable {
    var parts: [LinkPart]
}

@resultBuilder
public enum LinkBuilder {
    public static func buildExpression(_ root: Root) -> LinkContent { LinkContent(parts: [.root(root)]) }
    public static func buildExpression(_ ingress: Ingress) -> LinkContent { LinkContent(parts: [.side(ingress.side)]) }
    public static func buildExpression(_ egress: Egress) -> LinkContent { LinkContent(parts: [.side(egress.side)]) }
    public static func buildExpression(_ offloads: Offloads) -> LinkContent { LinkContent(parts: offloads.demands.map { .demand($0) }) }
    public static func buildBlock(_ parts: LinkContent...) -> LinkContent { LinkContent(parts: parts.flatMap(\.parts)) }
    public static func buildArray(_ parts: [LinkContent]) -> LinkContent { LinkContent(parts: parts.flatMap(\.parts)) }
    public static func buildOptional(_ part: LinkContent?) -> LinkContent { part ?? LinkContent(parts: []) }
    public static func buildEither(first: LinkContent) -> LinkContent { first }
    public static func buildEither(second: LinkContent) -> LinkContent { second }
}
