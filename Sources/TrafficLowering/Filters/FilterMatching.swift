import WeirModel

/// From a rule's matches to the classifiers that can express them, and back.
///
/// Flower comes first; then fw for a mark, matchall for nothing at all, u32 and basic for bits of the packet. No classifier has lists and
/// "either family": each value of a list, and each family, becomes a separate filter, of one classifier for all.
package enum FilterMatching {
    package typealias Classifier = Filter.MatchClassifier

    /// The most filters that one can expand to. Lists multiply, and a document could ask for more than memory holds.
    static let most = 1 << 16

    /// A classifier for the matches, and the values that the filter around it needs.
    package struct Result: Sendable {
        package var options: any TrafficOptions
        package var protocolID: UInt16
        package var handle: UInt32?

        init(_ options: any TrafficOptions, protocolID: UInt16 = Filter.allProtocols, handle: UInt32? = nil) {
            (self.options, self.protocolID, self.handle) = (options, protocolID, handle)
        }
    }

    /// - Parameters:
    ///   - cases: matches, all of which hold in one of the cases.
    ///   - author: the classifier that has to express them; `nil` takes the first that can.
    ///   - inHardware: whether hardware has to hold the filters, which takes neither fw nor basic.
    /// - Returns: filters of one classifier. One of them matches when all matches of a case do.
    package static func lower(_ cases: [[Statement]], by author: Classifier? = nil, inHardware: Bool = false) throws(FilterProblem)
        -> [Result]
    {
        var all: [[FilterMatch]] = []
        for statements in cases {
            var alternatives: [[FilterMatch]] = [[]]
            for statement in statements {
                let more = try [FilterMatch].alternatives(statement)
                guard alternatives.count * more.count <= most - all.count else {
                    throw FilterProblem("the lists expand to more than \(most) filters", help: "match a prefix, a range or a mark instead")
                }
                alternatives = alternatives.flatMap { known in more.map { known + $0 } }
            }
            all += alternatives
        }
        if cases.isEmpty { throw FilterProblem("the filter has no list of matches") }
        if let author { return try author.lower(all) }
        if all.allSatisfy(\.isEmpty) { return try Classifier.matchall.lower(all) }
        var problems: [(classifier: Classifier, problem: FilterProblem)] = []
        for classifier in Classifier.candidates(for: all) where !inHardware || classifier.hasOffload {
            do { return try classifier.lower(all) } catch { problems.append((classifier, error)) }
        }
        throw FilterProblem(none: problems.map(\.problem), inHardware: inHardware)
    }
}

extension FilterMatching.Classifier {
    func lacks(_ field: Field) -> FilterProblem {
        var problem = FilterProblem("\(rawValue) has no key for \(field.words)")
        problem.lacked = field
        return problem
    }

    /// Those that the author need not name, the best first.
    ///
    /// u32 is not a candidate for a mark: kernels without CONFIG_CLS_U32_MARK take such a filter and leave the mark out.
    fileprivate static func candidates(for cases: [[FilterMatch]]) -> [Self] {
        let hasMark = cases.contains { $0.contains { $0.field == .meta(.mark) } }
        return hasMark ? [.flower, .fw, .basic] : [.flower, .u32, .basic]
    }

    fileprivate var hasOffload: Bool { self != .fw && self != .basic }

    fileprivate func lower(_ cases: [[FilterMatch]]) throws(FilterProblem) -> [FilterMatching.Result] {
        var results: [FilterMatching.Result] = []
        for matches in cases { results += try lower(matches) }
        return results
    }

    private func lower(_ matches: [FilterMatch]) throws(FilterProblem) -> [FilterMatching.Result] {
        switch self {
        case .flower:
            var keys = FlowerKeys()
            for match in matches { try keys.add(match) }
            return try keys.results()
        case .fw: return [try FWMark.lower(matches)]
        case .matchall:
            var protocols = PositionedMatches(.matchall)
            for match in matches {
                guard match.field.isProtocolOfFilter else { throw lacks(match.field) }
                try protocols.add(match)
            }
            return try protocols.filters().map { FilterMatching.Result(Filter.MatchAll(), protocolID: $0.protocolID) }
        case .u32:
            var keys = U32Keys()
            for match in matches { try keys.add(match) }
            return try keys.results()
        case .basic:
            var basic = BasicMatches()
            for match in matches { try basic.add(match) }
            return try basic.results()
        }
    }
}
