internal import CNftnl
import Netfilter

extension StockDialect {
    /// That of the nft which this host's libnftnl was made for: nft 1.1.2 needs a libnftnl that knows a mask from two registers.
    package static let ofThisHost: StockDialect = {
        guard let expression = ExpressionObjects.allocate("bitwise") else { return .comparisons }
        defer { nftnl_expr_free(expression) }
        nftnl_expr_set_u32(expression, secondSource, 1)
        return nftnl_expr_is_set(expression, secondSource) ? .ranges : .comparisons
    }()

    /// `NFTNL_EXPR_BITWISE_SREG2`, which older headers lack.
    private static let secondSource: UInt16 = 8
}
