import Netfilter
import WeirModel

extension Expression {
    /// What only newer kernels than Debian 12's have, and the first that has it; nil for all else.
    var since: (what: String, kernel: String)? {
        if case .inner = self { return ("a match in a tunnel's packet", "Linux 6.2") }
        if case .bitwise(let bitwise) = self, case .combine = bitwise.operation { return ("an operation on two registers", "Linux 6.13") }
        guard let key = metaKey.flatMap(MetaKey.init(kernelNumber:)) else { return nil }
        if key == .broute { return ("`meta broute`", "a bridge table and Linux 6.4") }
        if key == .ibrhwaddr { return ("`meta ibrhwaddr`", "a bridge table and Linux 6.18") }
        return nil
    }

    private var metaKey: UInt32? {
        if case .meta(let key, _) = self { return key }
        if case .metaWrite(let key, _) = self { return key }
        return nil
    }
}

extension Operation {
    /// What the expression that the kernel points at needs, where only newer kernels have it.
    func needed(at part: String?) -> (what: String, kernel: String)? {
        switch action {
        case .addRule(let rule, _, _), .replaceRule(let rule, _, _):
            rule.expressions.enumerated().first { part?.hasPrefix("expression \($0.offset + 1) ") ?? true }?.element.since
        default: nil
        }
    }
}
