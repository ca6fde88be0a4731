extension AnonymousSet {
    /// With its elements in one order, whichever the kernel gave: by key, and the end of an interval before the start of the next.
    package var canonical: AnonymousSet {
        var set = self
        set.elements.sort { left, right in
            if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
            if left.flags != right.flags { return left.flags > right.flags }
            return (left.keyEnd ?? []).lexicographicallyPrecedes(right.keyEnd ?? [])
        }
        return set
    }

    /// The order of the elements takes no part, and neither does what each version of nft notes in its own way: the size of a set that
    /// never grows, and the userdata, which only nft reads.
    package static func == (left: AnonymousSet, right: AnonymousSet) -> Bool {
        guard left.specification == right.specification || left.comparable == right.comparable, left.elements.count == right.elements.count
        else { return false }
        return left.elements == right.elements || left.canonical.elements == right.canonical.elements
    }

    private var comparable: SetSpecification {
        var specification = specification
        specification.userdata = []
        specification.size = nil
        return specification
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(comparable)
        hasher.combine(elements.reduce(0) { $0 ^ $1.hashValue })
    }
}
