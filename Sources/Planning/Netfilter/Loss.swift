import Netfilter
import WeirModel

/// What the kernel counted or learned, and forgets with the rule or set that held it.
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
        case .counter(let counter) where counter.packets > 0: ["counter: \(counter.packets) packets, \(counter.bytes) bytes"]
        case .quota(let quota) where quota.used > 0: ["quota: \(quota.used) bytes used"]
        default: []
        }
    }

    private static func of(_ expression: Expression) -> String? {
        switch expression {
        case .counter(let bytes, let packets) where packets > 0: "counter: \(packets) packets, \(bytes) bytes"
        case .quota(_, _, let consumed) where consumed > 0: "quota: \(consumed) bytes used"
        default: nil
        }
    }
}
