internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// Expressions as the kernel's bytes, for those that no statement can express.
package enum ExpressionBytes {
    /// Returns `nil` if bytes cannot express it: it, or an element of its set, jumps to an anonymous chain, whose name the kernel refuses.
    @Sendable package static func raw(_ expression: Expression) -> RawExpression? {
        guard case .anonymous(let set)? = expression.set else { return bare(expression) }
        var named = expression
        named.set = .named(set.specification.nameTemplate)
        return bare(named, set)
    }

    private static func bare(_ expression: Expression, _ set: AnonymousSet) -> RawExpression? {
        guard var raw = bare(expression), let set = RawSet(set) else { return nil }
        raw.set = set
        return raw
    }

    private static func bare(_ expression: Expression) -> RawExpression? {
        guard let bytes = RulesetWriter.attributes({ ExpressionTable.encode(expression, to: $0) }) else { return nil }
        return bytes.withUnsafeBytes { bytes in
            var attributes = AttributeDecoder(Payload(bytes))
            guard let name = attributes.string(NFTA_EXPR_NAME) else { return nil }
            return RawExpression(name: name, data: attributes.array(NFTA_EXPR_DATA) ?? [])
        }
    }

    /// The expression that the bytes encode, or the bytes themselves if it has no codec.
    ///
    /// - Throws: `LoweringError` if the set that they refer to cannot be read: the kernel would get a rule without it.
    @Sendable package static func expression(_ raw: RawExpression) throws -> Expression {
        var known = read(raw)
        guard let set = raw.set else {
            if case .raw = known, raw.data.isEmpty, raw.name == LookupKind.name.description || raw.name == ObjrefKind.name.description {
                throw LoweringError(
                    "the bytes of the expression `\(raw.name)` are missing, and with them the set that it refers to",
                    help: "capture or import the ruleset again: older versions left the set out")
            }
            return known
        }
        guard known.set != nil else {
            throw LoweringError(
                "the expression `\(raw.name)` has a set, which its bytes don't refer to", help: "only lookup and objref refer to a set")
        }
        known.set = .anonymous(try AnonymousSet(set, of: raw.name))
        return known
    }

    private static func read(_ raw: RawExpression) -> Expression {
        guard let bytes = RulesetWriter.attributes({ ExpressionTable.encode(.raw(raw), to: $0) }) else { return .raw(raw) }
        return bytes.withUnsafeBytes { ExpressionTable.decode(Payload($0)) } ?? .raw(raw)
    }
}

extension RulesetWriter {
    /// Attributes without a message around them; nil where they could not be written.
    static func attributes(_ body: (RulesetWriter) -> Void) -> [UInt8]? {
        let writer = RulesetWriter(capacity: 4096)
        writer.begin(NFT_MSG_NEWRULE)
        let headers = writer.count
        body(writer)
        writer.end()
        guard writer.takeFailure() == nil else { return nil }
        return [UInt8](writer.bytes[headers...])
    }
}
