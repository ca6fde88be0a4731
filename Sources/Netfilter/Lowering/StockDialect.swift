/// The form that a host's stock nft uses where there are several. They mean the same to the kernel.
package enum StockDialect: Int, Sendable, Comparable {
    /// nft up to 1.1.1: a range is two comparisons.
    case comparisons
    /// nft 1.1.2 and newer: a range is one expression.
    case ranges
    /// nft 1.1.6 and newer: whether there is a route is one byte. (nft 1.1.4 began with it, but no library tells it from 1.1.3.)
    case checks

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
