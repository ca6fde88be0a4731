extension Filter {
    /// The classifiers that matches can become.
    public enum MatchClassifier: String, Codable, Hashable, Sendable, CaseIterable {
        case flower, fw, matchall, u32, basic
    }

    /// A filter's matches as its author wrote them. No kernel has this kind: they are lowered to one that it has first.
    public struct Matches: TrafficOptions {
        public static let kind = "matches"

        /// Alternatives: all matches of at least one list have to hold. A match that differs between the IP families gives a list for each.
        public var cases: [[Statement]]
        /// The classifier that the author named; `nil` takes the first that can express all matches.
        public var classifier: MatchClassifier?
        /// Keys of flower without a field.
        public var flower: Flower?

        public init() { cases = [] }
        public init(_ cases: [[Statement]], by classifier: MatchClassifier? = nil, flower: Flower? = nil) {
            (self.cases, self.classifier, self.flower) = (cases, classifier, flower)
        }

        private enum CodingKeys: String, CodingKey {
            case cases
            case classifier = "by"
            case flower
        }
    }

    /// The matches of a filter that is not lowered yet.
    public var matches: Matches? { classifier.as(Matches.self) }
}
