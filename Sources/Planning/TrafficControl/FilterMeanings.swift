import WeirModel

/// Live filters by their matches. The table is made on the first lookup: mostly the filters are in order, and it isn't needed.
struct FilterMeanings {
    private struct Meaning: Hashable {
        var chain: UInt32
        var protocolID: UInt16
        var classifier: Filter.Classifier

        init(_ filter: Filter, _ facts: LinkDefaults) {
            (chain, protocolID) = (filter.chain, filter.protocolID)
            classifier = filter.canonicalClassifier(on: facts)
        }
    }

    private let live: [Filter]
    private let facts: LinkDefaults
    private lazy var places = Dictionary(grouping: live.indices) { [live, facts] in Meaning(live[$0], facts) }

    init(_ live: [Filter], _ facts: LinkDefaults) { (self.live, self.facts) = (live, facts) }

    /// In their order, the places of those that match the same packets.
    mutating func alike(_ filter: Filter) -> [Int] { places[Meaning(filter, facts)] ?? [] }
}
