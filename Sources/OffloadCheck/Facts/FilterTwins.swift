internal import WeirModel

/// The live filters of one link, to be found by what a desired one says.
struct FilterTwins {
    private struct Place: Hashable {
        var attachment: Attachment
        var chain: UInt32
        var kind: String
        var protocolID: UInt16
        /// Nil: of any priority.
        var priority: UInt16?

        init(_ filter: Filter, priority: UInt16?) {
            (attachment, chain, kind, protocolID) = (filter.attachment, filter.chain, filter.kind, filter.protocolID)
            self.priority = priority
        }
    }
    private struct Meaning: Hashable {
        var place: Place
        var classifier: Filter.Classifier
    }

    private let facts: LinkFacts
    private var places: [Place: [Filter]] = [:]
    private var meanings: [Meaning: Filter] = [:]

    init(_ live: LinkConfiguration) {
        facts = live.facts ?? LinkFacts()
        for filter in live.filters {
            let classifier = filter.classifier.canonical(on: facts)
            for priority in filter.priority.map({ [nil, $0] }) ?? [nil] {
                let place = Place(filter, priority: priority)
                places[place, default: []].append(filter)
                let meaning = Meaning(place: place, classifier: classifier)
                if meanings[meaning] == nil { meanings[meaning] = filter }
            }
        }
    }

    /// The live filter that the desired one became.
    func twin(of filter: Filter) -> Filter? {
        let place = Place(filter, priority: filter.priority)
        guard let alike = places[place] else { return nil }
        return alike.count == 1 ? alike[0] : meanings[Meaning(place: place, classifier: filter.classifier.canonical(on: facts))]
    }
}
