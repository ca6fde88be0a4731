public import WeirModel

/// The checker: reads a policy and the profiles of the cards that it will run on, and reports deviations from the policy.
///
/// Pure: it asks no kernel. Checks that lack a reading report `undecided`, never an error or nothing.
public enum OffloadCheck {
    /// Findings of all checks. `profiles` are of one host, one a link.
    public static func diagnostics(of policy: PolicyIndex, on profiles: [NICProfile]) -> [Diagnostic] {
        let traits = PolicyTraits(policy)
        return policyDiagnostics(traits) + linkDiagnostics(traits, profiles)
    }

    public static func diagnostics(of state: HostState, on profiles: [NICProfile]) -> [Diagnostic] {
        diagnostics(of: PolicyIndex(state), on: profiles)
    }

    /// The links that a policy's checks want a profile of.
    public static func links(of policy: PolicyIndex) -> [String] { PolicyTraits(policy).namedLinks }

    /// The same for several hosts, each with its profiles; the policy is read once.
    public static func diagnostics(of policy: PolicyIndex, onEach hosts: [[NICProfile]]) -> [[Diagnostic]] {
        let traits = PolicyTraits(policy)
        let common = policyDiagnostics(traits)
        return hosts.map { common + linkDiagnostics(traits, $0) }
    }

    private static func policyDiagnostics(_ facts: PolicyTraits) -> [Diagnostic] {
        Checks.all.flatMap { check -> [Diagnostic] in
            guard case .policy(let condition) = check.condition else { return [] }
            return condition(facts).map { check.diagnostic($0, link: nil) }
        }
    }

    private static func linkDiagnostics(_ facts: PolicyTraits, _ profiles: [NICProfile]) -> [Diagnostic] {
        let byName = Dictionary(profiles.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var diagnostics = Coverage.diagnostics(facts, byName)
        let named = Set(facts.namedLinks)
        for profile in profiles where named.contains(profile.name) {
            let link = LinkCase(profile, facts, neighbours: byName)
            for check in Checks.all {
                guard case .link(let condition) = check.condition else { continue }
                diagnostics += check.diagnostics(of: link, condition)
            }
        }
        return diagnostics
    }
}

extension Check {
    func diagnostic(_ finding: Finding, link: String?) -> Diagnostic {
        let help = (finding.help ?? help).replacing("DEV", with: link ?? "DEV")
        let isLowered = finding.contract == .preferred && (finding.severity ?? severity) == .error
        return Diagnostic(
            isLowered ? .warning : finding.severity ?? severity, id: id,
            isLowered ? "\(finding.message), and software takes over" : finding.message, help: help, source: source,
            subject: finding.subject ?? link,
            at: finding.location)
    }

    /// Findings that may not apply to this kernel are reported as unverified, and so is their absence.
    fileprivate func diagnostics(
        of link: LinkCase, _ condition: (LinkCase) throws(Undecided) -> [Finding]
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

    private func undecided(_ link: LinkCase, _ why: String, _ location: SourceLocation?) -> Diagnostic {
        Diagnostic(
            .undecided, id: id, "undecided: \(why)", help: help.replacing("DEV", with: link.name), source: source,
            subject: link.name, at: location)
    }
}

/// Which links of the policy have a profile, and which profiles no link asks for.
enum Coverage {
    static func diagnostics(_ facts: PolicyTraits, _ profiles: [String: NICProfile]) -> [Diagnostic] {
        guard !profiles.isEmpty else { return [] }
        let named = facts.namedLinks
        let missing = named.filter { profiles[$0] == nil && $0 != "lo" }.map { name in
            Diagnostic(
                .undecided, id: "nic-no-profile", "nothing is decided about the link `\(name)`: no profile covers it",
                help: "read one on its host with `weir nic \(name) -o \(name).json`, and give it with `--nic \(name)=\(name).json`",
                subject: name)
        }
        let extra = Set(profiles.keys).subtracting(named).sorted().map { name in
            Diagnostic(
                .warning, id: "nic-not-in-policy", "the policy does not name the link `\(name)`, so its profile decides nothing",
                help: Suggestion.nearest(to: name, among: named).map { "did you mean `\($0)`?" }
                    ?? "the policy names \(named.map { "`\($0)`" }.joined(separator: ", "))",
                subject: name)
        }
        return missing + extra
    }
}
