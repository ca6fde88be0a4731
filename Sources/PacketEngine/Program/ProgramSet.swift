import Netfilter

/// A set or map made ready for lookups: entries with inclusive bounds, in words as registers hold them.
package struct ProgramSet: Sendable {
    package enum Shape: Sendable {
        /// Every entry is one key.
        case exact
        /// Disjoint intervals of one field, ascending.
        case intervals
        /// Boxes of several fields, in the order in which they were added; the first that holds the key wins.
        case boxes
    }

    /// A field of the key.
    package struct Field: Sendable, Hashable {
        /// From the key's first word on.
        package var words: Range<Int>
        package var bytes: Int
    }

    package enum Content: Sendable {
        case none
        /// `words` of each entry.
        case values(words: Int, ContiguousArray<UInt32>)
        case verdicts([Verdict])
        /// Numbers of the program's objects.
        case objects([Int])
    }

    /// Its number in the program.
    package var number: Int
    package var table: Int
    /// nil for anonymous ones.
    package var name: String?
    package var specification: SetSpecification
    package var shape = Shape.exact
    package var fields: [Field]
    package var keyWords: Int
    /// The bits of the key's last word that count.
    package var lastWordMask: UInt32
    /// `keyWords` words of each entry, without the catch-all.
    package var lower: ContiguousArray<UInt32> = []
    /// Empty for `exact`.
    package var upper: ContiguousArray<UInt32> = []
    package var count = 0
    /// Of each entry; the catch-all's comes last.
    package var content = Content.none
    package var hasCatchAll = false
    /// Actions of entries that have expressions (`limit` in an element), by entry.
    package var statefuls: [Int: [Int]] = [:]
    /// Rules or other programs add elements, or elements end: what it holds now is not what it always holds.
    package var isDynamic = false

    package var isMap: Bool {
        switch content {
        case .none: false
        case .values, .verdicts, .objects: true
        }
    }
}
