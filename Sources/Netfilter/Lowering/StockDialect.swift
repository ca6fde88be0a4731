/// The form that a host's stock nft uses where there are two. They mean the same to the kernel.
package enum StockDialect: Sendable {
    /// nft up to 1.1.1: a range is two comparisons.
    case comparisons
    /// nft 1.1.2 and newer: a range is one expression.
    case ranges
}
