public import WeirModel

/// A class of a classful qdisc, by its number below the qdisc's: tc's `class add … classid 1:10`. tc writes numbers in hexadecimal, so
/// class 16 is `1:10`.
public struct Class: Sendable {
    let number: UInt16
    let kind: ClassKind
    let leaf: QdiscKind?
    let leafHandle: UInt16?
    let content: ClassContent
    let notes: PendingDiagnostics
    let location: SourceLocation

    /// A class of any kind: `Class(10, .hfsc { $0.linkSharing = .init(m2: .mbit(5)) })`.
    ///
    /// - Parameters:
    ///   - leaf: the qdisc that holds the class's packets; by default the kernel's pfifo. `Leaf` within the class takes more options.
    ///   - leafHandle: the number of that qdisc; by default the kernel chooses.
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

    /// A class of htb: tc's `class … htb rate 10mbit ceil 50mbit` is `Class(10, rate: .mbit(10), ceil: .mbit(50))`. See tc-htb(8).
    ///
    /// - Parameters:
    ///   - rate: the guaranteed rate.
    ///   - ceil: the rate up to which the class may borrow; `rate` by default.
    ///   - burst, cburst: the bytes that may be sent at once at `rate` and at `ceil`.
    ///   - priority: the order in which classes are offered spare bandwidth; 0 is first (tc's `prio`).
    ///   - quantum: the bytes that the class may send per round when it borrows; by default the rate in bytes, divided by the qdisc's
    ///     `r2q`.
    ///   - leaf: the qdisc that holds the class's packets; by default the kernel's pfifo.
    ///   - leafHandle: the number of that qdisc; by default the kernel chooses.
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

    func add(to link: inout LinkConfiguration, major: UInt16, parent: Handle, _ notes: inout PendingDiagnostics) {
        notes += self.notes.placed(at: location)
        let id = Handle(major, number)
        link.classes.append(TrafficClass(id, parent: parent, kind.options, unknown: kind.unknown, at: location))
        if let leaf { link.qdiscs.append(leaf.qdisc(parent: id, handle: leafHandle.map { Handle($0) }, at: location)) }
        content.add(to: &link, major: major, parent: id, &notes)
    }
}
