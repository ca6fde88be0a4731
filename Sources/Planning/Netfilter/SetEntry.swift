import Netfilter

/// An element of a set as it counts: a key, or an interval, which the kernel's red-black tree stores as a start and an end.
struct SetEntry {
    static let intervalEnd: UInt32 = 1
    static let catchAll: UInt32 = 2

    /// The element without runtime values; of an interval its start, with the exclusive end as `keyEnd`.
    var meaning: SetElement
    /// The elements as they are sent and deleted.
    var elements: [SetElement]

    struct Key: Hashable {
        var key: [UInt8]
        var end: [UInt8]?
        var catchAll: Bool
    }

    var key: Key { Key(key: meaning.key, end: meaning.keyEnd, catchAll: meaning.flags & Self.catchAll != 0) }

    static func entries(of elements: some Collection<SetElement>, in specification: SetSpecification) -> [SetEntry] {
        guard specification.holdsIntervalEnds else {
            return elements.map { SetEntry(meaning: $0.meaning(in: specification), elements: [$0]) }
        }
        return intervals(of: elements, in: specification)
    }

    /// The tree's rule: the greatest element not above the packet's key decides, and an end means no match. So an interval ends
    /// at its end or at the next start, and an end without a start (nft sends one at zero) means nothing.
    private static func intervals(of elements: some Collection<SetElement>, in specification: SetSpecification) -> [SetEntry] {
        var entries: [SetEntry] = []
        var open: SetElement?
        func close(at end: SetElement?) {
            guard let start = open else { return }
            open = nil
            var meaning = start.meaning(in: specification)
            meaning.keyEnd = end?.key
            let explicit = end.map { $0.flags & intervalEnd != 0 } ?? false
            entries.append(SetEntry(meaning: meaning, elements: explicit ? [start] + (end.map { [$0] } ?? []) : [start]))
        }
        for element in elements.sorted(by: SetElement.ascending) {
            if element.flags & catchAll != 0 {
                entries.append(SetEntry(meaning: element.meaning(in: specification), elements: [element]))
            } else if element.flags & intervalEnd != 0 {
                close(at: element)
            } else {
                close(at: element)
                open = element
            }
        }
        close(at: nil)
        return entries
    }
}

extension SetSpecification {
    static let intervalFlag: UInt32 = 4
    static let timeoutFlag: UInt32 = 0x10
    static let evalFlag: UInt32 = 0x20

    /// Whether elements may have timeouts.
    package var holdsTimeouts: Bool { flags & Self.timeoutFlag != 0 }

    /// Whether its intervals are pairs of elements; concatenations hold both ends in one.
    var holdsIntervalEnds: Bool { flags & Self.intervalFlag != 0 && fieldLengths.count < 2 }
}
