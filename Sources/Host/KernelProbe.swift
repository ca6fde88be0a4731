import Netfilter
import Nftables
import Planning
import WeirModel

/// The kernel's answer to a policy, without changing anything.
///
/// The changes of an apply are sent as a transaction without its end: the kernel validates each, asks the drivers of flowtables, and drops
/// them (as `nft --check` does). Traffic control has no such check.
package enum KernelProbe {
    package static func diagnostics(of state: HostState) -> [Diagnostic] {
        if state.tables.isEmpty { return [] }
        do {
            return try Application(state).probe()
        } catch let failure as Lowering.Failure {
            // A name that this host lacks, such as a link or a user.
            return failure.errors.map(\.diagnostic)
        } catch let error as NftablesError where error.kind == .notPermitted {
            return [undecided("not permitted", help: "it takes CAP_NET_ADMIN: run as root")]
        } catch {
            return [undecided((error as? any ExplainedError)?.summary ?? "\(error)")]
        }
    }

    private static func undecided(_ why: String, help: String? = nil) -> Diagnostic {
        Diagnostic(.undecided, id: .kernelProbe, "the kernel was not asked about the tables: \(why)", help: help)
    }
}

extension Application {
    fileprivate func probe() throws -> [Diagnostic] {
        let (plan, _) = try readTables(tables)
        if plan.operations.isEmpty { return [] }
        let errors = try session.check(plan.operations)
        if let refused = errors.first(where: { $0.kind == .notPermitted }) { throw refused }
        // Preferred offload that is refused is not an error.
        let preferred = KernelRejection(errors: errors)
        var desired = tables
        if let remark = desired.giveUpPreference(after: preferred, of: plan.operations) {
            return [Diagnostic(.warning, id: .kernelProbe, remark)]
        }
        return errors.map { error in
            Diagnostic(
                .error, id: .kernelProbe,
                "this kernel refuses to \(error.subject)" + (error.part.map { ", \($0)" } ?? "") + ": "
                    + (error.kernelMessage ?? error.message),
                help: error.help, source: "the running kernel, asked without a change", at: error.at)
        }
    }
}
