internal import CNftnl
import Netfilter

/// `objref`: runs a stateful object, by name or from an object map.
enum ObjrefKind: ExpressionKind {
    static let name: StaticString = "objref"

    static func encode(type: UInt32, name object: String, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_OBJREF_IMM_TYPE, type)
            $0.set(NFTNL_EXPR_OBJREF_IMM_NAME, object)
        }
    }

    static func encode(source: Expression.Register, set: SetReference, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_OBJREF_SET_SREG, source)
            switch set {
            case .named(let name):
                $0.set(NFTNL_EXPR_OBJREF_SET_NAME, name)
            case .anonymous(let set):
                $0.set(NFTNL_EXPR_OBJREF_SET_NAME, set.specification.nameTemplate)
                $0.set(NFTNL_EXPR_OBJREF_SET_ID, writer.takeReference())
            }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        if let type = a.u32(NFTA_OBJREF_IMM_TYPE) { return a.string(NFTA_OBJREF_IMM_NAME).map { .objref(type: type, name: $0) } }
        a.ignore(NFTA_OBJREF_SET_ID)
        guard let source = a.u32(NFTA_OBJREF_SET_SREG), let set = a.string(NFTA_OBJREF_SET_NAME) else { return nil }
        return .objrefMap(source: source, set: .named(set))
    }
}
