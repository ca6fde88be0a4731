import Netfilter

/// One kind of kernel expression. Its file has `encode`, which writes the kind's values, beside `decode`.
protocol ExpressionKind: SendableMetatype {
    /// `NFTA_EXPR_NAME`.
    static var name: StaticString { get }

    /// The value of the attributes of `NFTA_EXPR_DATA`, with the kernel's defaults; `nil` if no value can express them. Attributes that
    /// are not taken make the expression raw.
    static func decode(_ attributes: inout AttributeDecoder) -> Expression?
}
