internal import CNftnl
import Netfilter

extension StockDialect {
    /// That of the nft which this host's libnftnl was made for: nft 1.1.2 needs a libnftnl that knows a mask from two registers.
    package static let ofThisHost: StockDialect = {
        if hasTunnelOptions { return .checks }
        guard let expression = ExpressionObjects.allocate("bitwise") else { return .comparisons }
        defer { nftnl_expr_free(expression) }
        nftnl_expr_set_u32(expression, secondSource, 1)
        return nftnl_expr_is_set(expression, secondSource) ? .ranges : .comparisons
    }()

    /// Whether the options of a tunnel are one attribute, as nft 1.1.6 needs it, in place of the five that came after it before.
    private static var hasTunnelOptions: Bool {
        guard let object = nftnl_obj_alloc() else { return false }
        defer { nftnl_obj_free(object) }
        nftnl_obj_set_u32(object, UInt16(NFTNL_OBJ_TYPE), UInt32(NFT_OBJECT_TUNNEL))
        nftnl_obj_set_u32(object, firstOption + 1, 1)
        return !nftnl_obj_is_set(object, firstOption + 1)
    }

    /// `NFTNL_OBJ_TUNNEL_VXLAN_GBP`, or the options as a whole. (libnftnl/object.h)
    private static let firstOption: UInt16 = 27

    /// `NFTNL_EXPR_BITWISE_SREG2`, which older headers lack.
    private static let secondSource: UInt16 = 8
}
