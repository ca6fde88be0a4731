extension AnonymousSet {
    /// With its elements in one order, whichever the kernel gave: by key, and the end of an interval before the start of the next.
    public var canonical: AnonymousSet {
        var set = self
        set.elements.sort { left, right in
            if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
            if left.flags != right.flags { return left.flags > right.flags }
            return (left.keyEnd ?? []).lexicographicallyPrecedes(right.keyEnd ?? [])
        }
        return set
    }
}
