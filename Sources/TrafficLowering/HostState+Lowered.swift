import WeirModel

extension HostState {
    /// The state in the kernel's terms: filters have classifiers in place of matches, and random early detection has the kernel's numbers.
    /// Filters that no classifier can express are left out, and are errors among the diagnostics.
    package var lowered: HostState { lowered(atMost: 1 << 20) }

    /// - Parameter most: the number of filters that may be added. Some kilobytes of a document must not expand to more than memory holds.
    func lowered(atMost most: Int) -> HostState {
        var state = self
        var room = most
        for index in links.indices {
            var red = REDLowering()
            for (place, qdisc) in links[index].qdiscs.enumerated() {
                if let lowered = red.lowered(qdisc) { state.links[index].qdiscs[place] = lowered }
            }
            state.diagnostics += red.problems
            if links[index].hasMatches { state.diagnostics += state.links[index].lowerFilters(&room) }
        }
        return state
    }
}

extension LinkConfiguration {
    fileprivate var hasMatches: Bool {
        filters.contains { $0.classifier.holds(Filter.Matches.self) }
            || chains.contains { $0.template?.holds(Filter.Matches.self) == true }
    }

    /// - Returns: why filters were left out.
    fileprivate mutating func lowerFilters(_ room: inout Int) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        let written = filters
        filters = []
        filters.reserveCapacity(written.count)
        for filter in written {
            do throws(FilterProblem) {
                let lowered = try filter.lowered()
                guard lowered.count - 1 <= room else { throw FilterProblem("the lists of the policy's filters expand to too many filters") }
                room -= lowered.count - 1
                filters += lowered
            } catch {
                problems.append(Diagnostic(error, at: filter.at))
            }
        }
        for chain in chains where chain.template?.holds(Filter.Matches.self) == true {
            problems.append(Diagnostic(FilterProblem("a template takes the keys of a classifier, not matches"), at: chain.at))
        }
        return problems
    }
}

extension Diagnostic {
    fileprivate init(_ problem: FilterProblem, at place: Located) {
        self.init(.error, id: .filterMatch, problem.message, help: problem.help, at: place.location)
    }
}
