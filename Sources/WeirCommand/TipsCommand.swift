import ArgumentParser
import Ethtool
import FoundationEssentials
import Glibc
import OffloadCheck
import WeirModel

/// `weir tips`: the counters of the layers of the stack, and tunings.
struct TipsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tips", abstract: "Show counters of the network stack and suggest tuning.",
        discussion: "Tips are given only if a counter or a setting shows that they help. Changes nothing and does not need root.")

    @Argument(help: "Interfaces; by default, all of this network namespace.")
    var names: [String] = []

    @Option(help: ArgumentHelp("How long to watch the counters; 0 shows the counts since boot.", valueName: "seconds"))
    var seconds: Double = 1

    @Option(help: "The format: \(TipsFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: TipsFormat = .text

    @OptionGroup var network: NetworkOptions

    func validate() throws {
        guard seconds >= 0, seconds <= 3600 else { throw ValidationError("`--seconds` is from 0 to 3600") }
    }

    func run() throws {
        try network.enter()
        let report = try reportingTrouble { () throws(NICError) in
            let reader = try NICReader()
            let list = try reader.links()
            let links = names.isEmpty ? list.names.filter { $0 != "lo" } : names
            var profiles: [NICProfile] = []
            for name in links {
                do throws(NICError) {
                    profiles.append(try reader.read(name, among: list))
                } catch {
                    // A link that wasn't named explicitly may disappear meanwhile.
                    guard names.isEmpty, error.isOfAbsentLink else { throw error }
                }
            }
            let counters = try CounterReader()
            var before: StackCounters?
            if seconds > 0 {
                before = try counters.read(links: links)
                usleep(UInt32(seconds * 1_000_000))
            }
            return TipReport(profiles: profiles, from: before, to: try counters.read(links: links))
        }
        switch format {
        case .text: try Terminal.show(report.lines(over: seconds))
        case .json: try Output.write(json: report)
        }
    }
}

enum TipsFormat: String, CaseIterable, ExpressibleByArgument { case text, json }

extension TipReport {
    /// By layer: counters that grew, then tips.
    fileprivate func lines(over seconds: Double) -> [OutputLine] {
        let window = seconds > 0 ? "in \(seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)) s" : "since boot"
        var lines: [OutputLine] = []
        for layer in Tip.Layer.allCases {
            let counted = statistics.filter { $0.layer == layer }
            let found = tips.filter { $0.layer == layer }
            if counted.isEmpty, found.isEmpty { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append("\(layer.rawValue)")
            lines += counted.map { "  \(opening: $0.name) +\($0.growth)" }
            for tip in found {
                let link: OutputLine = tip.link.map { "\($0): " } ?? ""
                lines.append("  tip: \(link)\(tip.why) [\(tip.id.rawValue)]")
                lines.append("    \(tip.text)")
                lines.append("    source: \(tip.source)")
            }
        }
        if statistics.isEmpty, tips.isEmpty { lines.append("nothing worth telling was counted \(window), and no tip holds") }
        return lines
    }
}
