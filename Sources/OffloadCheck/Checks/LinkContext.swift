internal import Findings
internal import WeirModel

/// One link of the policy, with the profile of the card that it will run on, as the checks ask about it.
///
/// A reading that is missing is thrown as `Undecided`, so a check asks the policy first: what the policy does not use is never missed.
final class LinkContext {
    let name: String
    let profile: NICProfile
    let policy: PolicyTraits
    /// Profiles of this host's other links.
    let neighbours: [String: NICProfile]
    /// Set when a fact was used that may not hold on this host's kernel.
    var doubt: String?
    private(set) lazy var answer: Catalogue.Answer? = profile.driver.value.map {
        Catalogue.find(driver: $0.name, kernel: kernel, port: port)
    }
    /// As `ip -d link` names them, representors are `pf0vf1` or `c1pf0sf88`, and an uplink `p0`.
    private var port: Catalogue.Port? {
        guard let link = profile.link.value, link.switchID != nil else { return nil }
        return link.portName?.contains { $0 == "v" || $0 == "s" } == true ? .representor : .uplink
    }

    init(_ profile: NICProfile, _ policy: PolicyTraits, neighbours: [String: NICProfile]) {
        name = profile.name
        self.profile = profile
        self.policy = policy
        self.neighbours = neighbours
    }

    private func need<Value>(_ reading: Reading<Value>, _ input: DiagnosticRule.Input, _ what: String) throws(Undecided) -> Value {
        if let value = reading.value { return value }
        throw Undecided(input: input, why: "the profile has no data on \(what) (\(reading.reason ?? "not read"))")
    }

    // MARK: readings

    func features() throws(Undecided) -> [String: FeatureState] { try need(profile.features, .features, "features") }
    func link() throws(Undecided) -> NICProfile.LinkReading { try need(profile.link, .link, "link") }
    func channels() throws(Undecided) -> NICProfile.Channels { try need(profile.channels, .channels, "channels") }
    func ntuple() throws(Undecided) -> [NICProfile.NtupleRule] {
        // A card without such rules has none.
        profile.ntuple == .notSupported ? [] : try need(profile.ntuple, .ntuple, "ntuple rules")
    }
    func tunnelPorts() throws(Undecided) -> [NICProfile.TunnelPortTable] {
        profile.tunnelPorts == .notSupported ? [] : try need(profile.tunnelPorts, .tunnels, "tunnel ports")
    }
    func hashFields() throws(Undecided) -> [String: String] {
        let rss = try need(profile.rss, .rss, "RSS")
        return rss.hashFields == .notSupported ? [:] : try need(rss.hashFields, .rss, "hash fields")
    }
    /// `nil` if the kernel does not tell.
    func isHashSymmetric() throws(Undecided) -> Bool? { try need(profile.rss, .rss, "RSS").isSymmetric }
    func queues() throws(Undecided) -> NICProfile.QueueFacts { try need(profile.queues, .queues, "queues") }
    func host() throws(Undecided) -> NICProfile.HostFacts { try need(profile.host, .host, "host settings") }
    func driverName() throws(Undecided) -> String {
        profile.driver == .notSupported || profile.driver == .absent ? "" : try need(profile.driver, .driver, "driver").name
    }
    /// The PTP clock's number; `nil` if there is none.
    func clock() throws(Undecided) -> UInt32? {
        profile.timestamping == .notSupported ? nil : try need(profile.timestamping, .timestamping, "timestamping").clock
    }
    /// `nil` if the card has none, or the kernel knows of none.
    func macMerge() throws(Undecided) -> NICProfile.MACMerge? {
        let reading = profile.macMerge ?? .unknown("not read")
        return [.notSupported, .absent].contains(reading) ? nil : try need(reading, .macMerge, "the MAC merge layer")
    }
    /// 10^6 bits per second; `nil` if the link does not know it.
    func speed() throws(Undecided) -> UInt32? {
        profile.speed == .notSupported ? nil : try need(profile.speed, .speed, "link speed").megabits
    }

    var kernel: KernelVersion? { profile.kernel.value.flatMap(KernelVersion.init(release:)) }
    func knownKernel() throws(Undecided) -> KernelVersion {
        guard let kernel else {
            throw Undecided(input: .kernel, why: "the profile has no data on the kernel (\(profile.kernel.reason ?? "no version"))")
        }
        return kernel
    }

