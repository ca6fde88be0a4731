internal import CNftnl
public import Netfilter
public import WeirModel

/// Expressions as the kernel's bytes, for those that no statement can say.
public enum ExpressionBytes {
    /// nil where the expression can't stand alone: it refers to an anonymous set or chain.
    @Sendable public static func raw(_ expression: Expression) -> RawExpression? {
        let writer = MessageWriter()
        writer.begin(NFT_MSG_NEWRULE, family: 0, flags: 0, sequence: 0)
        ExpressionTable.encode(expression, to: writer)
        writer.end()
        let headers = MemoryLayout<nlmsghdr>.size + MemoryLayout<nfgenmsg>.size
        guard writer.takeFailure() == nil, writer.count > headers else { return nil }
        var attributes = Attributes(UnsafeRawBufferPointer(rebasing: writer.bytes[headers...]))
        guard let name = attributes.string(NFTA_EXPR_NAME) else { return nil }
        return RawExpression(name: name, data: attributes.bytes(NFTA_EXPR_DATA).map { [UInt8]($0) } ?? [])
    }

    /// What the bytes say, where they are of an expression that has a codec; else the bytes themselves.
    public static func expression(_ raw: RawExpression) -> Expression {
        let writer = MessageWriter()
        writer.begin(NFT_MSG_NEWRULE, family: 0, flags: 0, sequence: 0)
        ExpressionTable.encode(.raw(raw), to: writer)
        writer.end()
        let headers = MemoryLayout<nlmsghdr>.size + MemoryLayout<nfgenmsg>.size
        guard writer.takeFailure() == nil, writer.count > headers else { return .raw(raw) }
        return ExpressionTable.decode(UnsafeRawBufferPointer(rebasing: writer.bytes[headers...])) ?? .raw(raw)
    }
}
