/// Everything that tc holds on one link: qdiscs, classes, filter chains and filters.
public struct LinkConfiguration: Codable, Hashable, Sendable {
    /// The link's name, resolved on the host that applies.
    public var name: String
    /// Parents come before their children.
    public var qdiscs: [Qdisc]
    /// Parents come before their children. Classes that a qdisc creates by itself are left out unless they have options.
    public var classes: [TrafficClass]
    /// Chains with a template, and chains that were made explicitly.
    public var chains: [FilterChain]
    /// In the order in which the kernel tries them, per chain; filters of a shared block are with the first link that binds the block.
    public var filters: [Filter]
    /// Only on a live link: priorities of u32 whose last filter was deleted while the qdisc has others. The kernel keeps the table, which
    /// matches nothing, and takes no other kind or protocol there. Each is represented by a table without a number.
    public var emptyPriorities: [Filter]?
    /// The features that the policy demands of the link. A captured state demands none.
    public var features: [FeatureDemand]?
    /// The facts that defaults depend on; read from a live link, absent in a policy.
    public var facts: LinkDefaults?
    public var at: Located
    private enum CodingKeys: String, CodingKey { case name, qdiscs, classes, chains, filters, emptyPriorities, features, facts, at }

    public init(
        _ name: String, qdiscs: [Qdisc] = [], classes: [TrafficClass] = [], chains: [FilterChain] = [], filters: [Filter] = [],
        features: [FeatureDemand]? = nil, facts: LinkDefaults? = nil, at location: SourceLocation? = nil
    ) {
        self.name = name
        self.qdiscs = qdiscs
        self.classes = classes
        self.chains = chains
        self.filters = filters
        self.features = features
        self.facts = facts
        self.at = Located(location)
    }

    public var isEmpty: Bool { qdiscs.isEmpty && classes.isEmpty && chains.isEmpty && filters.isEmpty }

    /// The configuration without values of one live link: automatic action indices, hardware state, priorities without filters, the link's facts.
    public var portable: LinkConfiguration {
        var copy = self
        copy.facts = nil
        copy.emptyPriorities = nil
        for index in copy.qdiscs.indices { copy.qdiscs[index].status = nil }
        for index in copy.filters.indices {
            copy.filters[index].status = nil
            for action in copy.filters[index].actions.indices {
                let references = copy.filters[index].actions[action].references
                if let references, !references.isShared { copy.filters[index].actions[action].index = nil }
                copy.filters[index].actions[action].references = nil
            }
        }
        return copy
    }
}
