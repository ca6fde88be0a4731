public import Nftables
public import WeirModel

/// The kernel's complaints about a transaction, of which nothing was applied. The first is the cause; others may follow from it.
public struct Refusal: ExplainedError, Sendable {
    public var errors: [NftablesError]

    public var summary: String { errors.first?.summary ?? "the kernel refused the changes" }
    public var details: [String] {
        ["nothing was applied"] + (errors.count > 1 ? ["\(errors.count - 1) more complaints may follow from this one"] : [])
    }
    public var help: String? { errors.first?.help }
}
