import FoundationEssentials
import Glibc
import Host
import WeirModel

/// The plans of one apply on the standard output.
struct ShownPlans {
    /// Whether the plans are the command's product. If not, the apply is, and continues whether or not they are read.
    let areProduct: Bool
    private var last: Data?
    private var isUnreadable = false

    init(areProduct: Bool) { self.areProduct = areProduct }

    /// Shows a plan that was computed again because the ruleset had changed, if it differs. Throws if its errors forbid applying it.
    mutating func show(_ plan: HostPlan, _ words: RuleText) throws {
        let text = Terminal.data(Terminal.lines(Differences(plan, words: words).lines))
        if text != last {
            last = text
            DiagnosticText.write(plan.diagnostics)
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
