import WeirModel

/// The result of evaluating a policy.
package struct EvaluationResult: Sendable {
    /// As the policy's own library wrote it. Locations in it are relative to `place`.
    package var document: [UInt8]
    /// The output of the policy, for standard error.
    package var log: PolicyLog
    /// The files that the document names by `contentsOf:`, for `DataFile` to read below `place`.
    package var dataFiles: [String]
    /// The compiler's warnings, at the author's paths.
    package var diagnostics: [Diagnostic]
    /// Parts of the confinement that this machine lacks, as sentences for standard error; also the reason why nothing was cached.
    package var notes: [String]
    package var place: PolicyPlace
    package var isFromCache: Bool
}
