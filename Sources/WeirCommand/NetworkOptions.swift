import ArgumentParser
import Host

/// Where a command works.
struct NetworkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Work in a network namespace, by its name under /run/netns or a path.", valueName: "name"))
    var netns: String?

    func enter() throws {
        if let netns { try Namespace.enter(netns) }
    }
}
