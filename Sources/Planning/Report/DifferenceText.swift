import WeirModel

/// Differences for people: live lines after a minus, desired ones after a plus.
package struct DifferenceText {
    package enum Tint: Sendable { case plain, heading, minus, plus, note }

    package struct Line: Sendable {
        package var text: OutputLine
        package var tint: Tint
        package init(text: OutputLine, tint: Tint) { (self.text, self.tint) = (text, tint) }
    }

    package static func lines(for difference: DescribedDifference) -> [Line] {
        let place: OutputLine = difference.at.map { "  (\($0))" } ?? ""
        let what: OutputLine = difference.kind == "element" ? "elements " : ""
        var lines: [Line] = []
        switch difference.change {
        case .added: lines.append(Line(text: "+ \(difference.subject): \(what)missing\(place)", tint: .plus))
        case .removed: lines.append(Line(text: "- \(difference.subject): \(what)not in the policy\(place)", tint: .minus))
        case .changed:
            let verb: OutputLine = difference.kind == "element" ? "differ" : "differs"
            lines.append(Line(text: "~ \(difference.subject): \(what)\(verb)\(place)", tint: .heading))
        case .moved:
            let now: OutputLine = difference.livePosition.map { ", as rule \($0)" } ?? ""
            lines.append(Line(text: "~ \(difference.subject): in another place\(now)\(place)", tint: .heading))
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
