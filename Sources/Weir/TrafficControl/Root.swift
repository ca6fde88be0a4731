public import WeirModel

/// The root qdisc of a link, its classes and filters: tc's `qdisc add dev eth0 root …`.
public struct Root: Sendable {
    let kind: QdiscKind
    let major: UInt16?
    let sizeTable: SizeTable?
    let ingressBlock: UInt32?
    let egressBlock: UInt32?
    let content: ClassContent
    let notes: PendingDiagnostics
    let location: SourceLocation

    /// `Root(.htb(default: 20)) { Class(20, rate: .mbit(10)) }`
    ///
    /// - Parameters:
    ///   - handle: the major number of its handle; 1 by default if it has classes or filters.
    ///   - sizeTable: the length that packets count for: tc's `stab`.
    ///   - ingressBlock, egressBlock: blocks of filters that qdiscs share, which `SharedBlock` defines.
    public init(
        _ kind: QdiscKind, handle: UInt16? = nil, sizeTable: SizeTable? = nil, ingressBlock: UInt32? = nil, egressBlock: UInt32? = nil,
        file: String = #filePath, line: Int = #line, column: Int = #column, @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        self.kind = kind
        self.sizeTable = sizeTable
        self.ingressBlock = ingressBlock
        self.egressBlock = egressBlock
        self.content = content()
        notes = .unplaced()
        major = handle ?? (self.content.isEmpty ? nil : 1)
        location = here(file, line, column)
    }

    func add(to link: inout LinkConfiguration, parent: Handle, _ notes: inout PendingDiagnostics) {
        notes += self.notes.placed(at: location)
        link.qdiscs.append(
            kind.qdisc(
                parent: parent, handle: major.map { Handle($0) }, sizeTable: sizeTable, ingressBlock: ingressBlock,
                egressBlock: egressBlock, at: location))
        if let major {
            content.add(to: &link, major: major, parent: Handle(major), &notes)
        } else if !content.isEmpty {
            notes.error(at: location, .noHandle, "a qdisc with classes or filters needs a handle", help: "`handle:` gives it one")
        }
    }
}

/// The qdisc at a class: the class around it, or one that the qdisc above creates, by its number.
public struct Leaf: Sendable {
    let number: UInt16?
    let root: Root

    /// The qdisc that holds the packets of the class around it. A plain one can be given to the class directly: `leaf: .sfq()`.
    public init(
        _ kind: QdiscKind, handle: UInt16? = nil, sizeTable: SizeTable? = nil, ingressBlock: UInt32? = nil, egressBlock: UInt32? = nil,
        file: String = #filePath, line: Int = #line, column: Int = #column, @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        self.init(nil, kind, handle, sizeTable, ingressBlock, egressBlock, file, line, column, content)
    }

    /// The qdisc at a class that the qdisc around it creates: a band of prio, a queue of mq, the one child of tbf or netem.
    public init(
        _ number: UInt16, _ kind: QdiscKind, handle: UInt16? = nil, sizeTable: SizeTable? = nil, ingressBlock: UInt32? = nil,
        egressBlock: UInt32? = nil, file: String = #filePath, line: Int = #line, column: Int = #column,
        @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        self.init(number, kind, handle, sizeTable, ingressBlock, egressBlock, file, line, column, content)
    }

    private init(
        _ number: UInt16?, _ kind: QdiscKind, _ handle: UInt16?, _ sizeTable: SizeTable?, _ ingressBlock: UInt32?, _ egressBlock: UInt32?,
        _ file: String, _ line: Int, _ column: Int, _ content: () -> ClassContent
    ) {
        self.number = number
        // If several qdiscs have classes or filters, each needs a separate number.
        root = Root(
            kind, handle: handle, sizeTable: sizeTable, ingressBlock: ingressBlock, egressBlock: egressBlock, file: file, line: line,
            column: column,
            isRoot: false, content)
    }
}

extension Root {
    fileprivate init(
        _ kind: QdiscKind, handle: UInt16?, sizeTable: SizeTable?, ingressBlock: UInt32?, egressBlock: UInt32?, file: String, line: Int,
        column: Int,
        isRoot: Bool, _ content: () -> ClassContent
    ) {
        self.kind = kind
        self.sizeTable = sizeTable
        self.ingressBlock = ingressBlock
        self.egressBlock = egressBlock
        self.content = content()
        notes = .unplaced()
        major = handle
        location = here(file, line, column)
    }
}
