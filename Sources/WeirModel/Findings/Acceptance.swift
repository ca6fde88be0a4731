/// What a policy's author knows of and takes: `Accept(.ceilBelowRate, on: "eth0", because: "…")`.
///
/// The findings that it names are said as warnings with the reason, and no longer as errors. It is the policy's own: the kernel holds nothing of it.
public struct Acceptance: Sendable, Codable, Hashable {
    /// The identifier of the findings, such as `burst-below-mtu`.
    public var finding: String
    /// What they are about: a link, a table, or one thing of theirs: `eth0`, `inet filter`, `eth0 class 1:10`.
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
