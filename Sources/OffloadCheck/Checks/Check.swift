public import WeirModel

/// One thing that can be wrong between a policy and the card that is to carry it out.
public struct Check: Sendable {
    public enum Family: String, Sendable, CaseIterable {
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
        case demands = "the policy's demands on a link"
    }

    /// The inputs of a check. All but `policy` come from the profile of the link.
    public enum Input: String, Sendable, CaseIterable {
        case policy, features, driver, kernel, channels, rings, rss, ntuple, tunnels, timestamping, speed, link, host, queues
    }

    public var id: String
    /// The severity of its findings, unless one sets another.
    public var severity: Diagnostic.Severity
    /// Whether a policy may accept its errors: the kernel and the card take such objects, and keep them.
    public var isAcceptable: Bool
    public var family: Family
    public var inputs: [Input]
    /// The finding, in one line.
    public var title: String
    /// Why it is so.
    public var explanation: String
    /// The fix. `DEV` is replaced by the link.
    public var help: String
    /// The source: kernel sources of Linux 6.1 unless it names another.
    public var source: String
    var condition: Condition

    enum Condition: Sendable {
        /// Asks the policy alone, once.
        case policy(@Sendable (PolicyTraits) -> [Finding])
        /// Asks of each link with a profile.
        case link(@Sendable (LinkCase) throws(Undecided) -> [Finding])
    }

    init(
        _ id: String, _ severity: Diagnostic.Severity, _ title: String, isAcceptable: Bool = false, reads inputs: [Input] = [],
        why explanation: String, help: String,
        source: String, in family: Family, link condition: @escaping @Sendable (LinkCase) throws(Undecided) -> [Finding]
    ) {
        self.init(id, severity, isAcceptable, title, [.policy] + inputs, explanation, help, source, family, .link(condition))
    }

    init(
        _ id: String, _ severity: Diagnostic.Severity, _ title: String, why explanation: String, help: String, source: String,
        in family: Family, policy condition: @escaping @Sendable (PolicyTraits) -> [Finding]
    ) {
        self.init(id, severity, false, title, [.policy], explanation, help, source, family, .policy(condition))
    }

    private init(
        _ id: String, _ severity: Diagnostic.Severity, _ isAcceptable: Bool, _ title: String, _ inputs: [Input], _ explanation: String,
        _ help: String,
        _ source: String, _ family: Family, _ condition: Condition
    ) {
        self.id = id
        self.severity = severity
        self.isAcceptable = isAcceptable
        self.family = family
        self.inputs = inputs
        self.title = title
        self.explanation = explanation
        self.help = help
        self.source = source
        self.condition = condition
    }
}

/// A finding of a check, at one place of the policy.
struct Finding {
    var message: String
    /// In place of the check's own.
    var severity: Diagnostic.Severity?
    var help: String?
    /// In place of the link's name.
    var subject: String?
    var location: SourceLocation?
    /// The demand on the hardware there: if hardware is only preferred, an obstacle is not an error.
    var contract: Offload?

    init(
        _ message: String, at location: SourceLocation?, severity: Diagnostic.Severity? = nil, help: String? = nil, subject: String? = nil,
        contract: Offload? = nil
    ) {
        self.message = message
        self.severity = severity
        self.help = help
        self.subject = subject
        self.location = location
        self.contract = contract
    }
}

/// Why a check that matters to this policy could not be decided.
struct Undecided: Error {
    var input: Check.Input
    var why: String
}
