import Netfilter

/// The steps from one live set's elements to the desired ones.
struct SetPlan {
    /// To be deleted, then to be added, where the set itself stays.
    private(set) var deletions = SetElements()
    private(set) var additions = SetElements()
    /// As a person sees them; of intervals the starts, with the exclusive end as `keyEnd`.
    private(set) var removed = SetElements()
    private(set) var added = SetElements()
    private(set) var changed = (live: SetElements(), desired: SetElements())
    /// The elements of a set that is created again: the desired ones, with the kernel's counts.
    private(set) var whole = SetElements()
    /// Whether an element of the live set stays where it is.
    private var keepsSome = false

    var isEmpty: Bool { deletions.isEmpty && additions.isEmpty }
    /// Whether the set can be emptied, in place of deleting elements one by one.
    var deletesAll: Bool { !deletions.isEmpty && !keepsSome }

    /// Who fills a set besides the policy.
    enum Filling {
        case policy
        /// Rules add elements: undeclared ones are not drift, and captured ones with a remaining time may be gone.
        case packets
        /// Another program: what the set holds is as it is to be.
        case others
    }

    /// - Parameters:
    ///   - dying: objects that are deleted, perhaps to be created again.
    ///   - gone: those of them that are not created again.
    init(desired: CompiledSet, live: CompiledSet, dying: References, gone: References = References(), filling: Filling) {
        if dying.isEmpty, filling == .others || desired.elements == live.elements {
            whole = live.elements
            return
        }
        let isTree = desired.specification.holdsIntervalEnds
        // Rows refer to nothing that could die.
        if filling == .policy, desired.specification.hasSameStatements(as: live.specification),
            let rows = RowComparison(desired: desired.elements, live: live.elements, isTree: isTree)
        {
            whole = desired.elements
            take(rows, desired: desired.elements, live: live.elements, isTree: isTree)
        } else if dying.isEmpty, desired.elements.hasSameElements(as: live.elements) {
            whole = live.elements
        } else {
            compare(desired, live, dying, gone, filling)
        }
    }

    private mutating func take(_ rows: RowComparison, desired: SetElements, live: SetElements, isTree: Bool) {
        keepsSome = rows.sameCount > 0
        added.append(rows.added, of: desired, withEnds: isTree)
        additions.append(rows.added, of: desired)
        removed.append(rows.removed, of: live, withEnds: isTree)
        deletions.append(rows.removed, of: live)
        let changed = (live: rows.changed.map(\.live), desired: rows.changed.map(\.desired))
        self.changed.live.append(changed.live, of: live, withEnds: isTree)
        self.changed.desired.append(changed.desired, of: desired, withEnds: isTree)
        deletions.append(changed.live, of: live)
        additions.append(changed.desired, of: desired)
    }

    private mutating func compare(
        _ desired: CompiledSet, _ live: CompiledSet, _ dying: References, _ gone: References, _ filling: Filling
    ) {
        let lifetime = Lifetime(live: live.specification, desired: desired.specification)
        var free: [SetEntry.Key: SetEntry] = [:]
        for entry in SetEntry.entries(of: live.elements, in: live.specification) { free[entry.key] = entry }
        for entry in filling == .others ? [] : SetEntry.entries(of: desired.elements, in: desired.specification) {
            guard let current = free.removeValue(forKey: entry.key) else {
                whole.append(contentsOf: entry.elements)
                if filling == .packets, entry.elements.contains(where: { $0.expiration != nil }) { continue }
                added.append(entry.meaning)
                additions.append(contentsOf: entry.elements)
                continue
            }
            if current.meaning == entry.meaning {
                whole.append(contentsOf: lifetime.isSame ? current.elements.map(lifetime.carrying) : entry.elements)
                if Self.refers(current, live, dying) {
                    deletions.append(contentsOf: current.elements)
                    additions.append(contentsOf: current.elements.map(lifetime.carrying))
                } else {
                    keepsSome = true
                }
            } else {
                whole.append(contentsOf: entry.elements)
                changed.live.append(current.meaning)
                changed.desired.append(entry.meaning)
                deletions.append(contentsOf: current.elements)
                additions.append(contentsOf: entry.elements)
            }
        }
        for entry in free.values.sorted(by: { SetElement.ascending($0.meaning, $1.meaning) }) {
            guard filling != .policy, !Self.refers(entry, live, gone) else {
                removed.append(entry.meaning)
                deletions.append(contentsOf: entry.elements)
                continue
            }
            let carried = entry.elements.map(lifetime.carrying)
            whole.append(contentsOf: carried)
            guard Self.refers(entry, live, dying) else {
                keepsSome = true
                continue
            }
            deletions.append(contentsOf: entry.elements)
            additions.append(contentsOf: carried)
        }
    }

    private static func refers(_ entry: SetEntry, _ set: CompiledSet, _ dying: References) -> Bool {
        !dying.isEmpty && entry.elements.contains { References(of: $0, in: set.specification).contains(anyOf: dying) }
    }
}

extension SetElements {
    /// Appends rows of a set, as they are sent.
    fileprivate mutating func append(_ entries: [RowComparison.Entry], of elements: SetElements) {
        elements.withRows { rows, flags, layout in
            func append(_ row: Int, of elements: inout SetElements) {
                let bytes = UnsafeRawBufferPointer(rebasing: rows[(row * layout.stride)..<((row + 1) * layout.stride)])
                elements.append(bytes, layout, flags: flags.isEmpty ? 0 : flags[row])
            }
            for entry in entries {
                append(entry.start, of: &self)
                if let end = entry.end, !flags.isEmpty, flags[end] != 0 { append(end, of: &self) }
            }
        }
    }

    /// Appends rows of a set, as a person sees them.
    fileprivate mutating func append(_ entries: [RowComparison.Entry], of elements: SetElements, withEnds: Bool) {
        guard withEnds else { return append(entries, of: elements) }
        elements.withRows { rows, _, layout in
            func key(_ row: Int) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: rows[(row * layout.stride)..<(row * layout.stride + layout.key)])
            }
            func value(_ row: Int) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: rows[(row * layout.stride + layout.key)..<((row + 1) * layout.stride)])
            }
            for entry in entries {
                append(key: key(entry.start), keyEnd: entry.end.map(key) ?? Self.nothing, value: value(entry.start))
            }
        }
    }
}

extension SetSpecification {
    /// Whether both add the same statements to each element.
    fileprivate func hasSameStatements(as other: SetSpecification) -> Bool {
        expressions.map(\.meaning) == other.expressions.map(\.meaning)
    }

    /// Whether elements of one fit the other.
    func holdsSameElements(as other: SetSpecification) -> Bool {
        let (left, right) = (comparable, other.comparable)
        // Elements without a timeout fit a set that takes some.
        let ignored = Self.lifetimeFlags | flags & Self.timeoutFlag
        return left.keyType == right.keyType && keyLength == other.keyLength && left.dataType == right.dataType
            && objectType == other.objectType && fieldLengths == other.fieldLengths && flags & ~ignored == other.flags & ~ignored
    }

    /// `NFT_SET_CONSTANT` and `NFT_SET_EVAL`: they determine who adds elements, not the elements' type.
    private static let lifetimeFlags: UInt32 = 2 | evalFlag
    static let constantFlag: UInt32 = 2
}
