/// Findings that a policy's author accepts: `Accept("ceil-below-rate", on: "eth0", because: "…")`.
///
/// Accepted findings are reported as warnings with the reason, not as errors. An acceptance is part of the policy only; the kernel holds
/// nothing of it.
package struct Acceptance: Sendable, Codable, Hashable {
    /// The identifier of the findings, such as `burst-below-mtu`.
    package var finding: String
    /// The subject of the findings: a link, a table, or an object of theirs: `eth0`, `inet filter`, `eth0 class 1:10`.
    package var on: String
    /// The author's reason.
    package var because: String
    package var at: Located

    package init(_ finding: String, on subject: String, because: String, at location: SourceLocation? = nil) {
        self.finding = finding
        self.on = subject
        self.because = because
        self.at = Located(location)
    }
}
