public import WeirModel

/// The result of evaluating a policy.
public struct EvaluationResult: Sendable {
    /// As the policy's own library wrote it. Locations in it are relative to `place`.
    public var document: [UInt8]
    /// The output of the policy, for standard error.
    public var log: PolicyLog
    /// The files that the document names by `contentsOf:`, for `DataFile` to read below `place`.
    public var dataFiles: [String]
    /// The compiler's warnings, at the author's paths.
    public var diagnostics: [Diagnostic]
    /// Parts of the confinement that this machine lacks, as sentences for standard error; also the reason why nothing was cached.
    public var notes: [String]
    public var place: PolicyPlace
    public var isFromCache: Bool
}
