public import WeirModel

/// A class of a classful qdisc, by its number below the qdisc's. tc writes numbers in hexadecimal: class 16 is `1:10`.
public struct Class: Sendable {
    let number: UInt16
    let kind: ClassKind
    let leaf: QdiscKind?
    let leafHandle: UInt16?
    let content: ClassContent
    let location: SourceLocation

    /// - Parameters:
    ///   - leaf: the qdisc that holds the class's packets; left out, the kernel's pfifo.
    ///   - leafHandle: the number of that qdisc; left out, the kernel gives one.
    public init(
        _ number: UInt16, _ kind: ClassKind, leaf: QdiscKind? = nil, leafHandle: UInt16? = nil, file: String = #filePath, line: Int = #line, column: Int = #column,
        @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        self.number = number
        self.kind = kind
        self.leaf = leaf
        self.leafHandle = leafHandle
        self.content = content()
        location = here(file, line, column)
    }

    /// A class of htb.
    ///
    /// - Parameters:
    ///   - ceil: what it may borrow up to; left out, nothing beyond its rate.
    ///   - priority: 0 is served first.
    public init(
        _ number: UInt16, rate: BitRate, ceil: BitRate? = nil, priority: UInt32? = nil, quantum: UInt32? = nil, leaf: QdiscKind? = nil,
        leafHandle: UInt16? = nil, file: String = #filePath, line: Int = #line, column: Int = #column, @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        var htb = TrafficClass.HTB(rate: rate)
        htb.ceil = ceil
        htb.priority = priority
        htb.quantum = quantum
        self.init(number, ClassKind(htb), leaf: leaf, leafHandle: leafHandle, file: file, line: line, column: column, content)
    }

    func add(to link: inout LinkConfiguration, major: UInt16, parent: Handle, _ notes: inout Notes) {
        let id = Handle(major, number)
        link.classes.append(TrafficClass(id, parent: parent, kind.options, at: location))
        if let leaf { link.qdiscs.append(leaf.qdisc(parent: id, handle: leafHandle.map { Handle($0) }, at: location)) }
        content.add(to: &link, major: major, parent: id, &notes)
    }
}

/// Classes and filters, as their builder collects them.
public struct ClassContent: Sendable {
    var classes: [Class] = []
    var filters: [Filter] = []
    var isEmpty: Bool { classes.isEmpty && filters.isEmpty }

    public init() {}
    init(classes: [Class] = [], filters: [Filter] = []) {
        self.classes = classes
        self.filters = filters
    }
    init(_ parts: [ClassContent]) { self.init(classes: parts.flatMap(\.classes), filters: parts.flatMap(\.filters)) }

    func add(to link: inout LinkConfiguration, major: UInt16, parent: Handle, _ notes: inout Notes) {
        for item in classes { item.add(to: &link, major: major, parent: parent, &notes) }
        for filter in filters { link.filters += filter.models(on: .parent(parent), classes: major, &notes) }
    }
}

@resultBuilder
public enum ClassBuilder {
    public static func buildExpression(_ item: Class) -> ClassContent { ClassContent(classes: [item]) }
    public static func buildExpression(_ filter: Filter) -> ClassContent { ClassContent(filters: [filter]) }
    public static func buildBlock(_ parts: ClassContent...) -> ClassContent { ClassContent(parts) }
    public static func buildArray(_ parts: [ClassContent]) -> ClassContent { ClassContent(parts) }
    public static func buildOptional(_ part: ClassContent?) -> ClassContent { part ?? ClassContent() }
    public static func buildEither(first: ClassContent) -> ClassContent { first }
    public static func buildEither(second: ClassContent) -> ClassContent { second }
}
