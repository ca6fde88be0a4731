import Netfilter

/// One kind of kernel expression. Its file holds `encode`, which writes what the values of the kind say, beside `decode`.
protocol ExpressionKind: SendableMetatype {
    /// `NFTA_EXPR_NAME`.
    static var name: StaticString { get }

    /// The value that the attributes of `NFTA_EXPR_DATA` mean, with the defaults that the kernel fills in; nil where they can't be said
    /// with it. Attributes that it leaves untaken make the expression raw.
    static func decode(_ attributes: inout AttributeDecoder) -> Expression?
}
