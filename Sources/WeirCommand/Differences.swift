import Host
import Planning
import Rendering
import WeirModel

/// All differences of a plan, in words.
struct Differences {
    var netfilter: [DescribedDifference]
    var trafficControl: [TrafficControlDifference]
    /// On links that the policy names, in places that it does not mention.
    var leftAlone: [String]

    /// - Parameter more: differences that no plan can fix.
    init(_ plan: HostPlan, _ more: [Difference] = [], words: RuleText) {
        netfilter = (plan.netfilter.differences + more).map { DescribedDifference($0, words: words) }
        trafficControl = plan.trafficControl.differences.map { $0.spelled { NftRenderer.line(for: Rule($0), family: .inet) } }
        leftAlone = plan.trafficControl.foreign
    }

    var isEmpty: Bool { netfilter.isEmpty && trafficControl.isEmpty }

    var lines: [DifferenceText.Line] {
        Self.lines(netfilter, alike: { $0.isLike($1) }, DifferenceText.lines)
            + Self.lines(trafficControl, alike: { $0.isLike($1) }, { [Self.line($0)] + Self.words($0) })
    }

    /// Of many objects that are all missing, or all extra, in one place, the first ones and the number of the others.
    private static func lines<Item>(
        _ differences: [Item], limit: Int = 50, alike: (Item, Item) -> Bool, _ words: (Item) -> [DifferenceText.Line]
    ) -> [DifferenceText.Line] {
        var lines: [DifferenceText.Line] = []
        var start = 0
        while start < differences.count {
            let first = differences[start]
            var end = start + 1
            while end < differences.count, alike(differences[end], first) { end += 1 }
            let shown = end - start > limit ? start + limit : end
            lines += differences[start..<shown].flatMap(words)
            if shown < end { lines.append(DifferenceText.Line(text: "    … and \(end - shown) more", tint: .note)) }
            start = end
        }
        return lines
    }

    /// A filter that is missing or extra, as tc would make it: its name has no matches.
    private static func words(_ difference: TrafficControlDifference) -> [DifferenceText.Line] {
        guard difference.change != .changed, case .object(let object) = difference.about, case .filter(let filter) = object else {
            return []
        }
        let step = TrafficControlStep(link: difference.link, .add, .filter(filter))
        guard let command = TcScript([step]).text.split(whereSeparator: \.isNewline).first, command.hasPrefix("tc ") else { return [] }
        // After `tc filter add dev NAME`.
        let words = command.split(separator: " ").dropFirst(5).joined(separator: " ")
        return [DifferenceText.Line(text: "    \(words)", tint: difference.change == .missing ? .plus : .minus)]
    }

    private static func line(_ difference: TrafficControlDifference) -> DifferenceText.Line {
        let (mark, tint): (OutputLine, DifferenceText.Tint) =
            switch difference.change {
            case .missing: ("+ ", .plus)
            case .extra: ("- ", .minus)
            case .changed: ("~ ", .heading)
            }
        let place: OutputLine = difference.location.map { "  (\($0))" } ?? ""
        return DifferenceText.Line(text: "\(mark)\(difference.description)\(place)", tint: tint)
    }
}

extension DescribedDifference {
    fileprivate func isLike(_ other: Self) -> Bool {
        kind == "rule" && (change == .added || change == .removed)
            && (kind, change, family, table, name) == (other.kind, other.change, other.family, other.table, other.name)
    }
}

extension TrafficControlDifference {
    fileprivate func isLike(_ other: Self) -> Bool {
        guard change == other.change, change != .changed, link == other.link else { return false }
        guard case .object(let object) = about, case .object(let first) = other.about else { return false }
        return object.isOneOfMany(like: first)
    }
}
