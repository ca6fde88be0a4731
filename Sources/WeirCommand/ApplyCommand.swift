import ArgumentParser
import FoundationEssentials
import Glibc
import Host
import Planning
import WeirModel

/// `weir apply`: plan, show, apply, verify.
struct ApplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Apply a policy to the kernel, with the smallest change.",
        discussion: """
            All of it is applied, or nothing. With --sandbox it is applied in a temporary network namespace, with stand-ins \
            for the links that the policy names; the command after -- runs inside.
            """)

    @Argument(help: "A .swift file, a folder of them, or a document.")
    var policy: String

    @Flag(name: .long, help: "Show the changes without making them.")
    var dryRun = false

    @Flag(help: "Apply in a fresh network namespace, show the result and the diff, and run the command after --.")
    var sandbox = false

    @Flag(help: "Apply even if the link checks report errors. Findings are still printed.")
    var unchecked = false

    @Flag(help: "Also delete tables that a policy of the same name, in another file, made.")
    var prune = false

    @OptionGroup var network: NetworkOptions
    @OptionGroup var evaluation: EvaluationOptions

    @Argument(parsing: .postTerminator, help: ArgumentHelp("With --sandbox: the command to run inside.", valueName: "command"))
    var command: [String] = []

    func validate() throws {
        if sandbox, network.netns != nil { throw ValidationError("--sandbox creates a separate namespace: leave --netns out") }
        if !command.isEmpty, !sandbox { throw ValidationError("a command after -- needs --sandbox") }
    }

    func run() throws {
        // The change of the kernel matters more than its output: if nothing reads the output, the apply waits five seconds, once.
        if !dryRun, !sandbox { Output.longestWait.store(5000, ordering: .relaxed) }
        let state = try PolicyInput(path: policy, evaluation.evaluator).state
        let index = state.policyIndex
        try PolicyFindings.refuseErrors(in: index, verb: "applied")
        if sandbox {
            try Sandbox(state: state).run(command)
            return
        }
        try network.enter()
        let offload = OffloadFindings(state: state)
        // A captured state asks for nothing: the kernel that held it has put it where it was.
        if state.policy != nil { try offload.checkLinks(of: index, unchecked: unchecked) }
        let application = try Application(state, prunes: prune)
        if dryRun {
            let planned = try application.planned()
            let plan = planned.plan
            var plans = ShownPlans(areProduct: true)
            try plans.show(plan, planned.words)
            Terminal.note(
                plan.isEmpty ? "nothing to do" : "would do \(plan.operationCount) operation\(plan.operationCount == 1 ? "" : "s")")
            return
        }
        var plans = ShownPlans(areProduct: false)
        let outcome = try application.run(
            .init(
                confirm: { plan, live in try plans.show(plan, RuleText(desired: application.tables, live: live)) }, prove: offload.prove,
                provesLinks: offload.asksLinks,
                remark: Terminal.note,
                waiting: { Terminal.note("\($0) is at work in this network namespace: waiting") }))
        switch outcome {
        case .unchanged: Terminal.note("nothing to do")
        case .changed(let count): Terminal.note("applied \(count) operation\(count == 1 ? "" : "s")")
        }
    }
}