    /// A sysctl's number; `nil` if the host has no such setting.
    func sysctl(_ name: String) throws(Undecided) -> Int? {
        guard let reading = try host().sysctl[name] else { throw Undecided(input: .host, why: "the profile has no data on `\(name)`") }
        return reading == .absent ? nil : try need(reading, .host, "`\(name)`")
    }

    // MARK: their meaning

    /// A feature that this kernel does not know is off.
    func isOn(_ feature: String) throws(Undecided) -> Bool { try features()[feature]?.active ?? false }
    func isFixedOff(_ feature: String) throws(Undecided) -> Bool {
        guard let state = try features()[feature] else { return true }
        return !state.active && state.isFixed
    }
    var tso: Bool {
        get throws(Undecided) {
            try features().contains { $0.key.hasPrefix("tx-tcp") && $0.key != "tx-tcp-mangleid-segmentation" && $0.value.active }
        }
    }
    /// Received packets may be merged ones.
    var mergesReceived: Bool {
        get throws(Undecided) {
            let features = try features()
            return ["rx-gro", "rx-lro", "rx-gro-hw"].contains { features[$0]?.active ?? false }
        }
    }
    /// Packets may be sent as one that is cut later.
    var buildsLarge: Bool {
        get throws(Undecided) {
            if try tso { return true }
            return try isOn("tx-generic-segmentation")
        }
    }
    /// Bytes of the largest packet that the stack hands to this link, or takes from it.
    func largestSent() throws(Undecided) -> UInt64 {
        let link = try link()
        let plain = UInt64(link.mtu) + 14
        return try buildsLarge ? max(UInt64(link.limits.gsoMaxSize ?? 65536), plain) : plain
    }
    func largestReceived() throws(Undecided) -> UInt64 {
        let link = try link()
        let plain = UInt64(link.mtu) + 14
        return try mergesReceived ? max(UInt64(link.limits.groMaxSize ?? 65536), plain) : plain
    }

    /// The offload of the driver. A driver that was not read gives no answer; a kernel that was not read gives one in doubt.
    func capabilities() throws(Undecided) -> Capabilities {
        let driver = try driverName()
        switch answer {
        case .found(let capabilities)?:
            if let doubt = capabilities.doubt { self.doubt = doubt }
            return capabilities
        case .ambiguous?: throw Undecided(input: .driver, why: "unverified: `\(driver)` is the name of several drivers that differ")
        case .unknownDriver?, nil:
            throw Undecided(
                input: .driver,
                why: driver.isEmpty ? "unverified: the driver is not named" : "unverified: the driver `\(driver)` is not in the catalogue")
        }
    }

    /// Kinds of links without hardware.
    static let softwareKinds: Set<String> = [
        "vlan", "bond", "team", "veth", "ifb", "macvlan", "ipvlan", "vxlan", "geneve", "tun", "bridge", "dummy", "vrf", "gre", "gretap",
        "ip6gre", "ip6gretap", "sit", "ipip", "wireguard",
    ]
    /// `nil` if the kind was not read.
    var isSoftware: Bool? {
        guard let link = profile.link.value else { return nil }
        return link.kind.map(Self.softwareKinds.contains) ?? (link.type == "loopback")
    }

    // MARK: the policy on this link

    var filters: [FilterFacts] { policy.filters(on: name) }
    var index: LinkIndex? { policy.link(name) }
    var configuration: LinkConfiguration? { index?.link }
    var qdiscs: [Qdisc] { configuration?.qdiscs ?? [] }
    /// Offloaded chains that name this link.
    var offloadedChains: [ChainIndex] { policy.offloadedChains.filter { $0.base.devices.contains(name) } }
    /// Flowtables that name this link.
    var flowtables: [Flowtable] { policy.flowtables.filter { $0.devices.contains(name) } }
    /// Rules with such a use that may see packets which this link received, or that it will send.
    func received(_ use: RuleFeatures) -> [RuleTraits] { policy.rules(use).filter { $0.sees(receivedBy: name) } }
    func sent(_ use: RuleFeatures) -> [RuleTraits] { policy.rules(use).filter { $0.sees(sentBy: name) } }
    func rules(_ use: RuleFeatures) -> [RuleTraits] { policy.rules(use).filter { $0.sees(receivedBy: name) || $0.sees(sentBy: name) } }
    var upper: [NICProfile.Neighbour] { profile.link.value?.upper ?? [] }
}
