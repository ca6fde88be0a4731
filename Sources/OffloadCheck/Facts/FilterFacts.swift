internal import WeirModel

/// A tc filter as an offloading driver would see it.
struct FilterFacts {
    /// Where an action sends packets.
    struct Target: Hashable {
        var link: String
        var action: FlowAction
    }

    var filter: Filter
    var site: FilterSite
    var keys: Set<FlowKey> = []
    var actions: Set<FlowAction> = []
    /// Actions that drivers are never asked about, in words.
    var softwareOnly: [String] = []
    var targets: [Target] = []
    /// `frag`, `firstfrag`.
    var fragments: Set<String> = []
    /// Fields that have another meaning in merged packets.
    var uses: RuleFeatures = []
    var polices: [Police] = []
    var vlanIDs: Set<UInt16> = []
    /// TCA_ACT_HW_STATS_* that actions ask for.
    var statisticsTypes: Set<UInt8> = []
    /// It sets the packet's priority.
    var setsPriority = false

    /// A policer's numbers, as far as a card or a merged packet cares.
    struct Police: Hashable {
        var bytesPerSecond: UInt64?
        var packetsPerSecond: UInt64?
        /// Bytes.
        var burst: UInt64?
        var mtu: UInt32?
        /// The reasons why drivers can't take it, in words.
        var obstacles: [String] = []
    }

    var skipsSoftware: Bool { filter.flags.contains(.skipSoftware) }
    var skipsHardware: Bool { filter.flags.contains(.skipHardware) }
    /// It may go to the hardware: a classifier that asks drivers, and nothing that forbids it.
    var isOffloadable: Bool { site.isOffloadable(filter) }
    var side: FilterSite.Side { site.side }
    /// The shared block that holds it.
    var block: UInt32? { site.block }
    var location: SourceLocation? { filter.at.location }
    /// It only chooses a traffic class of the card: flower's `hw_tc`.
    var choosesTrafficClass: Bool {
        guard let id = filter.classID else { return false }
        return id.major == 0xffff && (0xffe0...0xffef).contains(id.minor)
    }

    init(_ filter: Filter, _ egressBlocks: Set<UInt32>) {
        self.filter = filter
        site = FilterSite(filter, egressBlocks)
        readKeys()
        readActions()
    }
}
