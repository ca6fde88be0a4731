package import WeirModel

/// The drivers whose sources were read, by name.
package enum Catalogue {
    package static let drivers: [DriverFacts] =
        DriverFacts.intel + DriverFacts.nvidia + DriverFacts.servers + DriverFacts.embedded + DriverFacts.virtual

    private static let byDriver: [String: [DriverFacts]] = {
        var table: [String: [DriverFacts]] = [:]
        for facts in drivers {
            for word in facts.drivers.split(separator: " ") { table[String(word), default: []].append(facts) }
        }
        return table
    }()

    package enum Answer: Sendable {
        case found(Capabilities)
        case unknownDriver
        /// One name, several drivers with different abilities.
        case ambiguous
    }

    /// The part of a card that a link is, once its eswitch is in switchdev mode: one driver's name can stand for several.
    package enum Port: String, Sendable {
        case uplink, representor
    }

    /// `driver` is the name that `ethtool -i` prints. `port` is `nil` for a link that is not a port of a hardware switch.
    package static func find(driver: String, kernel: KernelVersion?, port: Port?) -> Answer {
        guard let found = port.flatMap({ byDriver["\(driver)/\($0)"] }) ?? byDriver[driver] else { return .unknownDriver }
        guard found.count == 1, let facts = found.first else { return .ambiguous }
        return .found(resolve(facts, kernel))
    }

    /// Kinds of links without `ndo_setup_tc` whose filters the kernel offers to cards (`flow_indr_dev_setup_offload`).
    static let indirectKinds: Set<String> = drivers.reduce(into: []) { kinds, facts in
        for words in [facts.indirect, facts.from612?.indirect ?? ""] { kinds.formUnion(words.split(separator: " ").map(String.init)) }
    }

    private static func resolve(_ facts: DriverFacts, _ kernel: KernelVersion?) -> Capabilities {
        guard let kernel else { return Capabilities(facts, change: facts.from612, doubt: "the host's kernel is not known") }
        let old = KernelVersion(6, 1)
        let new = KernelVersion(6, 12)
        if kernel == old { return Capabilities(facts, change: nil, doubt: nil) }
        if kernel == new { return Capabilities(facts, change: facts.from612, doubt: nil) }
        // A device without the hook that all offload goes through had none in either.
        if facts.traits.contains(.noOffloadHook) { return Capabilities(facts, change: nil, doubt: nil) }
        let between = kernel > old && kernel < new
        return Capabilities(
            facts, change: kernel > old ? facts.from612 : nil,
            doubt: between && facts.from612 == nil ? nil : "`\(facts.name)` was read in Linux 6.1 and 6.12, and this host runs \(kernel)")
    }
}
