/// A link's objects by the objects that they are attached to.
package struct LinkIndex: Sendable {
    package let link: LinkConfiguration
    /// By the qdisc that they belong to.
    package let classes: Grouped<Handle, TrafficClass>
    /// By the class or qdisc above. A class that names itself as its parent is below none.
    package let children: Grouped<Handle, TrafficClass>
    /// By place: `root`, `clsact`, or a class.
    package let qdiscs: Grouped<Handle, Qdisc>
    /// The leaves of classes, by the qdisc of the class.
    package let leaves: Grouped<Handle, Qdisc>
    package let filters: Grouped<Attachment, Filter>
    /// By the class that they lead to; `none` for those that lead to none.
    package let filtersTo: Grouped<Handle, Filter>
    package let chains: Grouped<Attachment, FilterChain>
    private let classPlaces: [Handle: Int]
    private let qdiscPlaces: [Handle: Int]

    package init(_ link: LinkConfiguration) {
        self.link = link
        classes = Grouped(link.classes, by: \.id.qdisc)
        children = Grouped(link.classes) { $0.parent == $0.id ? .none : $0.parent }
        qdiscs = Grouped(link.qdiscs, by: \.parent)
        leaves = Grouped(link.qdiscs) { $0.parent == .root || $0.parent == .clsact ? .root : $0.parent.qdisc }
        filters = Grouped(link.filters, by: \.attachment)
        filtersTo = Grouped(link.filters) { $0.classID ?? .none }
        chains = Grouped(link.chains, by: \.attachment)
        classPlaces = Dictionary(zip(link.classes.lazy.map(\.id), link.classes.indices), uniquingKeysWith: { first, _ in first })
        qdiscPlaces = Dictionary(
            link.qdiscs.indices.lazy.compactMap { place in link.qdiscs[place].handle.map { ($0, place) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The first class with this number.
    package func trafficClass(_ id: Handle) -> TrafficClass? { classPlaces[id].map { link.classes[$0] } }

    /// The first qdisc with this handle.
    package func qdisc(_ handle: Handle) -> Qdisc? { qdiscPlaces[handle].map { link.qdiscs[$0] } }
}

/// Items by a key: the keys in the order of their first items, the items of a key in their own.
package struct Grouped<Key: Hashable, Item> {
    /// Entries of one key are usually adjacent.
    private enum Places: Sendable {
        case run(Range<Int>)
        case scattered([Int])

        var first: Int {
            switch self {
            case .run(let run): run.lowerBound
            case .scattered(let places): places[0]
            }
        }
    }

    package private(set) var keys: [Key] = []
    private let items: [Item]
    private var places: [Key: Places] = [:]

    package init(_ items: [Item], by key: (Item) -> Key) {
        self.items = items
        var start = 0
        while start < items.count {
            let here = key(items[start])
            var end = start + 1
            while end < items.count, key(items[end]) == here { end += 1 }
            add(start..<end, to: here)
            start = end
        }
    }

    private mutating func add(_ run: Range<Int>, to key: Key) {
        switch places.updateValue(.run(run), forKey: key) {
        case nil: keys.append(key)
        case .run(let earlier)?: places[key] = .scattered(Array(earlier) + run)
        case .scattered(let earlier)?: places[key] = .scattered(earlier + run)
        }
    }

    package subscript(key: Key) -> [Item] {
        switch places[key] {
        case nil: []
        case .run(let run)?: run.count == items.count ? items : Array(items[run])
        case .scattered(let places)?: places.map { items[$0] }
        }
    }

    package func contains(_ key: Key) -> Bool { places[key] != nil }

    /// The items of several keys, in the order of `keys`.
    package func all(of wanted: some Sequence<Key>) -> [Item] {
        let starts = wanted.compactMap { key in places[key].map { (start: $0.first, key: key) } }
        return starts.sorted { $0.start < $1.start }.flatMap { self[$0.key] }
    }
}

extension Grouped: Sendable where Key: Sendable, Item: Sendable {}
