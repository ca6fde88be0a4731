public import WeirModel

/// A class of a classful qdisc, by its number below the qdisc's. tc writes numbers in hexadecimal: class 16 is `1:10`.
public struct Class: Sendable {
    let number: UInt16
    let kind: ClassKind
    let leaf: QdiscKind?
    let leafHandle: UInt16?
    let content: ClassContent
    let notes: Notes
    let location: SourceLocation

    /// - Parameters:
    ///   - leaf: the qdisc that holds the class's packets; left out, the kernel's pfifo. `Leaf` within the class takes one with more to say.
    ///   - leafHandle: the number of that qdisc; left out, the kernel gives one.
    public init(
        _ number: UInt16, _ kind: ClassKind, leaf: QdiscKind? = nil, leafHandle: UInt16? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column,
        @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        self.number = number
        self.kind = kind
        self.leaf = leaf
        self.leafHandle = leafHandle
        self.content = content()
        notes = .unplaced()
        location = here(file, line, column)
    }

    /// A class of htb.
    ///
    /// - Parameters:
    ///   - ceil: what it may borrow up to; left out, nothing beyond its rate.
    ///   - burst, cburst: what may go out at once at the rate and at `ceil`.
    ///   - priority: 0 is served first.
    public init(
        _ number: UInt16, rate: BitRate, ceil: BitRate? = nil, burst: Burst? = nil, cburst: Burst? = nil, priority: UInt32? = nil,
        quantum: UInt32? = nil,
        leaf: QdiscKind? = nil, leafHandle: UInt16? = nil, file: String = #filePath, line: Int = #line, column: Int = #column,
        @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        var htb = TrafficClass.HTB(rate: rate)
        htb.ceil = ceil
        htb.burst = burst
        htb.cburst = cburst
        htb.priority = priority
        htb.quantum = quantum
        self.init(number, ClassKind(htb), leaf: leaf, leafHandle: leafHandle, file: file, line: line, column: column, content)
    }

    func add(to link: inout LinkConfiguration, major: UInt16, parent: Handle, _ notes: inout Notes) {
        notes += self.notes.placed(at: location)
        let id = Handle(major, number)
        link.classes.append(TrafficClass(id, parent: parent, kind.options, unknown: kind.unknown, at: location))
        if let leaf { link.qdiscs.append(leaf.qdisc(parent: id, handle: leafHandle.map { Handle($0) }, at: location)) }
        content.add(to: &link, major: major, parent: id, &notes)
    }
}
