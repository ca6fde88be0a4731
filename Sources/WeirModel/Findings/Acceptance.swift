/// Findings that a policy's author accepts: `Accept("ceil-below-rate", on: "eth0", because: "…")`.
///
/// Accepted findings are reported as warnings with the reason, not as errors. An acceptance is part of the policy only; the kernel holds
/// nothing of it.
public struct Acceptance: Sendable, Codable, Hashable {
    /// The identifier of the findings, such as `burst-below-mtu`.
    public var finding: String
    /// The subject of the findings: a link, a table, or an object of theirs: `eth0`, `inet filter`, `eth0 class 1:10`.
    public var on: String
    /// The author's reason.
    public var because: String
    public var at: Located

    public init(_ finding: String, on subject: String, because: String, at location: SourceLocation? = nil) {
        self.finding = finding
        self.on = subject
        self.because = because
        self.at = Located(location)
    }
}
