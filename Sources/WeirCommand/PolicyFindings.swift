import Findings
import Netfilter
import Nftables
import OffloadCheck
import PacketAnalysis
import PolicyCheck
import WeirModel

/// Findings about a policy that need neither a card nor a kernel.
enum PolicyFindings {
    /// Lowers accepted findings; `AcceptedFindings.remarks` needs the findings of all checks.
    static func diagnostics(of policy: PolicyIndex) -> [Diagnostic] {
        let state = policy.state
        let accepted = state.acceptedFindings
        let found = accepted.lowering(state.diagnostics + PolicyCheck.diagnostics(of: policy)) + accepted.errors
        // What the language could not take is missing from the tables, and what refers to it would be found wrong as well.
        guard !(state.diagnostics + accepted.errors).contains(where: { $0.severity == .error }) else { return found }
        do {
            return found + accepted.lowering(PacketFindings.diagnostics(of: try state.nominalTables))
        } catch let failure as Lowering.Failure {
            // Of an object with an error, this is the same one.
            let known = Set(found.lazy.filter { $0.severity == .error }.map(Place.init))
            return found + failure.errors.map(\.diagnostic).filter { !known.contains(Place($0)) }
        } catch {
            return found + [Diagnostic(.error, id: .lowering, "\(error)")]
        }
    }

    private struct Place: Hashable {
        var subject: String?
        var location: String?
        init(_ finding: Diagnostic) { (subject, location) = (finding.subject?.text, finding.at.location.map { "\($0)" }) }
    }

    /// Refuses a policy with errors, after printing them. Objects that the kernel can't express are found when they are compiled.
    static func refuseErrors(in policy: PolicyIndex, verb: String) throws {
        let state = policy.state
        let accepted = state.acceptedFindings
        let all = accepted.lowering(state.diagnostics + PolicyCheck.diagnostics(of: policy))
        let own = state.policy == nil ? accepted.ofCaptured(all) : all
        let found = own + accepted.errors + accepted.remarks(on: own) { _ in false }
        let errors = found.filter { $0.severity == .error }
        guard !errors.isEmpty else { return }
        DiagnosticText.write(errors)
        throw FileBytes.Failure(description: "\(errors.count) error\(errors.count == 1 ? "" : "s"): nothing is \(verb)")
    }
}

extension HostState {
    /// The tables in the kernel's terms, the same on every machine.
    var nominalTables: [CompiledTable] {
        get throws { try Lowering.compile(self, names: NominalNames(), knownExpression: ExpressionBytes.expression) }
    }

    /// The index that the checks read.
    var policyIndex: PolicyIndex { PolicyIndex(readingBySeveralThreads: self) }

    /// The same as if a kernel had held it, whoever wrote it.
    var asCaptured: HostState {
        var copy = self
        (copy.policy, copy.accepted) = (nil, [])
        return copy
    }

    var acceptedFindings: AcceptedFindings { AcceptedFindings(accepted, rules: DiagnosticRegistry.acceptable) }
}

/// Stand-ins for the names that only a host knows, the same on every machine.
struct NominalNames: HostNames {
    func number(of name: String, type: DataType) -> UInt128? {
        let hash = name.utf8.reduce(UInt32(0x811c_9dc5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        return UInt128(hash & 0x7fff_ffff)
    }
    func name(of number: UInt128, type: DataType) -> String? { nil }
}
