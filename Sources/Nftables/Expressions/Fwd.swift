internal import CNftnl
import Netfilter

/// `fwd`: sends the packet out of a device.
enum FwdKind: ExpressionKind {
    static let name: StaticString = "fwd"

    static func encode(device: Expression.Register, address: Expression.Register?, nfproto: UInt32?, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_FWD_SREG_DEV, device)
            if let address { $0.set(NFTNL_EXPR_FWD_SREG_ADDR, address) }
            if let nfproto { $0.set(NFTNL_EXPR_FWD_NFPROTO, nfproto) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let device = a.u32(NFTA_FWD_SREG_DEV) else { return nil }
        return .fwd(device: device, address: a.u32(NFTA_FWD_SREG_ADDR), nfproto: a.u32(NFTA_FWD_NFPROTO))
    }
}
