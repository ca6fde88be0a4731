internal import CNftnl
import Netfilter

/// `fib`: asks the routing table about the packet's addresses.
enum FibKind: ExpressionKind {
    static let name: StaticString = "fib"

    static func encode(result: UInt32, flags: UInt32, register: Expression.Register, to writer: RulesetWriter) {
        writer.expression(name) {
            $0.set(NFTNL_EXPR_FIB_RESULT, result)
            $0.set(NFTNL_EXPR_FIB_FLAGS, flags)
            $0.set(NFTNL_EXPR_FIB_DREG, register)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let result = a.u32(NFTA_FIB_RESULT), let flags = a.u32(NFTA_FIB_FLAGS), let register = a.u32(NFTA_FIB_DREG) else {
            return nil
        }
        return .fib(result: result, flags: flags, register: register)
    }
}
