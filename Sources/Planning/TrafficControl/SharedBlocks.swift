import WeirModel

/// Filters and chains of a shared block are listed with one of the links that bind it. It does not matter which: a policy lists them where
/// its author wrote them, a kernel with the first link that it lists.
struct SharedBlocks {
    /// The first link of the policy that binds the block.
    private var homes: [UInt32: String] = [:]

    init(_ desired: [LinkConfiguration]) {
        for link in desired {
            for block in link.qdiscs.flatMap({ $0.sideBlocks + $0.eventBlocks }) where homes[block] == nil { homes[block] = link.name }
        }
    }

    /// The same links, with the content of each block at its home.
    func atHome(_ links: [LinkConfiguration]) -> [LinkConfiguration] {
        guard !homes.isEmpty else { return links }
        var links = links
        let places = Dictionary(links.indices.map { (links[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        func home(_ attachment: Attachment, besides own: Int) -> Int? {
            guard case .block(let block) = attachment, let name = homes[block], let place = places[name], place != own else { return nil }
            return place
        }
        func gather<Item>(_ items: WritableKeyPath<LinkConfiguration, [Item]>, by attachment: KeyPath<Item, Attachment>, from own: Int) {
            for item in links[own][keyPath: items] {
                if let place = home(item[keyPath: attachment], besides: own) { links[place][keyPath: items].append(item) }
            }
            links[own][keyPath: items].removeAll { home($0[keyPath: attachment], besides: own) != nil }
        }
        for own in links.indices {
            gather(\.filters, by: \.attachment, from: own)
            gather(\.chains, by: \.attachment, from: own)
            gather(\.emptied, by: \.attachment, from: own)
        }
        return links
    }
}

extension LinkConfiguration {
    fileprivate var emptied: [Filter] {
        get { emptyPriorities ?? [] }
        set { emptyPriorities = newValue.isEmpty ? nil : newValue }
    }
}
