internal import WeirModel

/// The offload that one driver's source shows: a row of the catalogue. Words are of `FlowKey` and `FlowAction`.
///
/// Firmware, module options and the eswitch mode narrow these facts; nothing widens them.
package struct DriverFacts: Sendable {
    package enum Trait: Sendable, Hashable, CaseIterable {
        /// Filters of chains other than 0.
        case chains
        /// It does not look at the chain: a rule of another chain matches at once.
        case chainUnchecked
        /// Keys that are not listed are left out of the hardware's rule, which then matches more.
        case ignoresOtherKeys
        case ignoresOtherActions
        /// A rule can only steer to a traffic class (`hw_tc`), whatever its actions.
        case needsTrafficClass
        /// Filters of sent packets.
        case egress
        case flowtable
        /// A DSA port passes flowtables to the MAC that it is attached to.
        case flowtableThroughConduit
        /// nftables chains with `flags offload`.
        case chainOffload
        /// It does not count the packets that a rule matched.
        case noFilterStatistics
        case noMinimumRate
        case u32, bpf
        /// `ndo_rx_flow_steer`
        case receiveFlowSteering
        /// A table of UDP tunnel ports.
        case tunnelPorts
        /// `ndo_set_tx_maxrate`
        case queueRate
        case nativeXDP
        /// No `ndo_setup_tc` at all.
        case noOffloadHook
    }

    /// The additions and changes of Linux 6.12 to 6.1.
    package struct Change: Sendable {
        var keys: String?
        var keysAdded = ""
        var actions: String?
        var actionsAdded = ""
        var qdiscsAdded = ""
        var chains = false
        var ignoresOtherKeys = false
        /// It takes rules that choose no traffic class.
        var needsNoTrafficClass = false
        var fragments: String?
        var indirect: String?
    }

    package var name: String
    /// The names in `ethtool -i`; with `/uplink` or `/representor`, of such a port of a switch.
    var drivers: String
    var keys = ""
    /// Keys that its check lets pass, and that it then forgets.
    var keysTakenButIgnored = ""
    var actions = ""
    var traits: Set<Trait> = []
    /// Of `ip_flags`: the ones that it heeds, or `rejected`. Nothing: it takes them and matches all packets.
    var fragments = ""
    /// Kinds that can go to the hardware.
    var qdiscs = ""
    var matchall = ""
    /// Keys and actions without which it refuses a flower filter.
    var needs = ""
    /// The modes in which it takes mqprio; any if empty.
    var mqprioModes = ""
    /// Kinds of tunnels and other links without `ndo_setup_tc` whose filters it takes.
    var indirect = ""
    var from612: Change?
    var sources: String
}

/// The offload of a driver in one kernel.
package struct Capabilities: Sendable {
    package enum Fragments: Sendable, Hashable {
        case ignored, rejected
        case heeded(Set<String>)
    }

    package var name: String
    package var keys: Set<FlowKey>
    package var ignoredKeys: Set<FlowKey>
    package var actions: Set<FlowAction>
    package var traits: Set<DriverFacts.Trait>
    package var fragments: Fragments
    package var qdiscs: Set<String>
    package var matchall: Set<FlowAction>
    package var neededKeys: Set<FlowKey>
    package var neededActions: Set<FlowAction>
    package var mqprioModes: Set<String>
    package var indirect: Set<String>
    package var source: String
    /// The reason why the facts may not apply on this host: its kernel is outside the ones that were read. `nil` if they apply.
    package var doubt: String?

    package func has(_ trait: DriverFacts.Trait) -> Bool { traits.contains(trait) }

    init(_ facts: DriverFacts, change: DriverFacts.Change?, doubt: String?) {
        name = facts.name
        keys = FlowKey.words(change?.keys ?? facts.keys).union(FlowKey.words(change?.keysAdded ?? ""))
        ignoredKeys = FlowKey.words(facts.keysTakenButIgnored)
        actions = FlowAction.words(change?.actions ?? facts.actions).union(FlowAction.words(change?.actionsAdded ?? ""))
        traits = facts.traits
        if change?.chains == true { traits.insert(.chains) }
        if change?.ignoresOtherKeys == true { traits.insert(.ignoresOtherKeys) }
        if change?.needsNoTrafficClass == true { traits.remove(.needsTrafficClass) }
        fragments =
            switch change?.fragments ?? facts.fragments {
            case "": .ignored
            case "rejected": .rejected
            case let heeded: .heeded(Set(heeded.split(separator: " ").map(String.init)))
            }
        qdiscs = Set("\(facts.qdiscs) \(change?.qdiscsAdded ?? "")".split(separator: " ").map(String.init))
        matchall = FlowAction.words(facts.matchall)
        neededKeys = FlowKey.words(facts.needs)
        neededActions = FlowAction.words(facts.needs)
        mqprioModes = Set(facts.mqprioModes.split(separator: " ").map(String.init))
        indirect = Set((change?.indirect ?? facts.indirect).split(separator: " ").map(String.init))
        source = facts.sources.replacing(" ", with: "; ")
        self.doubt = doubt
    }
}

extension DriverFacts {
    /// The catalogue's word for a kind of qdisc: both fifos are one callback.
    static func word(ofQdisc kind: String) -> String { kind == Qdisc.PFIFO.kind || kind == Qdisc.BFIFO.kind ? "fifo" : kind }
}
