import Ethtool
import Findings
import Host
import Netfilter
import OffloadCheck
import Planning
import WeirModel

/// The policy's hardware requirements: checked before an apply, and verified after it by reading the kernel's state.
struct OffloadFindings {
    let state: HostState

    // MARK: before

    /// Reads the links that the policy names and checks it against them. Errors refuse the apply, warnings are printed.
    /// - Parameter unchecked: apply even if there are errors, which are still printed.
    func checkLinks(of policy: PolicyIndex, unchecked: Bool) throws {
        let check = OffloadCheck(policy)
        let profiles = try NICProfiles(live: check).hosts.first?.profiles ?? []
        let accepted = state.acceptedFindings
        let lowered = accepted.lowering(check.diagnostics(on: profiles))
        let found = lowered + accepted.remarks(on: lowered) { _ in false }
        DiagnosticText.write(found.filter { $0.severity == .error || $0.severity == .warning }.gatheredByLink())
        let undecided = found.count { $0.severity == .undecided }
        if undecided > 0, asksAnything {
            Terminal.note(
                "\(undecided) check\(undecided == 1 ? "" : "s") of the links could not be decided: `weir check --live` lists them")
        }
        let errors = found.count { $0.severity == .error }
        guard errors > 0 else { return }
        let words = "the links can't carry the policy: \(errors) error\(errors == 1 ? "" : "s")"
        guard unchecked else {
            throw HostError(
                "\(words), nothing was applied",
                help: "fix the errors above, or pass --unchecked to apply anyway; hardware requirements are still verified afterwards")
        }
        Terminal.note("\(words); applying anyway because of --unchecked")
    }

    /// Whether the policy is about links, or about hardware.
    private var asksAnything: Bool {
        !state.links.isEmpty
            || state.tables.contains { !$0.flowtables.isEmpty || $0.chains.contains { $0.base?.offload.isAsked == true } }
    }

    // MARK: after

    /// Whether the hardware of a link has to answer for anything.
    var asksLinks: Bool { OffloadProof.concerns(state.links) }

    /// Reports objects that hardware did not take. Throws if they were required to be in hardware.
    func prove(_ held: Application.Held) throws {
        let found = found(in: held)
        // By link and message: the number of filters, qdiscs and chains.
        var inSoftware: [String: [String: Int]] = [:]
        var others: [Diagnostic] = []
        for finding in found {
            if finding.severity == .tip, finding.id == .offloadInSoftware {
                inSoftware[finding.subject?.owner ?? "", default: [:]][finding.message, default: 0] += 1
            } else {
                others.append(finding)
            }
        }
        DiagnosticText.write(others)
        for (subject, messages) in inSoftware.sorted(by: { $0.key < $1.key }) {
            for (message, count) in messages.sorted(by: { $0.key < $1.key }) {
                Terminal.note("\(subject): \(message)\(count > 1 ? " (\(count) of them)" : "")")
            }
        }
        let errors = found.count { $0.severity == .error }
        guard errors > 0 else { return }
        throw HostError(
            "hardware differs from the policy in \(errors) place\(errors == 1 ? "" : "s"): the apply was undone",
            help: "`weir check --live` shows the \(errors == 1 ? "reason" : "reasons"); `offload: .preferred` lets software take over")
    }

    /// Objects that match the policy but are missing from hardware; re-applying cannot fix this.
    func lost(links: [LinkConfiguration]) -> [TrafficControlDifference] {
        OffloadProof.diagnostics(of: state.links, in: HeldLinks(links)).filter { $0.severity == .error }.map { finding in
            let isAbsent = finding.id != .offloadInHardware
            let (desired, live) = isAbsent ? ("in hardware", "not in hardware") : ("in software", "in hardware")
            return TrafficControlDifference(
                link: finding.subject?.owner ?? "", .some(finding.subject?.kind == .qdisc ? "qdisc" : "filter"), .changed,
                fields: [.init(name: "offload", desired: desired, live: live)], at: finding.at.location)
        }
    }

    /// Flowtables that have the flag but whose flows stay in software.
    func lost(tables: [CompiledTable]) -> [Difference] {
        let unmet = OffloadProof.diagnostics(of: state.tables, in: tables, offloads: Self.offloads).filter { $0.severity == .error }
        return state.tables.flatMap { table in
            table.flowtables.filter { flowtable in
                let live = tables.first { $0.family == table.family && $0.name == table.name }?.flowtables.first {
                    $0.name == flowtable.name
                }
                return live?.offload.isAsked == true
                    && unmet.contains {
                        $0.subject == Subject(.flowtable, "\(table.family.rawValue) \(table.name)", flowtable.name)
                    }
            }.map { flowtable in
                Difference(
                    .ineffective, family: table.family, table: table.name, .flowtable(flowtable.name),
                    desired: .text("hw-tc-offload of a device is off: flows stay in software"), at: flowtable.at)
            }
        }
    }

    private func found(in held: Application.Held) -> [Diagnostic] {
        switch held {
        case .links(let links): OffloadProof.diagnostics(of: state.links, in: links)
        case .tables(let tables): OffloadProof.diagnostics(of: state.tables, in: tables, offloads: Self.offloads)
        }
    }

    private static func offloads(_ link: String) -> Bool? {
        guard let reader = try? NICReader(), let profile = try? reader.read(link) else { return nil }
        return profile.features.value?["hw-tc-offload"]?.active
    }
}
