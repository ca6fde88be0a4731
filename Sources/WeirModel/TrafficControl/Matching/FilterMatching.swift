/// From a rule's matches to the classifiers that can say them, and back.
///
/// Flower comes first; fw for a mark, matchall for nothing at all. No classifier has lists and "either family": each value of a list, and each
/// family, becomes a filter of its own.
public enum FilterMatching {
    /// A classifier that says what was matched, and what the filter around it has to say for that.
    public struct Result: Sendable {
        public var options: any TrafficOptions
        public var protocolID: UInt16
        public var handle: UInt32?

        init(_ options: any TrafficOptions, protocolID: UInt16 = Filter.allProtocols, handle: UInt32? = nil) {
            self.options = options
            self.protocolID = protocolID
            self.handle = handle
        }
    }

    /// - Returns: the classifiers, one of which matches when all the statements do.
    public static func lower(_ statements: [Statement]) throws(FilterProblem) -> [Result] {
        var alternatives: [[FilterMatch]] = [[]]
        for statement in statements {
            let more = try [FilterMatch].alternatives(statement)
            alternatives = alternatives.flatMap { known in more.map { known + $0 } }
        }
        var results: [Result] = []
        for matches in alternatives { results += try lower(matches) }
        return results
    }

    private static func lower(_ matches: [FilterMatch]) throws(FilterProblem) -> [Result] {
        if matches.isEmpty { return [Result(Filter.MatchAll())] }
        if let mark = try FWMatch.lower(matches) { return [mark] }
        var keys = FlowerKeys()
        for match in matches { try keys.add(match) }
        return try keys.results()
    }
}

/// fw knows the mark, the protocol and the link that the packet came by.
private enum FWMatch {
    static func lower(_ matches: [FilterMatch]) throws(FilterProblem) -> FilterMatching.Result? {
        guard matches.contains(where: { $0.field == .meta(.mark) }) else { return nil }
        var fw = Filter.FW()
        var result = FilterMatching.Result(fw)
        for match in matches {
            guard match.comparison == .equal, match.operand.last == nil else { throw other }
            switch match.field {
            case .meta(.mark):
                guard result.handle == nil else { throw FilterProblem("a packet has one mark") }
                let mark = match.operand.masked(UInt32.self)
                (result.handle, fw.mask) = (mark.value, mark.mask)
            case .meta(.protocol): result.protocolID = UInt16(truncatingIfNeeded: match.operand.number)
            case .meta(.iifname), .meta(.iif): fw.indev = match.operand.text
            default: throw other
            }
        }
        result.options = fw
        return result
    }

    private static var other: FilterProblem {
        FilterProblem("no classifier matches a mark along with other keys", help: "`Filter(using:)` takes one with its own options")
    }
}
