import WeirModel

extension Filter {
    /// The filters that the kernel holds for this one: one for each thing that no classifier can express together.
    package func lowered() throws(FilterProblem) -> [Filter] {
        guard let matches else { return [self] }
        return try results(of: matches).map {
            (result) throws(FilterProblem) in
            var copy = self
            copy.classifier = Classifier(try result.options(adding: matches.flower))
            copy.origin = NonIdentity(classifier)
            copy.protocolID = result.protocolID
            copy.handle = result.handle ?? handle
            return copy
        }
    }

    /// An edit of a family's header narrows the filter to that family: on other packets it would overwrite other fields.
    private func results(of matches: Matches) throws(FilterProblem) -> [FilterMatching.Result] {
        func lower(_ cases: [[Statement]]) throws(FilterProblem) -> [FilterMatching.Result] {
            try FilterMatching.lower(cases, by: matches.classifier, inHardware: flags.contains(.skipSoftware))
        }
        let families = editedFamilies
        guard let family = families.first else { return try lower(matches.cases) }
        guard families.count == 1 else {
            throw FilterProblem(
                "its actions edit headers of IPv4 and of IPv6, and no packet has both", help: "use a filter for each family")
        }
        do {
            return try lower(matches.cases.map { $0 + [FilterMatching.equal(.meta(.protocol), UInt128(family), .etherType)] })
        } catch {
            _ = try lower(matches.cases)
            let name = family == 0x0800 ? "IPv4" : "IPv6"
            throw FilterProblem(
                "its actions edit the \(name) header, and it matches other packets, too", help: "match only \(name) in this filter")
        }
    }
}

extension Filter {
    /// Filters with a single list of matches each, which together are this one: all become the classifier that it becomes.
    package var separateCases: [Filter] {
        guard let matches, matches.cases.count > 1 else { return [self] }
        let kind = try? lowered().first?.kind
        return matches.cases.map { statements in
            var copy = self
            var own = Matches([statements], by: matches.classifier, flower: matches.flower)
            copy.classifier = Classifier(own)
            if let kind, let alone = try? copy.lowered().first?.kind, alone != kind { own.classifier = MatchClassifier(rawValue: kind) }
            copy.classifier = Classifier(own)
            return copy
        }
    }
}

extension FilterMatching.Result {
    fileprivate func options(adding keys: Filter.Flower?) throws(FilterProblem) -> any TrafficOptions {
        guard let keys else { return options }
        guard let flower = options as? Filter.Flower else {
            throw FilterProblem("keys of flower need matches that flower supports, not \(options.kind)")
        }
        return flower.adding(keys)
    }
}
