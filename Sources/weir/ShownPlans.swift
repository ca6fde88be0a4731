import FoundationEssentials
import Glibc
import Host
import WeirModel

/// The plans of one apply on the standard output.
struct ShownPlans {
    /// Whether they are what was asked for. Else the apply is, and goes on whether anybody reads them or not.
    let areProduct: Bool
    private var last: Data?
    private var isUnreadable = false

    init(areProduct: Bool) { self.areProduct = areProduct }

    /// A plan that is made anew, since the ruleset changed meanwhile, is shown where it is another. Throws where its errors forbid to apply it.
    mutating func show(_ plan: HostPlan, _ words: RuleWords) throws {
        let text = try DiffFormat.text.data(Differences(plan, words: words))
        if text != last {
            last = text
            plan.diagnostics.forEach(DiagnosticText.write)
            try write(text)
            plan.noteWhatIsLeftAlone()
        }
        guard !plan.diagnostics.contains(where: { $0.severity == .error }) else { throw HostError("nothing was applied") }
    }

    private mutating func write(_ text: Data) throws {
        if areProduct { return try Output.write(text, to: nil) }
        guard !isUnreadable, !Output.writeAll(text, STDOUT_FILENO) else { return }
        isUnreadable = true
        Terminal.note("the plan can't be shown: \(String(cString: strerror(errno)).lowercased())")
    }
}
