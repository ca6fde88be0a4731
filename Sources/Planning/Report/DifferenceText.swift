public import WeirModel

/// Differences for people: live lines after a minus, desired ones after a plus.
public struct DifferenceText {
    public enum Tint: Sendable { case plain, heading, minus, plus, note }

    public struct Line: Sendable {
        public var text: OutputLine
        public var tint: Tint
        public init(text: OutputLine, tint: Tint) {
            self.text = text
            self.tint = tint
        }
    }

    public static func lines(for difference: DescribedDifference) -> [Line] {
        let place: OutputLine = difference.at.map { "  (\($0))" } ?? ""
        var lines: [Line] = []
        switch difference.change {
        case .added: lines.append(Line(text: "+ \(difference.subject): missing\(place)", tint: .plus))
        case .removed: lines.append(Line(text: "- \(difference.subject): not in the policy\(place)", tint: .minus))
        case .changed: lines.append(Line(text: "~ \(difference.subject): differs\(place)", tint: .heading))
        case .moved: lines.append(Line(text: "~ \(difference.subject): in another place\(place)", tint: .heading))
        case .ineffective: lines.append(Line(text: "! \(difference.subject): without effect\(place)", tint: .heading))
        }
        if difference.change != .moved { lines += difference.live.map { Line(text: "    - \($0)", tint: .minus) } }
        lines += difference.desired.map {
            difference.change == .ineffective ? Line(text: "      \($0)", tint: .plain) : Line(text: "    + \($0)", tint: .plus)
        }
        if difference.omitted > 0 { lines.append(Line(text: "      … and \(difference.omitted) more", tint: .note)) }
        lines += difference.lost.map { Line(text: "      lost: \($0)", tint: .note) }
        return lines
    }
}
