import Netfilter

/// The steps from one live set's elements to the desired ones.
struct SetPlan {
    /// To be deleted, then to be added, where the set itself stays.
    private(set) var deletions: [SetElement] = []
    private(set) var additions: [SetElement] = []
    /// As a person sees them; of intervals the starts, with the exclusive end as `keyEnd`.
    private(set) var removed: [SetElement] = []
    private(set) var added: [SetElement] = []
    private(set) var changed: [(live: SetElement, desired: SetElement)] = []
    /// The elements that a set made anew starts with: the desired ones, with what the kernel counted in them.
    private(set) var whole = SetElements()

    var isEmpty: Bool { deletions.isEmpty && additions.isEmpty }

    /// `filledByPackets`: rules add elements to the set, so those that nobody declared are no drift, and those that were
    /// captured with a remaining time may be gone.
    init(desired: CompiledSet, live: CompiledSet, dying: References, filledByPackets: Bool) {
        if dying.isEmpty, desired.elements.hasSameElements(as: live.elements) {
            whole = live.elements
            return
        }
        var free: [SetEntry.Key: SetEntry] = [:]
        for entry in SetEntry.entries(of: live.elements, in: live.specification) { free[entry.key] = entry }
        for entry in SetEntry.entries(of: desired.elements, in: desired.specification) {
            guard let current = free.removeValue(forKey: entry.key) else {
                whole.append(contentsOf: entry.elements)
                if filledByPackets, entry.elements.contains(where: { $0.expiration != nil }) { continue }
                added.append(entry.meaning)
                additions += entry.elements
                continue
            }
            if current.meaning == entry.meaning {
                whole.append(contentsOf: current.elements)
                if Self.refers(current, live, dying) {
                    deletions += current.elements
                    additions += current.elements
                }
            } else {
                whole.append(contentsOf: entry.elements)
                changed.append((current.meaning, entry.meaning))
                deletions += current.elements
                additions += entry.elements
            }
        }
        for entry in free.values.sorted(by: { SetElement.ascending($0.meaning, $1.meaning) }) {
            if filledByPackets {
                whole.append(contentsOf: entry.elements)
                guard Self.refers(entry, live, dying) else { continue }
            } else {
                removed.append(entry.meaning)
            }
            deletions += entry.elements
        }
    }

    private static func refers(_ entry: SetEntry, _ set: CompiledSet, _ dying: References) -> Bool {
        !dying.isEmpty && entry.elements.contains { References(of: $0, in: set.specification).contains(anyOf: dying) }
    }
}

extension SetSpecification {
    /// Whether elements of one fit the other.
    func holdsSameElements(as other: SetSpecification) -> Bool {
        keyType == other.keyType && keyLength == other.keyLength && dataType == other.dataType && objectType == other.objectType
            && fieldLengths == other.fieldLengths && flags & ~Self.lifetimeFlags == other.flags & ~Self.lifetimeFlags
    }

    /// `NFT_SET_CONSTANT` and `NFT_SET_EVAL`: they say who adds elements, not what these are.
    private static let lifetimeFlags: UInt32 = 2 | evalFlag
    static let constantFlag: UInt32 = 2
}
