extension Cube {
    /// The same packets in fewer cubes: two that are apart in the header's being whole alone, or in the family alone, are one.
    static func merged(_ cubes: [Cube]) -> [Cube] {
        let whole = merging(cubes, .unreadable, .flag(true), .flag(false)) { _ in true }
        // Of both families, addresses and types are others.
        return merging(whole, .family, .words(["ip"]), .words(["ip6"])) { $0.values[.icmp] == nil }
    }

    /// - Parameters:
    ///   - first: one of the two values that a field has; together they are all.
    private static func merging(_ cubes: [Cube], _ field: Field, _ first: Values, _ second: Values, where isAlike: (Cube) -> Bool) -> [Cube]
    {
        var order: [Cube] = []
        var found: [Cube: Set<Values>] = [:]
        for cube in cubes {
            var rest = cube
            rest.values[field] = nil
            guard let value = cube.values[field], value == first || value == second, cube.exceptions.isEmpty, isAlike(cube) else {
                order.append(cube)
                continue
            }
            if found[rest] == nil { order.append(rest) }
            found[rest, default: []].insert(value)
        }
        return order.map { cube in
            guard let values = found[cube], values.count == 1, let value = values.first else { return cube }
            var single = cube
            single.values[field] = value
            return single
        }
    }
}
