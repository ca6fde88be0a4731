internal import Findings
package import WeirModel

/// The checker: reads a policy and the profiles of the cards that it will run on, and reports deviations from the policy.
///
/// Pure: it asks no kernel. Checks that lack a reading report `undecided`, never an error or nothing.
package struct OffloadCheck {
    private let traits: PolicyTraits

    /// Reads the policy, once for all profiles.
    package init(_ policy: PolicyIndex) { traits = PolicyTraits(policy) }

    package static func diagnostics(of state: HostState, on profiles: [NICProfile]) -> [Diagnostic] {
        OffloadCheck(PolicyIndex(state)).diagnostics(on: profiles)
    }

    /// The links that the checks want a profile of.
    package var links: [String] { traits.namedLinks + traits.targets.subtracting(traits.namedLinks).sorted() }

    /// Findings of all checks. `profiles` are of one host, one a link.
    package func diagnostics(on profiles: [NICProfile]) -> [Diagnostic] { policyDiagnostics + linkDiagnostics(profiles) }

    /// The same for several hosts, each with its profiles.
    package func diagnostics(onEach hosts: [[NICProfile]]) -> [[Diagnostic]] {
        let common = policyDiagnostics
        return hosts.map { common + linkDiagnostics($0) }
    }

    private var policyDiagnostics: [Diagnostic] { Checks.all.flatMap { $0.findings(OffloadContext(policy: traits, link: nil)) } }

    private func linkDiagnostics(_ profiles: [NICProfile]) -> [Diagnostic] {
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
