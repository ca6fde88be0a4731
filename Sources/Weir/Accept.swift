import WeirModel

/// A finding of the checks that the policy accepts: `Accept("ceil-below-rate", on: "eth0", because: "as the provider sells it")`.
///
/// Write it within the policy's braces. `weir check` reports accepted findings as warnings, with the reason, and `weir apply` does not
/// refuse them; an acceptance that matches no finding is a warning itself. Findings that the kernel would refuse can't be accepted; `weir
/// explain` tells which can.
public struct Accept: Sendable {
    let model: Acceptance

    /// - Parameters:
    ///   - finding: the identifier that `weir check` prints in brackets.
    ///   - subject: a link, a table such as `inet filter`, or an object of theirs, as `weir check` prints it above the finding.
    ///   - reason: for readers of the policy.
    public init(
        _ finding: String, on subject: String, because reason: String, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        model = Acceptance(finding, on: subject, because: reason, at: here(file, line, column))
    }

    /// - Parameters:
    ///   - finding: the identifier that `weir check` prints in brackets.
    ///   - link: the link of the finding.
    ///   - reason: for readers of the policy.
    public init(
        _ finding: String, on link: Interface, because reason: String, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        var notes = PendingDiagnostics()
        model = Acceptance(finding, on: link.name(&notes) ?? "", because: reason, at: here(file, line, column))
    }
}
