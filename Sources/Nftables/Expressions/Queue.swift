internal import CNftnl
import Netfilter

/// `queue`: to user space.
enum QueueKind: ExpressionKind {
    static let name: StaticString = "queue"

    static func encode(_ queue: Expression.Queue, to writer: RulesetWriter) {
        writer.expression(name) {
            if let number = queue.number { $0.set(NFTNL_EXPR_QUEUE_NUM, number) }
            if let total = queue.total { $0.set(NFTNL_EXPR_QUEUE_TOTAL, total) }
            if queue.flags != 0 { $0.set(NFTNL_EXPR_QUEUE_FLAGS, queue.flags) }
            if let source = queue.source { $0.set(NFTNL_EXPR_QUEUE_SREG_QNUM, source) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        let number = a.u16(NFTA_QUEUE_NUM)
        return .queue(
            .init(
                number: number, total: a.u16(NFTA_QUEUE_TOTAL) ?? (number == nil ? nil : 1), flags: a.u16(NFTA_QUEUE_FLAGS) ?? 0,
                source: a.u32(NFTA_QUEUE_SREG_QNUM)))
    }
}
