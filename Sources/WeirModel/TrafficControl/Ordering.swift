extension [TrafficClass] {
    /// Parents first, siblings by number. Classes whose parent is missing come last.
    public func parentsFirst() -> [TrafficClass] {
        let ids = Set(map(\.id))
        func above(_ found: TrafficClass) -> Handle { ids.contains(found.parent) && found.parent != found.id ? found.parent : .none }
        var children = Dictionary(grouping: self, by: above)
        // Each list is taken out: of two classes with one number the first alone has children.
        func next(below parent: Handle) -> [TrafficClass] { (children.removeValue(forKey: parent) ?? []).sorted { $0.id < $1.id } }
        var ordered = next(below: .none)
        var place = 0
        while place < ordered.count {
            ordered += next(below: ordered[place].id)
            place += 1
        }
        // A loop of parents has no first; the kernel refuses it, but it is still sent.
        return children.isEmpty ? ordered : ordered + filter { children[above($0)] != nil }
    }
}

extension [Qdisc] {
    /// Each qdisc after the one that its parent class belongs to.
    public func parentsFirst(classes: [TrafficClass]) -> [Qdisc] {
        var ordered = filter { $0.parent == .root || $0.parent == .clsact }
        let leaves = Grouped(filter { $0.parent != .root && $0.parent != .clsact }.sorted { $0.parent < $1.parent }, by: \.parent.qdisc)
        var known: Set<Handle> = []
        var level = ordered
        while !level.isEmpty {
            level = leaves.all(of: level.compactMap(\.handle).filter { known.insert($0).inserted })
            ordered += level
        }
        return ordered + leaves.all(of: Set(leaves.keys).subtracting(known))
    }
}

extension LinkConfiguration {
    /// The same in the order in which a captured state has it: parents before their children, and filters place by place, in their order.
    public var inOrder: LinkConfiguration {
        var copy = self
        copy.classes = classes.parentsFirst()
        copy.qdiscs = qdiscs.parentsFirst(classes: copy.classes)
        let places = copy.places
        func place(_ attachment: Attachment) -> Int { places[attachment] ?? 0 }
        copy.filters = filters.enumerated().sorted { (place($0.element.attachment), $0.offset) < (place($1.element.attachment), $1.offset) }
            .map(\.element)
        copy.chains = chains.enumerated().sorted { (place($0.element.attachment), $0.offset) < (place($1.element.attachment), $1.offset) }
            .map(\.element)
        return copy
    }

    /// The number of each place that can have filters: qdiscs, then classes.
    private var places: [Attachment: Int] {
        var places: [Attachment: Int] = [:]
        func add(_ attachment: Attachment) {
            if places[attachment] == nil { places[attachment] = places.count }
        }
        for qdisc in qdiscs {
            switch qdisc.kind {
            case Qdisc.ClsAct.kind, Qdisc.Ingress.kind:
                // A side that binds a block has no separate filters.
                if let block = qdisc.ingressBlock { add(.block(block)) }
                add(.parent(.ingress))
                add(.parent(.ingressQdisc))
                if let block = qdisc.egressBlock { add(.block(block)) }
                add(.parent(.egress))
            default:
                if let handle = qdisc.handle { add(.parent(handle)) }
                // Of a qdisc that has no other place for filters than its blocks.
                if let block = qdisc.ingressBlock { add(.block(block)) }
                if let block = qdisc.egressBlock { add(.block(block)) }
            }
        }
        for found in classes { add(.parent(found.id)) }
        // Then what others have made: blocks before parents.
        let elsewhere = chains.map(\.attachment) + filters.map(\.attachment)
        for case .block(let number) in elsewhere { add(.block(number)) }
        for case .parent(let handle) in elsewhere { add(.parent(handle)) }
        return places
    }
}
