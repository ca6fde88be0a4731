public import WeirModel

/// What a policy accepts of what the checks find.
public struct AcceptedFindings: Sendable {
    private let accepted: [Acceptance]
    private let kinds: [String: FindingKind]

    /// - Parameter kinds: what other checks than those of the policy alone may find.
    public init(_ accepted: [Acceptance], kinds: [FindingKind] = []) {
        self.accepted = accepted
        // What can be an error of one check and a warning of another can be accepted where either can.
        self.kinds = Dictionary((PolicyCheck.kinds + kinds).map { ($0.id, $0) }) { $0.isAcceptable ? $0 : $1 }
    }

    /// The findings, where those that the policy accepts are warnings that say why.
    public func lowering(_ findings: [Diagnostic]) -> [Diagnostic] {
        guard !accepted.isEmpty else { return findings }
        return findings.map { finding in
            guard let acceptance = accepted.first(where: { $0.names(finding) }), canAccept(finding), finding.accepted == nil else {
                return finding
            }
            var lowered = finding
            if finding.severity == .error { lowered.severity = .warning }
            lowered.message += ", accepted: \(acceptance.because)"
            // Nothing is to be done about it.
            lowered.help = nil
            lowered.accepted = acceptance.because
            return lowered
        }
    }

    /// The findings without the errors that a policy could accept. Those a captured state is excused: the kernel that held it took them.
    /// Nothing excuses the others, since a document may say anything.
    public func ofCaptured(_ findings: [Diagnostic]) -> [Diagnostic] {
        findings.filter { $0.severity != .error || !canAccept($0) }
    }

    /// What is wrong with the acceptances themselves, whatever the checks find.
    public var errors: [Diagnostic] {
        accepted.flatMap { acceptance -> [Diagnostic] in
            var found: [Diagnostic] = []
            if kinds[acceptance.finding] == nil {
                let near = Suggestion.nearest(to: acceptance.finding, among: kinds.keys)
                found.append(
                    acceptance.diagnostic(
                        .error, "accept-unknown", "no check finds `\(acceptance.finding)`",
                        help: near.map { "did you mean `\($0)`?" }
                            ?? "`weir check` names each finding in brackets, and `weir explain` lists all"))
            }
            if acceptance.because.allSatisfy(\.isWhitespace) {
                found.append(
                    acceptance.diagnostic(
                        .error, "accept-reason", "`\(acceptance.finding)` is accepted without a reason",
                        help: "`because:` is what a reader asks first"))
            }
            return found
        }
    }

    /// What is wrong with the acceptances in view of what the checks found.
    ///
    /// - Parameter isDecided: whether the checks of such a finding could look at what an acceptance is about; else nobody knows whether it is needed.
    public func remarks(on findings: [Diagnostic], isDecided: (Acceptance) -> Bool = { _ in true }) -> [Diagnostic] {
        accepted.compactMap { acceptance in
            guard kinds[acceptance.finding] != nil else { return nil }
            let named = findings.filter { acceptance.names($0) }
            if let refused = named.first(where: { !canAccept($0) }) {
                return acceptance.diagnostic(
                    .error, "accept-refused",
                    "`\(acceptance.finding)` can't be accepted: the kernel does not take it, or holds something else than the policy says",
                    help: refused.at.location.map { "mend what is at \($0)" } ?? "mend it")
            }
            guard named.isEmpty, isDecided(acceptance) else { return nil }
            return acceptance.diagnostic(
                .warning, "accept-nothing", "there is no `\(acceptance.finding)` on `\(acceptance.on)` to accept",
                help: "take the `Accept` out")
        }
    }

    private func canAccept(_ finding: Diagnostic) -> Bool { finding.severity != .error || kinds[finding.id]?.isAcceptable ?? false }
}

extension AcceptedFindings {
    /// What a policy has to accept so that the checks let it pass: one acceptance for each kind of finding of a link or table.
    ///
    /// - Returns: those, and the errors that can't be accepted.
    public static func needed(
        for findings: [Diagnostic], in state: HostState, kinds: [FindingKind] = [], because reason: String
    ) -> (accepted: [Acceptance], refused: [Diagnostic]) {
        let subjects = state.links.map(\.name) + state.tables.map { "\($0.family.rawValue) \($0.name)" }
        var accepted: [Acceptance] = []
        var refused: [Diagnostic] = []
        for finding in findings where finding.severity == .error {
            guard let about = finding.subject else {
                refused.append(finding)
                continue
            }
            let subject = subjects.first { Acceptance(finding.id, on: $0, because: reason).names(finding) } ?? about
            let acceptance = Acceptance(finding.id, on: subject, because: reason)
            guard AcceptedFindings([acceptance], kinds: kinds).canAccept(finding) else {
                refused.append(finding)
                continue
            }
            if !accepted.contains(acceptance) { accepted.append(acceptance) }
        }
        return (accepted, refused)
    }
}

extension Acceptance {
    /// Whether the finding is of its kind, and about what it is about.
    fileprivate func names(_ diagnostic: Diagnostic) -> Bool {
        guard diagnostic.id == finding, diagnostic.severity != .undecided, let subject = diagnostic.subject else { return false }
        return subject == on || subject.hasPrefix(on + " ")
    }

    fileprivate func diagnostic(_ severity: Diagnostic.Severity, _ id: String, _ message: String, help: String) -> Diagnostic {
        Diagnostic(severity, id: id, message, help: help, subject: on, at: at.location)
    }
}
