internal import WeirModel

/// The live filters of one link, by the meaning of a desired one.
struct FilterTwins {
    private struct Place: Hashable {
        /// Without a priority: of any.
        var filters: FilterPlace
        var kind: String
        var protocolID: UInt16

        init(_ filter: Filter, priority: UInt16?) {
            filters = FilterPlace(filter.attachment, chain: filter.chain, priority: priority)
            (kind, protocolID) = (filter.kind, filter.protocolID)
        }
    }
    private struct Meaning: Hashable {
        var place: Place
        var classifier: Filter.Classifier
    }
    private struct Tables {
        var places: [Place: [Filter]] = [:]
        var meanings: [Meaning: Filter] = [:]

        init(_ filters: [Filter], _ facts: LinkDefaults) {
            for filter in filters {
                let classifier = filter.canonicalClassifier(on: facts)
                for priority in filter.priority.map({ [nil, $0] }) ?? [nil] {
                    let place = Place(filter, priority: priority)
                    places[place, default: []].append(filter)
                    let meaning = Meaning(place: place, classifier: classifier)
                    if meanings[meaning] == nil { meanings[meaning] = filter }
                }
            }
        }
    }

    private let filters: [Filter]
    private let facts: LinkDefaults
    /// Mostly the live filters are in the order of the desired ones: the one that is asked for next.
    private var next = 0
    private lazy var tables = Tables(filters, facts)

    init(_ live: LinkConfiguration) {
        filters = live.filters
        facts = live.facts ?? LinkDefaults()
    }

    /// The live filter that the desired one became.
    mutating func twin(of filter: Filter) -> Filter? {
        if next < filters.count, Self.areTheSame(filter, filters[next]) {
            next += 1
            return filters[next - 1]
        }
        let place = Place(filter, priority: filter.priority)
        guard let alike = tables.places[place] else { return nil }
        return alike.count == 1 ? alike[0] : tables.meanings[Meaning(place: place, classifier: filter.canonicalClassifier(on: facts))]
    }

    /// Compares their numbers, if they are set, and their matches.
    private static func areTheSame(_ filter: Filter, _ live: Filter) -> Bool {
        (filter.priority == nil || filter.priority == live.priority) && (filter.handle == nil || filter.handle == live.handle)
            && filter.attachment == live.attachment && filter.chain == live.chain && filter.protocolID == live.protocolID
            && (filter.classifier == live.classifier || filter.withImpliedEtherType.classifier == live.withImpliedEtherType.classifier)
    }
}
