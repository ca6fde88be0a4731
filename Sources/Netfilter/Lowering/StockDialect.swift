/// How the stock nft of a host writes what can be written in two ways. The kernel does the same with either.
public enum StockDialect: Sendable {
    /// nft up to 1.1.1: a range is two comparisons.
    case comparisons
    /// nft 1.1.2 and newer: a range is one expression.
    case ranges
}
