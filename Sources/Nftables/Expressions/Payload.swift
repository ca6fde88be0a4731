internal import CNftnl
import Netfilter
internal import Netlink

/// `payload`: bytes of the packet to a register, or a register to the packet.
enum PayloadKind: ExpressionKind {
    static let name: StaticString = "payload"

    static func encode(_ payload: Expression.Payload, to writer: RulesetWriter) {
        writer.expression(name, reusing: .payload) {
            $0.set(NFTNL_EXPR_PAYLOAD_DREG, payload.register)
            $0.set(NFTNL_EXPR_PAYLOAD_BASE, payload.base)
            $0.set(NFTNL_EXPR_PAYLOAD_OFFSET, payload.offset)
            $0.set(NFTNL_EXPR_PAYLOAD_LEN, payload.length)
        }
    }

    static func encode(_ write: Expression.PayloadWrite, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_PAYLOAD_SREG, write.source)
            $0.set(NFTNL_EXPR_PAYLOAD_BASE, write.base)
            $0.set(NFTNL_EXPR_PAYLOAD_OFFSET, write.offset)
            $0.set(NFTNL_EXPR_PAYLOAD_LEN, write.length)
            $0.set(NFTNL_EXPR_PAYLOAD_CSUM_TYPE, write.checksumType)
            $0.set(NFTNL_EXPR_PAYLOAD_CSUM_OFFSET, write.checksumOffset)
            if write.checksumFlags != 0 { $0.set(NFTNL_EXPR_PAYLOAD_FLAGS, write.checksumFlags) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let base = a.u32(NFTA_PAYLOAD_BASE), let offset = a.u32(NFTA_PAYLOAD_OFFSET), let length = a.u32(NFTA_PAYLOAD_LEN) else {
            return nil
        }
        if let register = a.u32(NFTA_PAYLOAD_DREG) {
            return .payload(.init(base: base, offset: offset, length: length, register: register))
        }
        guard let source = a.u32(NFTA_PAYLOAD_SREG) else { return nil }
        return .payloadWrite(
            .init(
                base: base, offset: offset, length: length, source: source, checksumType: a.u32(NFTA_PAYLOAD_CSUM_TYPE) ?? 0,
                checksumOffset: a.u32(NFTA_PAYLOAD_CSUM_OFFSET) ?? 0, checksumFlags: a.u32(NFTA_PAYLOAD_CSUM_FLAGS) ?? 0))
    }
}
