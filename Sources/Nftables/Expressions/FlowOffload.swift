internal import CNftnl
import Netfilter

/// `flow_offload`: `flow add @flowtable`
enum FlowOffloadKind: ExpressionKind {
    static let name: StaticString = "flow_offload"

    static func encode(table: String, to writer: RulesetWriter) {
        writer.expression(name) { $0.set(NFTNL_EXPR_FLOW_TABLE_NAME, table) }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        a.string(NFTA_FLOW_TABLE_NAME).map { .flowOffload(table: $0) }
    }
}
