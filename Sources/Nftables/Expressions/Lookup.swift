internal import CNftnl
import Netfilter

/// `lookup`: searches a set for a register's value; a map also gives the value's data.
enum LookupKind: ExpressionKind {
    static let name: StaticString = "lookup"

    static func encode(_ lookup: Expression.Lookup, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_LOOKUP_SREG, lookup.source)
            if let register = lookup.register { $0.set(NFTNL_EXPR_LOOKUP_DREG, register) }
            if lookup.flags != 0 { $0.set(NFTNL_EXPR_LOOKUP_FLAGS, lookup.flags) }
            switch lookup.set {
            case .named(let name):
                $0.set(NFTNL_EXPR_LOOKUP_SET, name)
            case .anonymous(let set):
                $0.set(NFTNL_EXPR_LOOKUP_SET, set.specification.nameTemplate)
                $0.set(NFTNL_EXPR_LOOKUP_SET_ID, writer.takeReference())
            }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let set = a.string(NFTA_LOOKUP_SET), let source = a.u32(NFTA_LOOKUP_SREG) else { return nil }
        a.ignore(NFTA_LOOKUP_SET_ID)
        return .lookup(.init(source: source, set: .named(set), flags: a.u32(NFTA_LOOKUP_FLAGS) ?? 0, register: a.u32(NFTA_LOOKUP_DREG)))
    }
}
