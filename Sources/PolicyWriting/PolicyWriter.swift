public import WeirModel

/// A state as the source of the policy that describes it, in Weir's authoring language.
public struct PolicyWriter: Sendable {
    public enum Form: Sendable, Hashable {
        /// One file. Data files lie beside it.
        case file(name: String)
        /// `main.swift` with the policy, `sets.swift` with what it names, and a file for each chain.
        case folder
        /// One file without others: all elements stand in it.
        case text
    }

    public struct File: Sendable, Hashable {
        public var name: String
        public var content: [UInt8]
    }

    public struct Output: Sendable, Hashable {
        /// The policy's own file is the first.
        public var files: [File]
        public var ruleCount: Int
        /// How many rules hold kernel expressions that have no words.
        public var rawRuleCount: Int
        /// How many links hold kinds or attributes that have no words.
        public var rawLinkCount: Int
    }

    /// Rules that a single body of Swift holds: the compiler's time grows with their square.
    static let rulesInBody = 50
    /// Elements that a set's declaration holds before they go into a data file.
    static let elementsInSource = 64

    let state: HostState
    let form: Form

    public init(_ state: HostState, as form: Form) {
        self.state = state
        self.form = form
    }

    /// The policy that made the tables, so that its tables stay its own.
    private var owner: String? {
        let owners = Set(state.tables.compactMap(\.owner))
        return owners.count == 1 ? owners.first : nil
    }

    public func output() -> Output {
        var writer = PolicyText(policy: state.policy ?? owner ?? "imported", form: form)
        var ruleCount = 0, rawRuleCount = 0
        for table in state.tables {
            writer.add(table)
            ruleCount += table.chains.reduce(0) { $0 + $1.rules.count }
            rawRuleCount += Uses(TableSource(table, &writer.scratch)).rawRules
        }
        for link in state.links { writer.add(link) }
        return Output(files: writer.files(), ruleCount: ruleCount, rawRuleCount: rawRuleCount, rawLinkCount: writer.rawLinks)
    }
}
