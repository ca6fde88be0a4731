import Host
import Planning

/// All differences of a plan, in words.
struct Differences {
    var netfilter: [DescribedDifference]
    var trafficControl: [TrafficControlDifference]

    /// - Parameter more: what no plan can mend.
    init(_ plan: HostPlan, _ more: [Difference] = [], words: RuleWords) {
        netfilter = (plan.netfilter.differences + more).map { DescribedDifference($0, words: words) }
        trafficControl = plan.trafficControl.differences
    }

    var isEmpty: Bool { netfilter.isEmpty && trafficControl.isEmpty }

    var lines: [DifferenceText.Line] {
        netfilter.flatMap(DifferenceText.lines) + trafficControl.map(Self.line)
    }

    private static func line(_ difference: TrafficControlDifference) -> DifferenceText.Line {
        let place = difference.location.map { "  (\($0))" } ?? ""
        switch difference.change {
        case .missing: return DifferenceText.Line(text: "+ \(difference.description)\(place)", tint: .plus)
        case .extra: return DifferenceText.Line(text: "- \(difference.description)\(place)", tint: .minus)
        case .changed: return DifferenceText.Line(text: "~ \(difference.description)\(place)", tint: .heading)
        }
    }
}
