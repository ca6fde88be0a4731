internal import Findings
internal import WeirModel

/// The inputs of the offload checks: a policy, and one of its links with the profile of its card; without a link for findings about the
/// policy alone.
package struct OffloadContext {
    let policy: PolicyTraits
    let link: LinkContext?
}

typealias OffloadRule = Check<OffloadContext>

extension Check where Context == OffloadContext {
    /// A check of each link with a profile. `inputs` are the readings that it needs besides the policy.
    init(
        _ id: Diagnostic.ID, _ severity: Diagnostic.Severity, _ title: String, isAcceptable: Bool = false,
        reads inputs: [DiagnosticRule.Input] = [], why: String, help: String, source: String, in family: DiagnosticRule.Family,
        link condition: @escaping @Sendable (LinkContext) throws(Undecided) -> [Finding]
    ) {
        let rule = DiagnosticRule(
            id, title, severity: severity, isAcceptable: isAcceptable, reads: [.policy] + inputs, why: why, help: help, source: source,
            in: family)
        self.init([rule]) { context in context.link.map { rule.diagnostics(of: $0, condition) } ?? [] }
    }

    /// A check of the policy alone, made once.
    init(
        _ id: Diagnostic.ID, _ severity: Diagnostic.Severity, _ title: String, why: String, help: String, source: String,
        in family: DiagnosticRule.Family, policy condition: @escaping @Sendable (PolicyTraits) -> [Finding]
    ) {
        let rule = DiagnosticRule(id, title, severity: severity, why: why, help: help, source: source, in: family)
        self.init([rule]) { context in context.link == nil ? condition(context.policy).map { rule.diagnostic($0, link: nil) } : [] }
    }
}

/// A finding of a check, at one place of the policy.
struct Finding {
    var message: String
    /// In place of the rule's.
    var severity: Diagnostic.Severity?
    var help: String?
    /// In place of the link.
    var subject: Subject?
    var location: SourceLocation?
    /// The demand on the hardware there: if hardware is only preferred, an obstacle is not an error.
    var contract: Offload?

    init(
        _ message: String, at location: SourceLocation?, severity: Diagnostic.Severity? = nil, help: String? = nil, subject: Subject? = nil,
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
    var input: DiagnosticRule.Input
    var why: String
}

extension DiagnosticRule {
    fileprivate func diagnostic(_ finding: Finding, link: String?) -> Diagnostic {
        let help = (finding.help ?? help).replacing("DEV", with: link ?? "DEV")
        let isLowered = finding.contract == .preferred && (finding.severity ?? severity) == .error
        return Diagnostic(
            isLowered ? .warning : finding.severity ?? severity, id: id,
            isLowered ? "\(finding.message), and software takes over" : finding.message, help: help, source: source,
            subject: finding.subject ?? link.map(Subject.link), at: finding.location)
    }

    /// Findings that may not apply to this kernel are reported as unverified, and so is their absence.
    fileprivate func diagnostics(
        of link: LinkContext, _ condition: (LinkContext) throws(Undecided) -> [Finding]
    ) -> [Diagnostic] {
        link.doubt = nil
        do {
            let findings = try condition(link)
            guard let doubt = link.doubt else { return findings.map { diagnostic($0, link: link.name) } }
            if findings.isEmpty { return [undecided(link, "unverified: \(doubt)", nil)] }
            return findings.map { undecided(link, "unverified, for \(doubt): \($0.message)", $0.location) }
        } catch {
            return [undecided(link, error.why, nil)]
        }
    }

    private func undecided(_ link: LinkContext, _ why: String, _ location: SourceLocation?) -> Diagnostic {
        Diagnostic(
            .undecided, id: id, "undecided: \(why)", help: help.replacing("DEV", with: link.name), source: source,
            subject: .link(link.name), at: location)
    }
}
