package import Findings

/// The table of the offload checks.
enum Checks {
    static let all: [OffloadRule] =
        filters + chains + flowtables + qdiscs + preemption + segmentation + vlan + tunnels + steering + checksums + path + programs
        + features + demands
}

extension OffloadCheck {
    /// Rules of the checks, which a policy may accept findings of, and of the proof of offload and the tips besides.
    package static let checkRules: [DiagnosticRule] = Checks.all.flatMap(\.rules)
    package static let rules: [DiagnosticRule] = checkRules + proofRules + Coverage.rules + Tips.all.map(\.rule)
}
