import ArgumentParser
import Ethtool
import OffloadCheck
import WeirModel

/// `weir nic`: the features of network cards, as a document.
struct NICCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nic", abstract: "Write the profile of a network interface.",
        discussion:
            "`weir check --nic NAME=FILE` reads the profile on any machine. Writing it changes nothing and does not need root.")

    @Argument(help: "Interfaces of this network namespace.")
    var names: [String]

    @Option(name: .shortAndLong, help: "Write to a file instead of the standard output.")
    var output: String?

    @OptionGroup var network: NetworkOptions

    func run() throws {
        try network.enter()
        let data = try reportingTrouble {
            let reader = try NICReader()
            let links = try reader.links()
            return try ProfileDocument.data(try names.map { try reader.read($0, among: links) })
        }
        try Output.write(data, to: output)
    }
}
