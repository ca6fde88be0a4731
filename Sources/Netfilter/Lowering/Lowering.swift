import WeirModel

/// From what people write to what the kernel holds.
public enum Lowering {
    /// All that is wrong with a policy's tables, together.
    public struct Failure: Error, Sendable {
        public var errors: [LoweringError]
    }

    /// The tables of a state in the kernel's terms.
    ///
    /// - Throws: `Failure`, with every rule, set and object that can't be said.
    public static func compile(_ state: HostState, names: any HostNames = NoHostNames()) throws -> [CompiledTable] {
        var errors: [LoweringError] = []
        let tables = state.tables.map { compile($0, policy: state.policy, names: names, &errors) }
        guard errors.isEmpty else { throw Failure(errors: errors) }
        return tables
    }

    static func compile(_ table: Table, policy: String?, names: any HostNames, _ errors: inout [LoweringError]) -> CompiledTable {
        func attempt<T>(_ subject: String, _ at: Located, _ body: () throws -> T) -> T? {
            do { return try body() } catch {
                var failure = error as? LoweringError ?? LoweringError("\(error)")
                failure.subject = "\(table.family.rawValue) \(table.name) \(subject)"
                if failure.at.location == nil { failure.at = at }
                errors.append(failure)
                return nil
            }
        }
        var context = TableContext(family: table.family, names: names)
        for set in table.sets {
            context.sets[set.name] = attempt("set \(set.name)", set.at) { try set.shape() }
        }
        var userdata: [(type: UInt8, value: [UInt8])] = []
        if let comment = table.comment { userdata.append((UserData.comment, UserData.string(comment))) }
        if let owner = table.owner ?? policy { userdata.append((UserData.policy, UserData.string(owner))) }
        return CompiledTable(
            family: table.family, name: table.name, flags: table.flags, userdata: UserData.encode(userdata),
            chains: table.chains.map { chain in
                var rules: [CompiledRule] = []
                var locations: [Located] = []
                for rule in chain.rules {
                    guard let lowered = attempt(chain.name, rule.at, { try RuleLowering.lower(rule, in: context) }) else { continue }
                    rules.append(lowered)
                    locations.append(rule.at)
                }
                return CompiledChain(
                    name: chain.name, base: chain.base, userdata: comment(chain.comment), rules: rules, ruleLocations: locations, at: chain.at)
            },
            sets: table.sets.compactMap { set in attempt("set \(set.name)", set.at) { try set.compiled(in: context) } },
            objects: table.objects.map {
                CompiledObject(name: $0.name, definition: $0.definition, userdata: comment($0.comment), at: $0.at)
            },
            flowtables: table.flowtables, at: table.at)
    }

    private static func comment(_ text: String?) -> [UInt8] {
        text.map { UserData.encode([(UserData.comment, UserData.string($0))]) } ?? []
    }
}
