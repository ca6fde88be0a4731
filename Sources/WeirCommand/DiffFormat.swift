import FoundationEssentials
import Planning
import WeirModel

/// The forms of a diff.
enum DiffFormat: String, CaseIterable {
    case text, json

    func write(_ differences: Differences) throws {
        switch self {
        case .text: try Terminal.show(Terminal.lines(differences.lines))
        case .json:
            try Output.write(
                json: Report(
                    differences: differences.netfilter.map(Report.Entry.init), trafficControl: differences.trafficControl,
                    leftAlone: differences.leftAlone))
        }
    }

    /// Version 1 of the JSON form.
    private struct Report: Encodable {
        var version = 1
        var same: Bool { differences.isEmpty && trafficControl.isEmpty }
        var differences: [Entry]
        var trafficControl: [TrafficControlDifference]
        var leftAlone: [String]

        private enum CodingKeys: CodingKey { case version, same, differences, trafficControl, leftAlone }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(version, forKey: .version)
            try container.encode(same, forKey: .same)
            try container.encode(differences, forKey: .differences)
            try container.encode(trafficControl, forKey: .trafficControl)
            try container.encode(leftAlone, forKey: .leftAlone)
        }

        struct Entry: Encodable {
            var change: String
            var kind: String
            var family: String
            var table: String
            var name: String?
            var position: Int?
            var live: [String]
            var desired: [String]
            var omitted: Int
            var lost: [String]
            var location: SourceLocation?

            init(_ difference: DescribedDifference) {
                change = difference.change.rawValue
                kind = difference.kind
                family = difference.family.rawValue
                table = difference.table
                name = difference.name
                position = difference.position
                live = difference.live
                desired = difference.desired
                omitted = difference.omitted
                lost = difference.lost
                location = difference.at
            }
        }
    }
}
