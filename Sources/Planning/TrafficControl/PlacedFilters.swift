import WeirModel

/// Filters place by place, both in the order in which they came.
struct PlacedFilters {
    private(set) var places: [Attachment] = []
    private var filters: [Attachment: [Filter]] = [:]

    init(_ all: [Filter], by place: (Filter) -> Attachment) {
        var start = 0
        // Those of one place mostly stand together.
        while start < all.count {
            let here = place(all[start])
            var end = start + 1
            while end < all.count, place(all[end]) == here { end += 1 }
            if filters[here] == nil { places.append(here) }
            if end - start == all.count { filters[here] = all } else { filters[here, default: []] += all[start..<end] }
            start = end
        }
    }

    subscript(place: Attachment) -> [Filter] { filters[place] ?? [] }

    func contains(_ place: Attachment) -> Bool { filters[place] != nil }
}
