internal import Findings
package import WeirModel

/// The checker: reads a policy and the profiles of the cards that it will run on, and reports deviations from the policy.
///
/// Pure: it asks no kernel. Checks that lack a reading report `undecided`, never an error or nothing.
package enum OffloadCheck {
    /// Findings of all checks. `profiles` are of one host, one a link.
    package static func diagnostics(of policy: PolicyIndex, on profiles: [NICProfile]) -> [Diagnostic] {
        let traits = PolicyTraits(policy)
        return policyDiagnostics(traits) + linkDiagnostics(traits, profiles)
    }

    package static func diagnostics(of state: HostState, on profiles: [NICProfile]) -> [Diagnostic] {
        diagnostics(of: PolicyIndex(state), on: profiles)
    }

    /// The links that a policy's checks want a profile of.
    package static func links(of policy: PolicyIndex) -> [String] {
        let traits = PolicyTraits(policy)
        return traits.namedLinks + traits.targets.subtracting(traits.namedLinks).sorted()
    }

    /// The same for several hosts, each with its profiles; the policy is read once.
    package static func diagnostics(of policy: PolicyIndex, onEach hosts: [[NICProfile]]) -> [[Diagnostic]] {
        let traits = PolicyTraits(policy)
        let common = policyDiagnostics(traits)
        return hosts.map { common + linkDiagnostics(traits, $0) }
    }

    private static func policyDiagnostics(_ traits: PolicyTraits) -> [Diagnostic] {
        Checks.all.flatMap { $0.findings(OffloadContext(policy: traits, link: nil)) }
    }

    private static func linkDiagnostics(_ traits: PolicyTraits, _ profiles: [NICProfile]) -> [Diagnostic] {
        let byName = Dictionary(profiles.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var diagnostics = Coverage.diagnostics(traits, byName)
        let named = Set(traits.namedLinks)
        for profile in profiles where named.contains(profile.name) {
            let context = OffloadContext(policy: traits, link: LinkContext(profile, traits, neighbours: byName))
            diagnostics += Checks.all.flatMap { $0.findings(context) }
        }
        return diagnostics
    }
}

/// Which links of the policy have a profile, and which profiles no link asks for.
enum Coverage {
    static func diagnostics(_ facts: PolicyTraits, _ profiles: [String: NICProfile]) -> [Diagnostic] {
        guard !profiles.isEmpty else { return [] }
        let named = facts.namedLinks
        let missing = named.filter { profiles[$0] == nil && $0 != "lo" }.map { name in
            Diagnostic(
                .undecided, id: .nicNoProfile, "nothing is decided about the link `\(name)`: no profile covers it",
                help: "read one on its host with `weir nic \(name) -o \(name).json`, and give it with `--nic \(name)=\(name).json`",
                subject: .link(name))
        }
        let extra = Set(profiles.keys).subtracting(named).subtracting(facts.targets).sorted().map { name in
            Diagnostic(
                .warning, id: .nicNotInPolicy, "the policy does not name the link `\(name)`, so its profile decides nothing",
                help: Suggestion.nearest(to: name, among: named).map { "did you mean `\($0)`?" }
                    ?? "the policy names \(named.map { "`\($0)`" }.joined(separator: ", "))",
                subject: .link(name))
        }
        return missing + extra
    }

    static let rules: [DiagnosticRule] = [
        DiagnosticRule(
            .nicNoProfile, "a link of the policy has no profile", severity: .undecided,
            why: "The offload checks read a link's features and driver from its profile. Without one they decide nothing about the link.",
            help: "run `weir nic DEV -o DEV.json` on the link's host and pass `--nic DEV=DEV.json`", in: .demands),
        DiagnosticRule(
            .nicNotInPolicy, "a profile is of a link that the policy does not name", severity: .warning,
            why: "A misspelled link name would leave the real link unchecked.",
            help: "pass the profile under the policy's name of the link",
            in: .demands),
    ]
}
