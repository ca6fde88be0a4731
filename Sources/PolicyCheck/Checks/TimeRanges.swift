internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// The language hands a time that it can't count on as the longest that there is.
    static let timeRanges = Check(
        finds: [.timeRange],
        table: { facts in
            func findings(_ times: [Time], subject: Subject, at location: SourceLocation?) -> [Diagnostic] {
                times.filter(\.isBeyond).map { time in
                    Diagnostic(
                        .error, id: .timeRange, "\(time.what) is negative, too long, or not a whole number of \(time.unit)",
                        help: "the kernel counts \(time.unit), up to \(time.longest)", subject: subject, at: location)
                }
            }
            let sets = facts.table.sets.flatMap { set in
                findings(set.times, subject: facts.subject(of: set), at: set.at.location)
            }
            let rules = facts.rules.flatMap { rule in
                findings(
                    rule.parts.statements.flatMap(\.times) + rule.parts.lists.flatMap(\.times), subject: rule.subject, at: rule.location)
            }
            let objects = facts.table.objects.flatMap { object in
                findings(object.definition.times, subject: facts.subject(of: object), at: object.at.location)
            }
            return sets + rules + objects
        })
}

private struct Time {
    var what: String
    var value: UInt64
    var unit = "milliseconds"
    /// `nf_msecs_to_jiffies64`, or what 32 bits hold.
    var longest: UInt64

    init(_ what: String, milliseconds: UInt64) { (self.what, value, longest) = (what, milliseconds, UInt64.max / 1_000_000 - 1) }

    init(_ what: String, _ value: UInt32, unit: String = "milliseconds") {
        (self.what, self.value, self.unit, longest) = (what, UInt64(value), unit, UInt64(UInt32.max) - 1)
    }

    var isBeyond: Bool { value > longest }
}

extension SetDeclaration {
    fileprivate var times: [Time] {
        (timeout.map { [Time("the timeout of set `\(name)`", milliseconds: $0)] } ?? [])
            + (gcInterval.map { [Time("the gc-interval of set `\(name)`", $0)] } ?? []) + elements.times
    }
}

extension ElementList {
    fileprivate var times: [Time] {
        guard layout?.timeouts == true || layout?.expiries == true || !whole.isEmpty else { return [] }
        return flatMap { element in
            [element.timeout, element.expires].compactMap { $0 }.map { Time("the timeout of an element", milliseconds: $0) }
        }
    }
}

extension Statement {
    fileprivate var times: [Time] {
        guard case .update(let update) = self, let timeout = update.timeout else { return [] }
        return [Time("the timeout of an element of `@\(update.set)`", milliseconds: timeout)]
    }
}

extension StatefulObject.Definition {
    fileprivate var times: [Time] {
        switch self {
        case .ctTimeout(_, _, let policy): policy.sorted { $0.key < $1.key }.map { Time("a timeout of a state", $0.value, unit: "seconds") }
        case .ctExpectation(_, _, _, let timeout, _): [Time("the timeout of the expectation", timeout)]
        case .counter, .quota, .limit, .secmark, .synproxy, .tunnel, .ctHelper, .raw: []
        }
    }
}
