internal import CNftnl
import Netfilter

/// `socket`: fields of the local socket that would get the packet.
enum SocketKind: ExpressionKind {
    static let name: StaticString = "socket"

    static func encode(key: UInt32, level: UInt32, register: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_SOCKET_KEY, key)
            $0.set(NFTNL_EXPR_SOCKET_DREG, register)
            $0.set(NFTNL_EXPR_SOCKET_LEVEL, level)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let key = a.u32(NFTA_SOCKET_KEY), let register = a.u32(NFTA_SOCKET_DREG) else { return nil }
        return .socket(key: key, level: a.u32(NFTA_SOCKET_LEVEL) ?? 0, register: register)
    }
}
