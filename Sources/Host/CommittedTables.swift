import Netfilter
import Planning
import WeirModel

/// Tables that the kernel has committed, at the ruleset's generation since.
struct CommittedTables {
    var tables: [CompiledTable]
    var generation: UInt32
    /// How many elements were read to plan the commit.
    var readElements: Int

    /// The most rules, and the most elements, that are read once more after a commit. Reading more takes longer than writing did.
    private static let mostRules = 5000
    private static let mostElements = 10_000

    /// Whether a read is cheap.
    var isSmall: Bool {
        tables.reduce(0) { $0 + $1.chains.reduce(0) { $0 + $1.rules.count } } <= Self.mostRules
            && readElements + tables.elementCount <= Self.mostElements
    }

    /// Whether a set of the operation's table has elements that may expire.
    fileprivate func holdsTimeouts(_ set: String, of operation: Operation) -> Bool {
        let table = tables.first { $0.family == operation.family && $0.name == operation.table }
        return table?.sets.first { $0.name == set }?.specification.holdsTimeouts ?? false
    }
}

extension Application {
    /// A commit makes the kernel as the policy has it, so a fresh plan is empty. The kernel keeps some values of existing objects without a
    /// word, and gives back others than it got.
    func checkNothingIsLeft(_ committed: CommittedTables) throws {
        // A ruleset that moved on, or keeps moving, is another program's.
        guard committed.isSmall, let (plan, live) = try? readTables(committed.tables), live.generation == committed.generation else {
            return
        }
        let left = plan.operations.filter { operation in
            switch operation.action {
            // Elements may have expired already.
            case .addElements(let set, _), .deleteElements(let set, _), .flushSet(let set): !committed.holdsTimeouts(set, of: operation)
            case .addTable, .deleteTable, .addChain, .deleteChain, .addRule, .replaceRule, .deleteRule, .flushChain, .addSet, .deleteSet,
                .addObject, .deleteObject, .addFlowtable, .deleteFlowtable, .deleteFlowtableDevices:
                true
            }
        }
        guard let first = left.first else { return }
        throw HostError(
            "the kernel committed the changes, and is not as the policy has it: \(left.count) operation\(left.count == 1 ? "" : "s") would be left",
            details: ["the first is to \(first.summary)"], help: "`weir diff` shows the differences; please report it with the policy",
            at: first.at.location)
    }
}

extension [CompiledTable] {
    var elementCount: Int { reduce(0) { $0 + $1.sets.reduce(0) { $0 + $1.elements.count } } }
}
