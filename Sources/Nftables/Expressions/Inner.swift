import Netfilter
import WeirModel

/// `inner`: a load from the packet within a tunnel's packet (kernel 6.2). libnftnl before 1.2.5 does not know it.
enum InnerKind: ExpressionKind {
    static let name: StaticString = "inner"

    /// `enum nft_inner_attributes`, which older headers lack.
    private enum Attribute: UInt32 {
        case number = 1
        case type, flags, headerSize, expression
    }

    static func encode(_ inner: Expression.Inner, to writer: RulesetWriter) {
        writer.attributes(name) {
            writer.put(Attribute.number, UInt32(0))
            writer.put(Attribute.type, inner.type)
            writer.put(Attribute.flags, inner.flags)
            writer.put(Attribute.headerSize, inner.headerSize)
            writer.nest(Attribute.expression) { ExpressionTable.encode(inner.expression, to: writer) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard a.u32(Attribute.number) ?? 0 == 0, let type = a.u32(Attribute.type), let flags = a.u32(Attribute.flags),
            let headerSize = a.u32(Attribute.headerSize), let bytes = a.bytes(Attribute.expression),
            let expression = ExpressionTable.decode(bytes, isNested: true)
        else { return nil }
        let load = Expression.Inner(type: type, headerSize: headerSize, flags: flags, expression: expression)
        guard Tunnel(load) != nil else { return nil }
        let inner = Expression.inner(load)
        if case .payload = expression { return inner }
        if case .meta = expression { return inner }
        return nil
    }
}
