import Netfilter

extension Expression {
    /// What only newer kernels than Debian 12's have, and the first that has it; nil for all else.
    var since: (what: String, kernel: String)? {
        switch self {
        case .inner: ("a match in a tunnel's packet", "Linux 6.2")
        case .bitwise(let bitwise):
            if case .combine = bitwise.operation { ("an operation on two registers", "Linux 6.13") } else { nil }
        case .meta(35, _), .metaWrite(35, _): ("`meta broute`", "a bridge table and Linux 6.4")
        case .meta(37, _): ("`meta ibrhwaddr`", "a bridge table and Linux 6.18")
        default: nil
        }
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
