internal import CNftnl
import Netfilter

/// `notrack`: no connection for this packet.
enum NotrackKind: ExpressionKind {
    static let name: StaticString = "notrack"

    static func encode(to writer: RulesetWriter) {
        writer.expression(name) { _ in }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? { .notrack }
}
