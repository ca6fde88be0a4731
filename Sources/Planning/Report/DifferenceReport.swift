import Netfilter
import WeirModel

/// A writer of rules and elements in a language that people know; the plan knows none.
package protocol DifferenceWords {
    func rule(_ rule: CompiledRule, family: Family, table: String) -> String
    /// At most this number of them.
    func elements(_ elements: SetElements, of set: CompiledSet, family: Family, table: String, limit: Int) -> [String]
}

/// A difference in words.
package struct DescribedDifference: Sendable {
    package var change: Difference.Change
    /// `rule`, `chain`, `element`, …
    package var kind: String
    package var family: Family
    package var table: String
    /// `nil` for the table itself.
    package var name: String?
    /// Of rules, 1-based.
    package var position: Int?
    /// Of a rule that moved: where it is now.
    package var livePosition: Int?
    /// Of elements: what holds them.
    private var holder = "set"
    package var live: [String]
    package var desired: [String]
    /// Elements that are not written out.
    package var omitted: Int
    package var lost: [String]
    package var at: SourceLocation?

    package init(_ difference: Difference, words: some DifferenceWords, limit: Int = 50) {
        change = difference.change
        family = difference.family
        table = difference.table
        lost = difference.lost
        at = difference.at.location
        livePosition = difference.livePosition
        if case .elements(_, isMap: true) = difference.subject { holder = "map" }
        (kind, name, position) =
            switch difference.subject {
            case .table: ("table", nil, nil)
            case .chain(let name): ("chain", name, nil)
            case .rule(let chain, let position): ("rule", chain, position)
            case .set(let name, let isMap): (isMap ? "map" : "set", name, nil)
            case .elements(let set, _): ("element", set, nil)
            case .object(let name, let kind): (kind, name, nil)
            case .flowtable(let name): ("flowtable", name, nil)
            }
        var omitted = 0
        func lines(_ content: Difference.Content?) -> [String] {
            switch content {
            case nil: return []
            case .text(let text): return text.isEmpty ? [] : [text]
            case .rule(let rule): return [words.rule(rule, family: difference.family, table: difference.table)]
            case .elements(let elements, let set):
                let lines = words.elements(elements, of: set, family: difference.family, table: difference.table, limit: limit)
                omitted += max(0, elements.count - limit)
                return lines
            }
        }
        live = lines(difference.live)
        desired = lines(difference.desired)
        self.omitted = omitted
    }

    /// `inet filter input rule 3`
    package var subject: String {
        let table = "\(family.rawValue) \(self.table)"
        switch kind {
        case "table": return "table \(table)"
        case "rule": return "\(table) \(name ?? "") rule \(position ?? 0)"
        case "element": return "\(table) \(holder) \(name ?? "")"
        default: return "\(table) \(kind) \(name ?? "")"
        }
    }
}
