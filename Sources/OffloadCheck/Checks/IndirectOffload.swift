internal import Findings
internal import WeirModel

/// Filters of tunnels and other links without `ndo_setup_tc`: the kernel offers them to cards (`flow_indr_dev_setup_offload`).
extension LinkContext {
    /// The kind of such a link; `nil` for others.
    var indirectKind: String? {
        guard let link = profile.link.value, let kind = link.kind, Catalogue.indirectKinds.contains(kind) else { return nil }
        // These go to the card below alone.
        let isKnown = ["vlan", "macvlan"].contains(kind) && !link.lower.isEmpty && link.lower.allSatisfy { neighbours[$0.name] != nil }
        return isKnown && !link.lower.contains { card($0.name, mayTake: kind) } ? nil : kind
    }

    private func card(_ name: String, mayTake kind: String) -> Bool {
        guard case .found(let capabilities) = answer(of: name) else { return true }
        return capabilities.indirect.contains(kind)
    }

    private func answer(of name: String) -> Catalogue.Answer {
        neighbours[name].flatMap { LinkContext($0, policy, neighbours: neighbours).answer } ?? .unknownDriver
    }

    /// The driver that is asked about a filter: the link's own, or that of a card which takes the filters of links like this one.
    func capabilities(for filter: FilterFacts) throws(Undecided) -> Capabilities {
        guard let kind = indirectKind else { return try capabilities() }
        for name in filter.targets.map(\.link) + (profile.link.value?.lower ?? []).map(\.name) {
            guard case .found(let capabilities) = answer(of: name), capabilities.indirect.contains(kind) else { continue }
            if let doubt = capabilities.doubt { self.doubt = doubt }
            return capabilities
        }
        throw Undecided(
            input: .driver,
            why: "the kernel offers filters of a \(kind) to cards that take them, and no profile of such a card is near `\(self.name)`")
    }
}
