import Netfilter
import Nftables
import PacketAnalysis
import PacketEngine
import WeirModel

/// A policy without errors, as a program of the packet engine.
struct PolicyProgram {
    let state: HostState
    let program: Program
    let words: RuleWords

    /// - Parameter verb: says in a refusal what is not done to a policy with errors.
    init(_ path: String, _ evaluation: EvaluationOptions, verb: String) throws {
        state = try PolicyInput(path: path, evaluation.evaluator).state
        try PolicyFindings.refuseErrors(in: state.policyIndex, verb: verb)
        let tables = try state.nominalTables
        do throws(ProgramError) { program = try Program(tables) } catch {
            throw trouble("`\(path)`: chain `\(error.chain)` of table `\(error.table)`: \(error.message)")
        }
        words = RuleWords(program, tables)
    }

    var proof: PolicyProof {
        PolicyProof(program) { table in
            guard let compiled = try HostState(tables: [table]).nominalTables.first else { throw trouble("INVARIANT: a table is compiled") }
            return compiled
        }
    }

    /// Says that what is proven leaves filters out, where the policy has some.
    ///
    /// - Parameter verb: what is not done with them.
    func noteFilters(verb: String = "followed") {
        guard state.links.contains(where: { !$0.filters.isEmpty }) else { return }
        Terminal.note("filters of traffic control are not \(verb)")
    }
}
