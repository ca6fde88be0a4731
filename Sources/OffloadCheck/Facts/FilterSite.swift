internal import WeirModel

/// Where a tc filter sees packets, which decides whether hardware can see them in its place.
struct FilterSite {
    /// Which packets it sees.
    enum Side: Hashable { case ingress, egress, inner }

    var side: Side
    /// The shared block that holds it.
    var block: UInt32?

    /// - Parameter egressBlocks: those of the filter's link.
    init(_ filter: Filter, _ egressBlocks: Set<UInt32>) {
        switch filter.attachment {
        case .block(let number):
            block = number
            side = egressBlocks.contains(number) ? .egress : .ingress
        case .parent(.ingress), .parent(.clsact): side = .ingress
        case .parent(.egress): side = .egress
        case .parent: side = .inner
        }
    }

    static let offloadedKinds: Set<String> = [Filter.Flower.kind, Filter.MatchAll.kind, Filter.U32.kind, Filter.BPF.kind]

    /// It may go to the hardware: a classifier that asks drivers, and nothing that forbids it.
    func isOffloadable(_ filter: Filter) -> Bool {
        side != .inner && !filter.flags.contains(.skipHardware) && Self.offloadedKinds.contains(filter.kind)
    }
}

extension LinkConfiguration {
    /// The shared blocks that its qdiscs bind at egress alone.
    var egressBlocks: Set<UInt32> { Set(qdiscs.compactMap(\.egressBlock)).subtracting(qdiscs.compactMap(\.ingressBlock)) }
}
