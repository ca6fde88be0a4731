import Nftables
import WeirModel

/// The kernel's complaints about a transaction, of which nothing was applied. The first is the cause; others may follow from it.
package struct KernelRejection: ExplainedError, Sendable {
    package var errors: [NftablesError]

    package var summary: String { errors.first?.summary ?? "the kernel refused the changes" }
    package var details: [String] {
        ["nothing was applied"] + (errors.count > 1 ? ["\(errors.count - 1) more complaints may follow from this one"] : [])
    }
    package var help: String? { errors.first?.help }
}
