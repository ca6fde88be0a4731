import ArgumentParser
import Findings
import FoundationEssentials
import Host
import OffloadCheck
import PolicyCheck
import PolicyEvaluation
import Rendering
import WeirModel

/// `weir check`: all that is wrong with a policy, without root and without a kernel.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a policy for errors. Needs neither root nor the kernel.",
        discussion: "Exits with 0 if there are no errors, and 1 if there are.")

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var policy: String?

    @Option(help: "The format: \(DiagnosticFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: DiagnosticFormat = .text

    @Option(
        name: .customLong("nic"), parsing: .singleValue,
        help:
            "NAME=FILE[,driver=D][,kernel=V]: the profile of a link, as `weir nic` or ethtool writes it. Several files for one name are several hosts."
    )
    var nics: [String] = []

    @Flag(help: "Read the links that the policy names on this host, in place of profiles.")
    var live = false

    @OptionGroup var network: NetworkOptions
    @OptionGroup var evaluation: EvaluationOptions

    @Flag(help: "Count warnings and undecided checks as errors, except those that the policy accepts.")
    var strict = false

    @Flag(help: "Print how this machine confines a policy in Swift, without checking one. Exits with 2 if it cannot.")
    var confinement = false

    func validate() throws {
        if policy == nil && !confinement { throw ValidationError("missing expected argument '<policy>'") }
    }

    func run() throws {
        guard let policy else { return try showConfinement() }
        guard nics.isEmpty || !live else { throw ValidationError("`--live` reads the links, and `--nic` gives them: choose one") }
        let state = try PolicyInput(path: policy, evaluation.evaluator).state
        let index = PolicyIndex(readingBySeveralThreads: state)
        if live { try network.enter() }
        let offload = OffloadCheck(index)
        let profiles = live ? try NICProfiles(live: offload) : try NICProfiles(nics)
        let accepted = state.acceptedFindings
        let own = PolicyFindings.diagnostics(of: index)
        var found = own
        var all = own
        if profiles.hosts.count > 1 {
            let each = offload.diagnostics(onEach: profiles.hosts.map(\.profiles)).map(accepted.lowering)
            let matrix = MatrixReport(zip(profiles.hosts, each).map { .init(name: $0.name, diagnostics: own + $1) })
            found = matrix.merged
            all += each.flatMap { $0 }
            if format == .text { try Terminal.show(matrix.lines + [""]) }
        } else {
            found += accepted.lowering(offload.diagnostics(on: profiles.hosts.first?.profiles ?? []))
            all = found
        }
        if live { found += KernelProbe.diagnostics(of: state) }
        found += accepted.remarks(on: all) { profiles.decide($0, in: all) }
        try format.write(found)
        let worst: Set<Diagnostic.Severity> = strict ? [.error, .warning, .undecided] : [.error]
        if found.contains(where: { worst.contains($0.severity) && $0.accepted == nil }) { throw ExitCode(1) }
    }

    private func showConfinement() throws {
        let confinement = Confinement.probe()
        try Output.write(Data((confinement.description + "\n").utf8), to: nil)
        if confinement.level == .none { throw ExitCode(2) }
    }
}

extension DiagnosticFormat: ExpressibleByArgument {}
