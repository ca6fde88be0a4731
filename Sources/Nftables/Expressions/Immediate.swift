internal import CNftnl
import Netfilter

/// `immediate`: a constant to a register; to register 0, a verdict.
enum ImmediateKind: ExpressionKind {
    static let name: StaticString = "immediate"

    static func encode(register: Expression.Register, data: [UInt8], to writer: RulesetWriter) {
        writer.expression(name, reusing: .immediate) {
            $0.set(NFTNL_EXPR_IMM_DREG, register)
            $0.set(NFTNL_EXPR_IMM_DATA, data)
        }
    }

    static func encode(_ verdict: Expression.VerdictData, to writer: RulesetWriter) {
        switch verdict.chain {
        case nil:
            writer.expression(name, reusing: .verdict) { fill($0, verdict) }
        case .named(let chain):
            writer.expression(name) {
                fill($0, verdict)
                $0.set(NFTNL_EXPR_IMM_CHAIN, chain)
            }
        case .anonymous:
            let id = writer.takeReference()
            writer.expression(name) {
                fill($0, verdict)
                $0.set(NFTNL_EXPR_IMM_CHAIN_ID, id)
            }
        }
    }

    @inline(__always) private static func fill(_ object: ExpressionObject, _ verdict: Expression.VerdictData) {
        object.set(NFTNL_EXPR_IMM_DREG, UInt32(NFT_REG_VERDICT.rawValue))
        object.set(NFTNL_EXPR_IMM_VERDICT, UInt32(bitPattern: verdict.code))
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let register = a.u32(NFTA_IMMEDIATE_DREG), var data = a.nest(NFTA_IMMEDIATE_DATA) else { return nil }
        if register == NFT_REG_VERDICT.rawValue {
            return VerdictCodec.decode(&data).map { .verdict($0) }
        }
        guard let value = data.array(NFTA_DATA_VALUE), data.isExhausted else { return nil }
        return .immediate(register: register, data: value)
    }
}
