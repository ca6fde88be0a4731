public import WeirModel

/// What came out of a policy that was evaluated.
public struct EvaluationResult: Sendable {
    /// As the policy's own library wrote it. Locations in it are relative to `place`.
    public var document: [UInt8]
    /// What the policy printed. It belongs to standard error.
    public var log: PolicyLog
    /// The files that the document names by `contentsOf:`, for `DataFile` to read below `place`.
    public var dataFiles: [String]
    /// The compiler's warnings, at the author's paths.
    public var diagnostics: [Diagnostic]
    /// What of the confinement could not be had on this machine, as sentences for standard error; also why nothing was cached.
    public var notes: [String]
    public var place: PolicyPlace
    public var isFromCache: Bool
}
