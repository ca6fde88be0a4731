import Netfilter
import WeirModel

/// What rules keep from packet to packet: elements that they added, tokens of limits, consumed quotas, counters of `numgen inc`.
struct StatefulMemory {
    typealias Key = ContiguousArray<UInt32>

    struct Element {
        /// The entry of the set that it was; -1 for one that a rule added.
        var entry: Int
        /// Words of a map's value.
        var value: Key = []
        var statefuls: [Int] = []
    }

    /// A state: of an action, and of the element that the action belongs to.
    private struct Owner: Hashable {
        var action: Int
        var element: Key
    }

    private var spent: [Owner: UInt64] = [:]
    private var connected: [Owner: Set<Int>] = [:]
    private var generated: [Int: UInt32] = [:]
    /// Of dynamic sets, by the set's number.
    private(set) var elements: [Int: [Key: Element]] = [:]
    let index: [SetIndex?]

    init(_ program: Program) {
        index = program.sets.map { $0.shape == .exact && $0.count > 8 ? SetIndex($0) : nil }
        for set in program.sets where set.isDynamic && set.shape == .exact {
            var all: [Key: Element] = [:]
            for entry in 0..<set.count {
                let key = Key(set.lower[(entry * set.keyWords)..<((entry + 1) * set.keyWords)])
                all[key] = Element(entry: entry, statefuls: set.statefuls[entry] ?? [])
            }
            elements[set.number] = all
        }
    }

    /// The next number of a `numgen inc`, without its offset.
    mutating func next(_ source: Int, _ modulus: UInt32) -> UInt32 {
        let value = generated[source] ?? 0
        generated[source] = value + 1 < modulus ? value + 1 : 0
        return value
    }

    /// Adds to what was used of an action's allowance. Returns what was used before.
    mutating func use(_ action: Int, _ element: Key, _ amount: UInt64, unless over: (UInt64) -> Bool = { _ in false }) -> UInt64 {
        let owner = Owner(action: action, element: element)
        let before = spent[owner] ?? 0
        if !over(before) { spent[owner] = before &+ amount }
        return before
    }

    /// The connections that an action has counted.
    mutating func connections(_ action: Int, _ element: Key, adding connection: Int?) -> Set<Int> {
        if let connection { connected[Owner(action: action, element: element), default: []].insert(connection) }
        return connected[Owner(action: action, element: element)] ?? []
    }

    mutating func add(_ element: Element, _ key: Key, to set: Int) { elements[set, default: [:]][key] = element }
    mutating func remove(_ key: Key, from set: Int) { elements[set]?[key] = nil }
}

/// The entries of a set of exact keys, by key.
struct SetIndex: Sendable {
    private var one: [UInt32: Int] = [:]
    private var more: [ContiguousArray<UInt32>: Int] = [:]

    init(_ set: ProgramSet) {
        for entry in 0..<set.count {
            if set.keyWords == 1 {
                one[set.lower[entry]] = one[set.lower[entry]] ?? entry
            } else {
                more[ContiguousArray(set.lower[(entry * set.keyWords)..<((entry + 1) * set.keyWords)])] = entry
            }
        }
    }

    func entry(_ key: UInt32) -> Int? { one[key] }
    func entry(_ key: ContiguousArray<UInt32>) -> Int? { more[key] }
}
