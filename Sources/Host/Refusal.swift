public import Nftables

/// The kernel's complaints about a transaction, of which nothing was applied. The first is the cause, others may follow from it.
public struct Refusal: Error, Sendable, CustomStringConvertible {
    public var errors: [NftablesError]

    public var description: String {
        guard let first = errors.first else { return "the kernel refused the changes: nothing was applied" }
        let others = errors.count > 1 ? "\n\(errors.count - 1) more complaints may follow from this one" : ""
        return "\(first)\nnothing was applied\(others)"
    }
}
