import WeirModel

extension [Filter] {
    /// Hash tables before the filters that are in them or lead to them; for kinds that insert new filters first, the last one first.
    var inCreationOrder: [Filter] {
        guard contains(where: { $0.isHashTable || $0.standsBeforeEarlierOnes }) else { return self }
        var tables: [Filter] = []
        var rest: [Filter] = []
        rest.reserveCapacity(count)
        for filter in self {
            if filter.isHashTable { tables.append(filter) } else { rest.append(filter) }
        }
        guard rest.contains(where: \.standsBeforeEarlierOnes) else { return tables.reversed() + rest }
        var start = 0
        while start < rest.count {
            var end = start + 1
            while end < rest.count, rest[end].prioritySet == rest[start].prioritySet { end += 1 }
            if rest[start].standsBeforeEarlierOnes { rest[start..<end].reverse() }
            start = end
        }
        return tables.reversed() + rest
    }
}

extension Filter {
    var isHashTable: Bool { classifier.as(Filter.U32.self)?.divisor != nil }

    /// Whether it is in a hash table of u32, or leads to one.
    var isBoundToHashTable: Bool {
        guard let u32 = classifier.as(Filter.U32.self), u32.divisor == nil else { return false }
        return u32.table != nil || u32.link != nil
    }

    /// Whether the kernel tries it before those of its priority that it has already.
    var standsBeforeEarlierOnes: Bool { kind == Basic.kind || kind == BPF.kind || kind == FW.kind }

    var prioritySet: PrioritySet {
        PrioritySet(place: place, protocolID: protocolID, kind: kind)
    }
}

/// The filters of one classifier in the kernel: a priority has one kind and one protocol.
struct PrioritySet: Hashable {
    var place: FilterPlace
    var protocolID: UInt16
    var kind: String
}
