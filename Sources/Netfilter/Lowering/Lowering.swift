internal import Threads
import WeirModel

/// From the statements that people write to the kernel's objects.
package enum Lowering {
    /// All that is wrong with a policy's tables, together.
    package struct Failure: Error, Sendable {
        package var errors: [LoweringError]
    }

    /// The tables of a state in the kernel's terms.
    ///
    /// - Parameters:
    ///   - dialect: the version of nft whose choice is taken among equal expressions.
    ///   - knownExpression: decodes expressions that are given as the kernel's bytes, as far as possible.
    /// - Throws: `Failure`, with every rule, set and object that can't be expressed.
    package static func compile(
        _ state: HostState, names: any HostNames = NoHostNames(), dialect: StockDialect = .comparisons,
        knownExpression: @escaping @Sendable (RawExpression) throws -> Expression = { .raw($0) }
    ) throws -> [CompiledTable] {
        var errors: [LoweringError] = []
        let tables = state.tables.map { table in
            let context = TableContext(family: table.family, names: names, dialect: dialect, knownExpression: knownExpression)
            return compile(table, policy: state.policy, in: context, &errors)
        }
        guard errors.isEmpty else { throw Failure(errors: errors) }
        return tables
    }

    private static func compile(_ table: Table, policy: String?, in context: TableContext, _ errors: inout [LoweringError]) -> CompiledTable
    {
        var context = context
        let name = "\(table.family.rawValue) \(table.name)"
        func take<T>(_ result: Result<T, LoweringError>) -> T? {
            switch result {
            case .success(let value): return value
            case .failure(let error):
                errors.append(error)
                return nil
            }
        }
        for set in table.sets {
            context.sets[set.name] = take(attempt(Subject(.set, name, set.name), set.at) { try set.shape() })
        }
        var userdata: [(type: UInt8, value: [UInt8])] = []
        if let comment = table.comment { userdata.append((UserData.comment, UserData.string(comment))) }
        if let owner = table.owner ?? policy {
            userdata.append((UserData.policy, UserData.string(owner)))
            let file = table.at.location.map { [(type: UserData.file, value: UserData.string($0.fileName))] } ?? []
            if (try? UserData.encode(checking: userdata + file)) != nil { userdata += file }
        }
        var compiled = CompiledTable(
            family: table.family, name: table.name, flags: table.flags,
            userdata: take(attempt(Subject(.table, name), table.at) { try UserData.encode(checking: userdata) }) ?? [],
            flowtables: table.flowtables,
            at: table.at)
        compiled.chains = table.chains.map { chain in
            let userdata = take(attempt(Subject(.chain, name, chain.name), chain.at) { try UserData.encode(comment: chain.comment) })
            return CompiledChain(name: chain.name, base: chain.base, userdata: userdata ?? [], at: chain.at)
        }
        let pieces = RulePiece.pieces(of: table)
        let lowered = pieces.concurrentMap(piece: 1) { [context] piece in
            let chain = table.chains[piece.chain]
            return chain.rules[piece.rules].map { rule in
                attempt(Subject(.chain, name, chain.name), rule.at) { try RuleLowering.lower(rule, in: context) }
            }
        }
        for (piece, results) in zip(pieces, lowered) {
            for (rule, result) in zip(table.chains[piece.chain].rules[piece.rules], results) {
                guard let lowered = take(result) else { continue }
                compiled.chains[piece.chain].rules.append(lowered)
                compiled.chains[piece.chain].ruleLocations.append(rule.at)
            }
        }
        compiled.sets = table.sets.compactMap { set in
            take(attempt(Subject(.set, name, set.name), set.at) { [context] in try set.compiled(in: context) })
        }
        compiled.objects = table.objects.map { object in
            let userdata = take(attempt(Subject(.object, name, object.name), object.at) { try UserData.encode(comment: object.comment) })
            return CompiledObject(name: object.name, definition: object.definition, userdata: userdata ?? [], at: object.at)
        }
        return compiled
    }

    /// The result, or the error with its subject and place.
    private static func attempt<T>(_ subject: Subject, _ at: Located, _ body: () throws -> T) -> Result<T, LoweringError> {
        do { return .success(try body()) } catch {
            var failure = error as? LoweringError ?? LoweringError("\(error)")
            failure.subject = subject
            if failure.at.location == nil { failure.at = at }
            return .failure(failure)
        }
    }

    /// Some rules of one chain, which a thread lowers at a time.
    private struct RulePiece {
        var chain: Int
        var rules: Range<Int>

        private static let size = 256

        static func pieces(of table: Table) -> [RulePiece] {
            table.chains.indices.flatMap { chain in
                let count = table.chains[chain].rules.count
                return stride(from: 0, to: count, by: size).map { RulePiece(chain: chain, rules: $0..<min($0 + size, count)) }
            }
        }
    }
}
