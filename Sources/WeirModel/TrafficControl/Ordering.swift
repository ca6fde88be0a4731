extension [TrafficClass] {
    /// Each class after the one above it; siblings by number. Classes whose parent is missing come last.
    public func parentsFirst() -> [TrafficClass] {
        let ids = Set(map(\.id))
        var children: [Handle: [TrafficClass]] = [:]
        for found in self { children[ids.contains(found.parent) && found.parent != found.id ? found.parent : .none, default: []].append(found) }
        var ordered: [TrafficClass] = []
        var waiting = (children[.none] ?? []).sorted { $0.id < $1.id }
        var place = 0
        while place < waiting.count {
            let next = waiting[place]
            place += 1
            ordered.append(next)
            waiting += (children[next.id] ?? []).sorted { $0.id < $1.id }
        }
        // A loop of parents has no first: what the kernel refuses is still told.
        if ordered.count < count {
            let done = Set(ordered.map(\.id))
            ordered += filter { !done.contains($0.id) }
        }
        return ordered
    }
}

extension [Qdisc] {
    /// Each qdisc after the one that its parent class belongs to.
    public func parentsFirst(classes: [TrafficClass]) -> [Qdisc] {
        var ordered = filter { $0.parent == .root || $0.parent == .clsact }
        var rest = filter { $0.parent != .root && $0.parent != .clsact }.sorted { $0.parent < $1.parent }
        var known = Set(ordered.compactMap(\.handle))
        while !rest.isEmpty {
            let next = rest.filter { known.contains($0.parent.qdisc) }
            if next.isEmpty { break }
            rest.removeAll { known.contains($0.parent.qdisc) }
            ordered += next
            known.formUnion(next.compactMap(\.handle))
        }
        return ordered + rest
    }
}
