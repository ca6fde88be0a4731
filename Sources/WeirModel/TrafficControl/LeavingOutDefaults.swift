extension TrafficOptions {
    /// The options without those that mean the same on such a link when they are not said.
    public func leavingOutDefaults(on link: LinkFacts) -> Self {
        let encoder = NodeEncoder(context: NodeContext(form: .json), path: nil)
        guard (try? encode(to: encoder)) != nil, case .object(var entries) = encoder.node else { return self }
        let meaning = canonical(on: link)
        var kept = self
        var count: Int
        repeat {
            count = entries.count
            // What is named later follows from what is named before it: a burst from its rate.
            for key in entries.map(\.key).reversed() {
                let rest = entries.filter { $0.key != key }
                let decoder = NodeDecoder(.object(rest), context: NodeContext(form: .json), path: nil)
                guard let options = try? Self(from: decoder), options.canonical(on: link) == meaning else { continue }
                (kept, entries) = (options, rest)
            }
        } while entries.count < count
        return kept
    }
}

extension Kinded {
    /// The options without those that mean the same on such a link when they are not said.
    public func leavingOutDefaults(on link: LinkFacts) -> Self { Self(options.leavingOutDefaults(on: link)) }
}
