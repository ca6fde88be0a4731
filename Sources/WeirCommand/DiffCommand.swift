import ArgumentParser
import FoundationEssentials
import Host
import Netfilter
import Planning
import WeirModel

/// `weir diff`: desired against live.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show the differences between the kernel and the policy.",
        discussion: "Exits with 0 if there is no difference, 1 if there are differences, and 2 if the comparison failed.")

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var policy: String

    @Option(help: ArgumentHelp("Compare with a captured document instead of the kernel.", valueName: "state"))
    var against: String?

    @Option(help: "The format: \(DiffFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: DiffFormat = .text

    @OptionGroup var network: NetworkOptions
    @OptionGroup var evaluation: EvaluationOptions

    func validate() throws {
        if against != nil, network.netns != nil { throw ValidationError("--against does not read the kernel: leave --netns out") }
    }

    func run() throws {
        let state = try PolicyInput(path: policy, evaluation.evaluator).state
        try PolicyFindings.refuseErrors(in: state.policyIndex, verb: "compared")
        var plan: HostPlan
        let words: RuleText
        var lost: [Difference] = []
        if let against {
            let desired = try state.nominalTables
            let captured = try PolicyInput(document: against).state.asCaptured
            try PolicyFindings.refuseErrors(in: captured.policyIndex, verb: "compared")
            let live = try captured.nominalTables
            plan = HostPlan(
                netfilter: NetfilterPlan(desired: desired, live: live, policy: state.policy),
                trafficControl: TrafficControlPlan(desired: state.links, live: captured.links))
            words = RuleText(desired: desired, live: live)
        } else {
            try network.enter()
            let application = try Application(state)
            let planned = try application.planned()
            (plan, words) = (planned.plan, planned.words)
            let offload = OffloadFindings(state: state)
            plan.trafficControl.differences += offload.lost(links: planned.links)
            lost = offload.lost(tables: planned.tables)
        }
        DiagnosticText.write(plan.diagnostics)
        let differences = Differences(plan, lost, words: words)
        try format.write(differences)
        plan.noteWhatIsLeftAlone()
        if !differences.isEmpty { throw ExitCode(1) }
    }
}

extension DiffFormat: ExpressibleByArgument {}

extension HostPlan {
    /// Reports qdiscs that remain although the policy does not name them: the kernel does not record who created a qdisc.
    func noteWhatIsLeftAlone() {
        for object in trafficControl.foreign { Terminal.note("left alone: \(object), which the policy does not mention") }
    }
}

extension Application {
    func planned() throws -> (plan: HostPlan, words: RuleText, tables: [CompiledTable], links: [LinkConfiguration]) {
        let (plan, live, links) = try plan()
        return (plan, RuleText(desired: tables, live: live), live, links)
    }
}
