import WeirModel

/// What the checks find and the policy takes: `Accept(.ceilBelowRate, on: "eth0", because: "as the provider sells it")`.
///
/// Write it within the policy's braces. `weir check` reports accepted findings as warnings, with the reason, and `weir apply` does not
/// refuse them; an acceptance that matches no finding is a warning itself. Findings that the kernel would refuse can't be accepted; `weir
/// explain` tells which can.
public struct Accept: Sendable {
    let model: Acceptance

    /// - Parameters:
    ///   - finding: as `weir check` names it in brackets.
    ///   - subject: a link, a table as in `inet filter`, or one thing of theirs, as `weir check` names it above the finding.
    ///   - reason: for whoever reads the policy next.
    public init(
        _ finding: String, on subject: String, because reason: String, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        model = Acceptance(finding, on: subject, because: reason, at: here(file, line, column))
    }

    /// - Parameters:
    ///   - finding: as `weir check` names it in brackets.
    ///   - link: the link that it is about.
    ///   - reason: for whoever reads the policy next.
    public init(
        _ finding: String, on link: Interface, because reason: String, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        var notes = Notes()
        model = Acceptance(finding, on: link.name(&notes) ?? "", because: reason, at: here(file, line, column))
    }
}
