import WeirModel

/// A side of the link where filters see packets before they reach qdiscs, or after they left them.
struct LinkSide: Sendable {
    /// `nil` for the qdisc alone.
    let handle: Handle?
    let block: UInt32?
    let isClassic: Bool
    /// The parent that the filters name; `nil` for the side.
    var parent: Handle?
    let content: ClassContent
    let location: SourceLocation

    func add(to link: inout LinkConfiguration, _ notes: inout PendingDiagnostics) {
        let kind: any TrafficOptions = isClassic ? Qdisc.Ingress() : Qdisc.ClsAct()
        // The two sides of clsact are one qdisc.
        if !link.qdiscs.contains(where: { $0.parent == .clsact && $0.kind == kind.kind }) {
            link.qdiscs.append(Qdisc(kind, parent: .clsact, handle: .ingressQdisc, at: location))
        }
        guard let index = link.qdiscs.firstIndex(where: { $0.parent == .clsact && $0.kind == kind.kind }), let handle else { return }
        if let block {
            if handle == .ingress { link.qdiscs[index].ingressBlock = block } else { link.qdiscs[index].egressBlock = block }
        }
        content.add(to: &link, on: .parent(parent ?? handle), &notes)
    }
}

/// Filters of the packets that the link receives: tc's `filter add dev eth0 ingress …`.
public struct Ingress: Sendable {
    /// The qdisc that holds the filters.
    public enum Kind: Sendable {
        /// clsact, which has both sides: tc's `qdisc add … clsact`.
        case clsact
        /// The older qdisc, which has this side alone: tc's `qdisc add … ingress`.
        case ingress
    }

    let side: LinkSide

    /// - Parameters:
    ///   - block: the shared block with the filters, which `SharedBlock` defines.
    ///   - parent: the parent that the filters name; by default the side. `tc … parent ffff:` is the same to the kernel but is listed
    ///     differently.
    public init(
        _ kind: Kind = .clsact, block: UInt32? = nil, parent: Handle? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column,
        @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        side = LinkSide(
            handle: .ingress, block: block, isClassic: kind == .ingress, parent: parent, content: content(),
            location: here(file, line, column))
    }
}

/// Filters of the packets that the link sends: tc's `filter add dev eth0 egress …`.
public struct Egress: Sendable {
    let side: LinkSide

    /// - Parameter block: the shared block with the filters, which `SharedBlock` defines.
    public init(
        block: UInt32? = nil, file: String = #filePath, line: Int = #line, column: Int = #column,
        @ClassBuilder _ content: () -> ClassContent = { ClassContent() }
    ) {
        side = LinkSide(handle: .egress, block: block, isClassic: false, content: content(), location: here(file, line, column))
    }
}

/// The qdisc that `Ingress` and `Egress` attach to, without filters.
public struct Clsact: Sendable {
    let side: LinkSide
    /// The qdisc clsact: tc's `qdisc add dev eth0 clsact`.
    public init(file: String = #filePath, line: Int = #line, column: Int = #column) {
        side = LinkSide(handle: nil, block: nil, isClassic: false, content: ClassContent(), location: here(file, line, column))
    }
}
