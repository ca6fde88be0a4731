import WeirModel

/// The registry's entry for one kind of finding, shown by `weir explain` and in SARIF.
package struct DiagnosticRule: Sendable {
    package enum Family: String, Sendable, CaseIterable {
        case language = "the language of policies"
        case evaluation = "evaluation of a policy"
        case documents = "documents and data files"
        case tables = "tables, chains, and rules"
        case sets = "sets and maps"
        case trafficControl = "qdiscs, classes, and filters"
        case acceptance = "accepted findings"
        case kernel = "the kernel's state"
        case filters = "tc filters"
        case chains = "nftables chain offload"
        case flowtables
        case qdiscs
        case segmentation
        case vlan = "VLAN"
        case tunnels
        case steering = "RSS and steering"
        case checksums
        case path = "packet path"
        case programs = "XDP and BPF"
        case features = "feature dependencies"
        case demands = "offload requirements"
        case tips
    }

    /// The inputs of a check. All but `policy` come from the profile of a link.
    package enum Input: String, Sendable, CaseIterable {
        case policy, features, driver, kernel, channels, rings, rss, ntuple, tunnels, timestamping, speed, link, host, queues
        case macMerge = "mac-merge"
    }

    package var id: Diagnostic.ID
    /// Of its findings, unless one has another.
    package var severity: Diagnostic.Severity
    /// Whether an `Acceptance` lowers its errors. Only findings about things that the kernel takes and holds unchanged can be accepted; the
    /// rest would fail when they are applied. Warnings can always be accepted.
    package var isAcceptable: Bool
    package var family: Family
    package var inputs: [Input]
    /// The finding in one line.
    package var title: String
    package var why: String
    /// The fix. `DEV` is replaced by the link.
    package var help: String
    /// The source of the facts: a kernel source file (Linux 6.1 unless it names another), a man page, an RFC. Empty for Weir's own
    /// decisions.
    package var source: String

    package init(
        _ id: Diagnostic.ID, _ title: String, severity: Diagnostic.Severity = .error, isAcceptable: Bool = false,
        reads inputs: [Input] = [.policy], why: String, help: String, source: String = "", in family: Family
    ) {
        self.id = id
        self.severity = severity
        self.isAcceptable = isAcceptable
        self.family = family
        self.inputs = inputs
        self.title = title
        self.why = why
        self.help = help
        self.source = source
    }
}
