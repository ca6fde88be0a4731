import FoundationEssentials
import PacketAnalysis
import PacketEngine
import Rendering
import WeirModel

/// A comparison's result with the words for both sides.
struct ComparedRulesets {
    let difference: RulesetDifference
    let old: RuleWords
    let new: RuleWords
}

/// The forms of a comparison.
enum CompareFormat: String, CaseIterable {
    case text, json, markdown, github

    func write(_ compared: ComparedRulesets) throws {
        switch self {
        case .text: try Terminal.show(compared.lines)
        case .json: try Output.write(json: compared.report)
        case .markdown: try Terminal.show(compared.markdown)
        case .github: try Output.write(Data(compared.annotations.utf8), to: nil)
        }
    }
}

extension ComparedRulesets {
    fileprivate var isEqual: Bool { difference.regions.isEmpty && difference.undecided.isEmpty }

    // MARK: for people

    fileprivate var lines: [OutputLine] {
        guard !difference.regions.isEmpty else { return isEqual ? ["equal: every packet fares the same"] : [] }
        return difference.regions.flatMap { region -> [OutputLine] in
            [heading(region)] + packets(region).map { "  \($0)" }
                + ["  old: \(decider(region.old, old))", "  new: \(decider(region.new, new))", "  packet: \(region.witness.text)"]
        }
    }

    fileprivate var markdown: [OutputLine] {
        guard !difference.regions.isEmpty else { return isEqual ? ["Every packet fares the same."] : [] }
        let rows = difference.regions.map { region -> OutputLine in
            let cells = [
                code([region.place.description]), code(packets(region)), "\(region.from.words) → \(region.to.words)",
                code([decider(region.old, old)]), code([decider(region.new, new)]), code([region.witness.text]),
            ]
            return cells.reduce("|") { "\($0) \($1) |" }
        }
        return ["| hook | packets | change | old | new | example |", "|---|---|---|---|---|---|"] + rows
    }

    /// Lines of code in a table's cell, which neither a `|` nor a backtick may end.
    private func code(_ lines: [String]) -> OutputLine {
        let spans = lines.map { line in "`\(line.replacing("`", with: "'").replacing("|", with: "\\|"))`" }
        return "\(verbatim: spans.joined(separator: "<br>"))"
    }

    fileprivate var annotations: String {
        difference.regions.map { region in
            DiagnosticReport.annotation(
                "warning", at: region.new.flatMap { new.location($0) }, title: "compare",
                [heading(region)] + packets(region).map { "\($0)" } + ["such as \(region.witness.text)"])
        }.joined()
    }

    private func heading(_ region: RegionDifference) -> OutputLine {
        "\(opening: region.place.description): \(region.from.words) → \(region.to.words)\(region.isPartial ? ", some of these" : "")"
    }

    private func packets(_ region: RegionDifference) -> [String] {
        let shown = region.cubes.prefix(20).map(\.text)
        return region.cubes.count > 20 ? shown + ["… and \(region.cubes.count - 20) more"] : shown
    }

    private func decider(_ place: RulePlace?, _ words: RuleWords) -> String { place.map { words.text($0) } ?? "the policy" }

    // MARK: for programs

    fileprivate var report: Report {
        Report(
            equal: isEqual,
            differences: difference.regions.map { region in
                Report.Difference(
                    hook: region.place.hook.rawValue, layer: region.place.layer == .network ? nil : region.place.description,
                    from: region.from.words, to: region.to.words, packets: region.cubes, some: region.isPartial ? true : nil,
                    witness: region.witness.single, old: region.old.map(old.reference), new: region.new.map(new.reference))
            }, undecided: difference.undecided.map(\.description))
    }

    struct Report: Encodable {
        struct Difference: Encodable {
            var hook: String
            var layer: String?
            var from: String
            var to: String
            var packets: [Cube]
            /// Of the packets only some fare so.
            var some: Bool?
            var witness: SingleCube
            var old: RuleReference?
            var new: RuleReference?
        }
        var equal: Bool
        var differences: [Difference]
        var undecided: [String]
    }
}

extension PacketFate {
    var words: String {
        switch self {
        case .accept: "accept"
        case .drop: "drop"
        case .stolen: "stolen"
        case .queue(let number): "queue \(number)"
        }
    }
}
