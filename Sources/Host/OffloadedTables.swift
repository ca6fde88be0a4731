import Netfilter
import Nftables
import Planning
import WeirModel

/// Chains and flowtables that are to be in hardware: proven after the transaction, or taken back.
extension Application {
    private var isAskedOfHardware: Bool {
        tables.contains { table in
            table.chains.contains { $0.base?.offload.isAsked == true } || table.flowtables.contains(where: \.offload.isAsked)
        }
    }

    /// All tables as they are before the transaction; `nil` if there is nothing to verify.
    func stateBeforeProof() throws -> [CompiledTable]? { isAskedOfHardware ? try session.snapshot().tables : nil }

    func prove(_ observer: Observer, takingBackTo before: [CompiledTable]?) throws {
        guard let before else { return }
        do {
            try observer.prove(.tables(try readTables(tables).live.tables))
        } catch {
            try takeBack(to: before)
            throw error
        }
    }

    /// Restores the tables of this policy.
    private func takeBack(to before: [CompiledTable]) throws {
        let patience = Patience()
        repeat {
            let snapshot = try session.snapshot(patience: patience)
            let mine = tables.map { TableName($0) }
            let wasThere = Set(before.map { TableName($0) })
            let ours = before.filter { table in
                mine.contains(TableName(table)) || policy.map { UserData.policy(in: table.userdata) == $0 } ?? false
            }.map(leavingElementsOfOthers)
            let new = tables.filter { !wasThere.contains(TableName($0)) && snapshot.tables.map { TableName($0) }.contains(TableName($0)) }
            var operations = NetfilterPlan(desired: ours, live: snapshot.tables, policy: nil).operations
            operations += new.map { Operation(.deleteTable, family: $0.family, table: $0.name) }
            if operations.isEmpty { return }
            switch try session.commit(operations, generation: snapshot.generation) {
            case .committed: return
            case .stale, .unproven: continue
            case .failed(let errors):
                throw HostError("the tables could not be restored: \(KernelRejection(errors: errors).summary)", help: "run `weir diff`")
            }
        } while patience.wait()
        throw HostError("the tables could not be restored: the ruleset kept changing", help: "run `weir diff`")
    }

    private func leavingElementsOfOthers(_ before: CompiledTable) -> CompiledTable {
        let desired = tables.first { TableName($0) == TableName(before) }?.sets.filter(\.isManagedElsewhere).map(\.name) ?? []
        var table = before
        for index in table.sets.indices { table.sets[index].isManagedElsewhere = desired.contains(table.sets[index].name) }
        return table
    }

    private struct TableName: Hashable {
        var family: Family
        var name: String
        init(_ table: CompiledTable) { (family, name) = (table.family, table.name) }
    }
}

extension [CompiledTable] {
    /// Moves an object to software if the kernel refused it in hardware and hardware was only preferred. Returns the remark about it; `nil`
    /// for any other refusal.
    mutating func giveUpPreference(after refusal: KernelRejection, of operations: [Operation]) -> String? {
        guard let first = refusal.errors.first, first.kind == .unsupported else { return nil }
        let operation = first.operation.flatMap { operations.indices.contains($0) ? operations[$0] : nil }
        var given: [String] = []
        for table in indices {
            if let operation, (operation.family, operation.table) != (self[table].family, self[table].name) { continue }
            let name = "\(self[table].family.rawValue) \(self[table].name)"
            for chain in self[table].chains.indices where self[table].chains[chain].base?.offload == .preferred {
                let own = self[table].chains[chain].name
                guard operation.map({ $0.action.chain == own }) ?? true else { continue }
                self[table].chains[chain].base?.offload = .never
                given.append("chain \(name) \(own)")
            }
            for flowtable in self[table].flowtables.indices where self[table].flowtables[flowtable].offload == .preferred {
                let own = self[table].flowtables[flowtable].name
                guard operation.map({ $0.action.flowtable == own }) ?? true else { continue }
                self[table].flowtables[flowtable].offload = .never
                given.append("flowtable \(name) \(own)")
            }
        }
        if given.isEmpty { return nil }
        let why = (first.part.map { "\($0): " } ?? "") + (first.kernelMessage ?? first.message)
        return "no hardware takes \(given.joined(separator: ", ")), and software takes over: \(first.subject): \(why)"
    }
}

extension Operation.Action {
    fileprivate var chain: String? {
        switch self {
        case .addChain(let chain): chain.name
        case .addRule(_, let chain, _), .replaceRule(_, let chain, _): chain
        default: nil
        }
    }

    fileprivate var flowtable: String? {
        if case .addFlowtable(let flowtable) = self { flowtable.name } else { nil }
    }
}
