import WeirModel

/// The findings that a policy accepts.
package struct AcceptedFindings: Sendable {
    private let accepted: [Acceptance]
    /// Few policies accept anything, so the rules are made on demand.
    private let rules: @Sendable () -> [DiagnosticRule]

    /// - Parameter rules: the rules of all checks.
    package init(_ accepted: [Acceptance], rules: @autoclosure @escaping @Sendable () -> [DiagnosticRule]) {
        (self.accepted, self.rules) = (accepted, rules)
    }

    private func rule(_ id: Diagnostic.ID?) -> DiagnosticRule? { id.flatMap { id in rules().first { $0.id == id } } }

    /// The findings, with accepted ones as warnings that carry the reason.
    package func lowering(_ findings: [Diagnostic]) -> [Diagnostic] {
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

    /// The findings without the errors that a policy could accept. A captured state is excused from those: the kernel that held it took them.
    /// It is not excused from the others, since a document may say anything.
    package func ofCaptured(_ findings: [Diagnostic]) -> [Diagnostic] {
        findings.filter { $0.severity != .error || !canAccept($0) }
    }

    /// Errors in the acceptances themselves, whatever the checks find.
    package var errors: [Diagnostic] {
        accepted.flatMap { acceptance -> [Diagnostic] in
            var found: [Diagnostic] = []
            if rule(acceptance.id) == nil {
                let near = Suggestion.nearest(to: acceptance.finding, among: rules().map(\.id.rawValue))
                found.append(
                    acceptance.diagnostic(
                        .error, .acceptUnknown, "no check finds `\(acceptance.finding)`",
                        help: near.map { "did you mean `\($0)`?" }
                            ?? "`weir check` names each finding in brackets, and `weir explain` lists all"))
            }
            if acceptance.because.allSatisfy(\.isWhitespace) {
                found.append(
                    acceptance.diagnostic(
                        .error, .acceptReason, "`\(acceptance.finding)` is accepted without a reason",
                        help: "give the reason as `because:`"))
            }
            return found
        }
    }

    /// Remarks on the acceptances in view of the checks' findings.
    ///
    /// - Parameter isDecided: whether the checks of such a finding could examine the acceptance's subject; if not, it is unknown whether it
    ///   is needed.
    package func remarks(on findings: [Diagnostic], isDecided: (Acceptance) -> Bool = { _ in true }) -> [Diagnostic] {
        accepted.compactMap { acceptance in
            guard rule(acceptance.id) != nil else { return nil }
            let named = findings.filter { acceptance.names($0) }
            if let refused = named.first(where: { !canAccept($0) }) {
                return acceptance.diagnostic(
                    .error, .acceptRefused,
                    "`\(acceptance.finding)` can't be accepted: the kernel would refuse it, or hold something other than the policy says",
                    help: refused.at.location.map { "fix the policy at \($0)" } ?? "fix the policy")
            }
            guard named.isEmpty, isDecided(acceptance) else { return nil }
            return acceptance.diagnostic(
                .warning, .acceptNothing, "no `\(acceptance.finding)` on `\(acceptance.on)` to accept",
                help: "take the `Accept` out")
        }
    }

    private func canAccept(_ finding: Diagnostic) -> Bool { finding.severity != .error || rule(finding.id)?.isAcceptable ?? false }
}

extension AcceptedFindings {
    /// The acceptances that a policy needs to pass the checks: one for each kind of finding of a link or table.
    ///
    /// - Returns: the acceptances, and the errors that can't be accepted.
    package static func needed(
        for findings: [Diagnostic], in state: HostState, rules: [DiagnosticRule], because reason: String
    ) -> (accepted: [Acceptance], refused: [Diagnostic]) {
        let subjects = state.links.map(\.name) + state.tables.map { "\($0.family.rawValue) \($0.name)" }
        var accepted: [Acceptance] = []
        var refused: [Diagnostic] = []
        for finding in findings where finding.severity == .error {
            guard let about = finding.subject else {
                refused.append(finding)
                continue
            }
            let subject = subjects.first { Acceptance(finding.id.rawValue, on: $0, because: reason).names(finding) } ?? about.text
            let acceptance = Acceptance(finding.id.rawValue, on: subject, because: reason)
            guard AcceptedFindings([acceptance], rules: rules).canAccept(finding) else {
                refused.append(finding)
                continue
            }
            if !accepted.contains(acceptance) { accepted.append(acceptance) }
        }
        return (accepted, refused)
    }
}

extension Acceptance {
    /// Whether kind and subject are those of the finding.
    fileprivate func names(_ diagnostic: Diagnostic) -> Bool {
        guard diagnostic.id.rawValue == finding, diagnostic.severity != .undecided, let subject = diagnostic.subject else { return false }
        return subject.text == on || subject.owner == on || subject.text.hasPrefix(on + " ")
    }

    fileprivate var id: Diagnostic.ID? { Diagnostic.ID(rawValue: finding) }

    fileprivate func diagnostic(_ severity: Diagnostic.Severity, _ id: Diagnostic.ID, _ message: String, help: String) -> Diagnostic {
        Diagnostic(severity, id: id, message, help: help, subject: Subject(.unknown, on), at: at.location)
    }
}
