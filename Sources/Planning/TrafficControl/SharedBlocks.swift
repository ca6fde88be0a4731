import WeirModel

/// Filters and chains of a shared block stand with one of the links that bind it. Which one says nothing: a policy has them where its author
/// wrote them, a kernel has them with the first link that it lists.
struct SharedBlocks {
    /// The first link of the policy that binds the block.
    private var homes: [UInt32: String] = [:]

    init(_ desired: [LinkConfiguration]) {
        for link in desired {
            for block in link.qdiscs.flatMap(\.boundBlocks) where homes[block] == nil { homes[block] = link.name }
        }
    }

    /// The same links, with what hangs on each block at its home.
    func atHome(_ links: [LinkConfiguration]) -> [LinkConfiguration] {
        guard !homes.isEmpty else { return links }
        var links = links
        let places = Dictionary(links.indices.map { (links[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        func home(_ attachment: Attachment, besides own: Int) -> Int? {
            guard case .block(let block) = attachment, let name = homes[block], let place = places[name], place != own else { return nil }
            return place
        }
        for own in links.indices {
            for filter in links[own].filters {
                if let place = home(filter.attachment, besides: own) { links[place].filters.append(filter) }
            }
            for chain in links[own].chains {
                if let place = home(chain.attachment, besides: own) { links[place].chains.append(chain) }
            }
            for filter in links[own].emptyPriorities ?? [] {
                if let place = home(filter.attachment, besides: own) {
                    links[place].emptyPriorities = (links[place].emptyPriorities ?? []) + [filter]
                }
            }
            links[own].filters.removeAll { home($0.attachment, besides: own) != nil }
            links[own].chains.removeAll { home($0.attachment, besides: own) != nil }
            links[own].emptyPriorities?.removeAll { home($0.attachment, besides: own) != nil }
        }
        return links
    }
}

extension Qdisc {
    fileprivate var boundBlocks: [UInt32] { [ingressBlock, egressBlock].compactMap { $0 } + eventBlocks }
}
