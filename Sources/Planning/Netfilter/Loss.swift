import Netfilter
import WeirModel

/// State that the kernel counted or learned, and loses with its rule or set.
enum Loss {
    static func of(_ rule: CompiledRule) -> [String] { rule.expressions.compactMap(of) }

    static func of(_ rules: some Sequence<CompiledRule>) -> [String] {
        var counted = 0
        var packets: UInt64 = 0
        for rule in rules {
            for case .counter(_, let count) in rule.expressions where count > 0 {
                counted += 1
                packets &+= count
            }
        }
        return counted == 0 ? [] : ["\(counted) counter\(counted == 1 ? "" : "s"): \(packets) packets"]
    }

    static func of(_ definition: StatefulObject.Definition) -> [String] {
        switch definition {
        case .counter(let counter): counter.packets == 0 ? [] : ["counter: \(counter.packets) packets, \(counter.bytes) bytes"]
        case .quota(let quota): quota.used == 0 ? [] : ["quota: \(quota.used) bytes used"]
        case .limit, .secmark, .synproxy, .tunnel, .ctHelper, .ctTimeout, .ctExpectation, .raw: []
        }
    }

    private static func of(_ expression: Expression) -> String? {
        if case .counter(let bytes, let packets) = expression, packets > 0 { return "counter: \(packets) packets, \(bytes) bytes" }
        if case .quota(_, _, let consumed) = expression, consumed > 0 { return "quota: \(consumed) bytes used" }
        return nil
    }
}
