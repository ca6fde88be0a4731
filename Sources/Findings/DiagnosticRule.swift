public import WeirModel

/// The registry's entry for one kind of finding, shown by `weir explain` and in SARIF.
public struct DiagnosticRule: Sendable {
    public enum Family: String, Sendable, CaseIterable {
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
    public enum Input: String, Sendable, CaseIterable {
        case policy, features, driver, kernel, channels, rings, rss, ntuple, tunnels, timestamping, speed, link, host, queues
    }

    public var id: Diagnostic.ID
    /// Of its findings, unless one has another.
    public var severity: Diagnostic.Severity
    /// Whether an `Acceptance` lowers its errors. Only findings about things that the kernel takes and holds unchanged can be accepted; the
    /// rest would fail when they are applied. Warnings can always be accepted.
    public var isAcceptable: Bool
    public var family: Family
    public var inputs: [Input]
    /// The finding in one line.
    public var title: String
    public var why: String
    /// The fix. `DEV` is replaced by the link.
    public var help: String
    /// The source of the facts: a kernel source file (Linux 6.1 unless it names another), a man page, an RFC. Empty for Weir's own
    /// decisions.
    public var source: String

    public init(
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
