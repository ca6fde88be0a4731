import WeirModel

/// Gives each filter of a policy its priority and handle, and finds its live counterpart.
///
/// The author's numbers are kept. Otherwise, an equal live filter lends its place as long as the order is kept; if there is none, new
/// places are made.
struct FilterAssignment {
    private(set) var filters: [Filter]
    /// For each filter, the live one in its place.
    private(set) var matches: [Int?]
    /// Live filters that are counterparts of the policy's.
    private(set) var used: Set<Int> = []

    private struct Place: Hashable {
        var chain: UInt32
        var priority: UInt16
        var protocolID: UInt16
        var kind: String
    }
    private struct Key: Hashable {
        var place: Place
        var handle: UInt32
        var table: UInt32
        var bucket: UInt32
    }

    init(desired: [Filter], live: [Filter], facts: LinkDefaults) {
        filters = desired
        matches = Array(repeating: nil, count: desired.count)
        assignPriorities(live, facts)
        defer { assignHandles(live) }
        if live.isEmpty { return }
        matchHandles(live)
        if filters.indices.contains(where: { matches[$0] == nil && filters[$0].handle == nil }) { matchWithoutHandles(live, facts) }
    }

    private mutating func matchHandles(_ live: [Filter]) {
        let liveByKey = Dictionary(
            live.enumerated().compactMap { place, filter in Self.key(filter).map { ($0, place) } }, uniquingKeysWith: { first, _ in first })
        for index in filters.indices {
            guard let key = Self.key(filters[index]), let found = liveByKey[key], !used.contains(found) else { continue }
            matches[index] = found
            used.insert(found)
        }
    }

    /// Without a handle: first those that are already as they should be, then any of the same place, then new ones.
    private mutating func matchWithoutHandles(_ live: [Filter], _ facts: LinkDefaults) {
        var liveByPlace: [Place: [Int]] = [:]
        for (index, filter) in live.enumerated() { if let place = Self.place(filter) { liveByPlace[place, default: []].append(index) } }
        // Where in its place's list the first that is not in use can be.
        var starts: [Place: Int] = [:]
        func firstFree(_ place: Place) -> Int? {
            guard let list = liveByPlace[place] else { return nil }
            let start = list[(starts[place] ?? 0)...].firstIndex { !used.contains($0) } ?? list.endIndex
            starts[place] = start
            return start < list.endIndex ? list[start] : nil
        }
        var meanings = FilterMeanings(live, facts)
        for index in filters.indices where matches[index] == nil && filters[index].handle == nil {
            guard let place = Self.place(filters[index]), let first = firstFree(place) else { continue }
            if filters[index].isSatisfied(by: live[first], on: facts) {
                take(index, first, live)
            } else if let found = meanings.alike(filters[index]).first(where: {
                !used.contains($0) && Self.place(live[$0]) == place && filters[index].isSatisfied(by: live[$0], on: facts)
            }) {
                take(index, found, live)
            }
        }
        for index in filters.indices
        where matches[index] == nil && filters[index].handle == nil && !Self.handleIsMeaning(filters[index].kind) {
            if let found = Self.place(filters[index]).flatMap(firstFree) { take(index, found, live) }
        }
    }

    private mutating func take(_ index: Int, _ found: Int, _ live: [Filter]) {
        matches[index] = found
        used.insert(found)
        filters[index].handle = live[found].handle
    }

    /// Kinds whose handle is part of the match: it can't be chosen freely.
    private static func handleIsMeaning(_ kind: String) -> Bool { kind == Filter.FW.kind || kind == Filter.Route.kind }

    private static func place(_ filter: Filter) -> Place? {
        filter.priority.map { Place(chain: filter.chain, priority: $0, protocolID: filter.protocolID, kind: filter.kind) }
    }

    private static func key(_ filter: Filter) -> Key? {
        guard let place = place(filter), let handle = filter.handle else { return nil }
        let u32 = filter.classifier.as(Filter.U32.self)
        return Key(place: place, handle: handle, table: u32?.table ?? 0, bucket: u32?.bucket ?? 0)
    }

    private mutating func assignPriorities(_ live: [Filter], _ facts: LinkDefaults) {
        guard filters.contains(where: { $0.priority == nil }) else { return }
        let chains = Grouped(Array(filters.indices)) { [filters] in filters[$0].chain }
        let candidates = Grouped(live, by: \.chain)
        for chain in chains.keys {
            let indices = chains[chain]
            guard indices.contains(where: { filters[$0].priority == nil }) else { continue }
            if !followLive(indices, candidates[chain], facts) { number(indices) }
        }
    }

    /// Takes over priorities from live filters that are equal and in the same order, and fits new ones between; `false` if there is no
    /// room.
    private mutating func followLive(_ indices: [Int], _ live: [Filter], _ facts: LinkDefaults) -> Bool {
        var priorities: [Int: UInt16] = [:]
        var next = 0
        var meanings = FilterMeanings(live, facts)
        for index in indices where filters[index].priority == nil {
            let isNext = next < live.count && filters[index].isSatisfied(by: live[next], on: facts)
            if let found = isNext
                ? next : meanings.alike(filters[index]).first(where: { $0 >= next && filters[index].isSatisfied(by: live[$0], on: facts) })
            {
                priorities[index] = live[found].priority
                next = found + 1
            }
        }
        var last: UInt32 = 0
        var waiting: [Int] = []
        func spread(_ waiting: [Int], from low: UInt32, to high: UInt32, _ result: inout [Int: UInt16]) -> Bool {
            if waiting.isEmpty { return true }
            let room = high > low ? high - low - 1 : 0
            guard room >= UInt32(waiting.count) else { return false }
            let step = min(10, (room + 1) / UInt32(waiting.count + 1))
            for (place, index) in waiting.enumerated() { result[index] = UInt16(clamping: low + max(step, 1) * UInt32(place + 1)) }
            return true
        }
        var result = priorities
        for index in indices {
            guard let priority = filters[index].priority ?? priorities[index] else {
                waiting.append(index)
                continue
            }
            guard spread(waiting, from: last, to: UInt32(priority), &result) else { return false }
            waiting = []
            last = max(last, UInt32(priority))
        }
        guard spread(waiting, from: last, to: 65536, &result) else { return false }
        for (index, priority) in result where filters[index].priority == nil { filters[index].priority = priority }
        return true
    }

    private mutating func number(_ indices: [Int]) {
        let step = indices.count < 6000 ? 10 : 1
        var last = 0
        for index in indices {
            if let priority = filters[index].priority {
                last = Int(priority)
            } else {
                last += step
                filters[index].priority = UInt16(clamping: last)
            }
        }
    }

    private mutating func assignHandles(_ live: [Filter]) {
        guard filters.contains(where: { $0.handle == nil && !Self.handleIsMeaning($0.kind) }) else { return }
        var taken: [Place: Set<UInt32>] = [:]
        for filter in filters + used.map({ live[$0] }) {
            if let place = Self.place(filter), let handle = filter.handle { taken[place, default: []].insert(handle) }
        }
        var nextFree: [Place: UInt32] = [:]
        for index in filters.indices where filters[index].handle == nil && !Self.handleIsMeaning(filters[index].kind) {
            guard let place = Self.place(filters[index]) else { continue }
            var handle = nextFree[place] ?? (filters[index].kind == Filter.U32.kind ? 0x800 : 1)
            while taken[place]?.contains(handle) == true { handle += 1 }
            filters[index].handle = handle
            nextFree[place] = handle + 1
        }
    }
}
