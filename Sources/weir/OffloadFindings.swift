import Host
import OffloadCheck
import Planning
import WeirModel

/// What became of the policy's offload, as the kernel holds it.
enum OffloadFindings {
    /// Says what the hardware did not take. Throws where it had to.
    static func prove(_ state: HostState, in links: [LinkConfiguration]) throws {
        let found = found(state, in: links)
        for finding in found where finding.severity != .tip { DiagnosticText.write(finding) }
        let inSoftware = Dictionary(grouping: found.filter { $0.severity == .tip }, by: { $0.subject ?? "" })
        for (link, filters) in inSoftware.sorted(by: { $0.key < $1.key }) {
            Terminal.note("\(link): \(filters.count) filter\(filters.count == 1 ? " runs" : "s run") in software")
        }
        let errors = found.count { $0.severity == .error }
        guard errors > 0 else { return }
        throw HostError(
            "the hardware does not hold \(errors) filter\(errors == 1 ? "" : "s") that it has to: what was applied was taken back",
            help: "`weir check --live` says what keeps \(errors == 1 ? "it" : "them") out; `offload: .preferred` lets software take over")
    }

    /// Filters that are as the policy says but for the hardware, which has to hold them and does not. No change of the filter mends that.
    static func lost(_ state: HostState, in links: [LinkConfiguration]) -> [TrafficControlDifference] {
        found(state, in: links).filter { $0.severity == .error }.map {
            TrafficControlDifference(
                link: $0.subject ?? "", subject: "filter", .changed,
                fields: [.init(name: "offload", desired: "in hardware", live: "not in hardware")], at: $0.at.location)
        }
    }

    private static func found(_ state: HostState, in links: [LinkConfiguration]) -> [Diagnostic] {
        OffloadProof.diagnostics(of: HostState(tables: [], links: state.links), in: HostState(tables: [], links: links))
    }
}
