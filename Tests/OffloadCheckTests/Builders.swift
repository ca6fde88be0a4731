import Testing
import WeirModel

/// One check with a policy and a host that it must find something in, and with a pair beside it that it must not.
struct CheckCase: Sendable, CustomTestStringConvertible {
    var id: String
    var fires: Situation
    var quiet: Situation
    var testDescription: String { id }

    init(_ id: String, fires: Situation, quiet: Situation) {
        self.id = id
        self.fires = fires
        self.quiet = quiet
    }
}

struct Situation: Sendable {
    var policy: HostState
    var profiles: [NICProfile]
    init(_ policy: HostState, _ profiles: NICProfile...) {
        self.policy = policy
        self.profiles = profiles
    }
}

// MARK: profiles

/// A server card on Linux 6.1 whose every reading is there: four queues, 10 Gb/s, checksums, TSO and GRO on, hw-tc-offload on.
func card(_ driver: String = "mlx5e_rep", name: String = "eth0", on: String = "", off: String = "", _ change: (inout NICProfile) -> Void = { _ in }) -> NICProfile {
    var profile = NICProfile(name: name, unread: "not read")
    profile.kernel = .value("6.1.0-25-amd64")
    profile.driver = .value(.init(name: driver))
    profile.placement = .value(.init(kind: .hardware, guest: false))
    var link = NICProfile.LinkReading(index: 2)
    link.up = true
    link.transmitQueues = 4
    link.receiveQueues = 4
    link.limits = .init(gsoMaxSize: 65536, groMaxSize: 65536, tsoMaxSize: 65536)
    profile.link = .value(link)
    var features: [String: FeatureState] = [:]
    for name in FeatureName.known { features[name] = FeatureState(hardware: true, wanted: false, active: false) }
    for name in defaultFeatures + on.split(separator: " ").map(String.init) { features[name] = FeatureState(hardware: true, wanted: true, active: true) }
    for name in off.split(separator: " ").map(String.init) { features[name] = FeatureState(hardware: true, wanted: false, active: false) }
    profile.features = .value(features)
    profile.speed = .value(.init(megabits: 10_000, duplex: .full))
    profile.channels = .value(.init(combined: .init(current: 4, maximum: 8)))
    profile.rings = .value(.init())
    profile.coalescing = .value([:])
    profile.rss = .value(
        .init(rings: .value(4), function: .value("toeplitz"), key: .absent, indirection: .absent, hashFields: .value(["udp4": "sd", "tcp4": "sdfn"])))
    profile.ntuple = .value([])
    profile.tunnelPorts = .value([])
    profile.timestamping = .value(.init(capabilities: [], clock: 0))
    profile.queues = .value(
        .init(
            receive: Array(repeating: .init(rpsCPUs: "0", rpsFlowCount: 0), count: 4),
            transmit: Array(repeating: .init(xpsCPUs: "1", maxRate: 0, byteLimitMax: 1), count: 4)))
    profile.host = .value(
        .init(
            cpus: 8,
            sysctl: [
                "net.ipv4.ip_forward": .value(0), "net.ipv6.conf.all.forwarding": .value(0), "net.netfilter.nf_conntrack_checksum": .value(1),
                "net.netfilter.nf_conntrack_acct": .value(0), "net.netfilter.nf_conntrack_tcp_be_liberal": .value(0),
                "net.bridge.bridge-nf-call-iptables": .value(0), "net.core.rps_sock_flow_entries": .value(0),
            ]))
    change(&profile)
    return profile
}

func card(name: String = "eth0", on: String = "", off: String = "", _ change: (inout NICProfile) -> Void) -> NICProfile {
    card("mlx5e_rep", name: name, on: on, off: off, change)
}

private let defaultFeatures = [
    "tx-scatter-gather", "tx-checksum-ip-generic", "tx-tcp-segmentation", "tx-tcp6-segmentation", "tx-generic-segmentation", "rx-gro", "rx-checksum",
    "hw-tc-offload", "rx-vlan-hw-parse",
]

/// A link without hardware.
func virtual(_ kind: String, name: String = "eth0", on: String = "", off: String = "hw-tc-offload", _ change: (inout NICProfile) -> Void = { _ in }) -> NICProfile {
    card(kind, name: name, on: on, off: off) { profile in
        edit(&profile.link) { $0.kind = kind }
        edit(&profile.features) { $0["hw-tc-offload"] = FeatureState(hardware: false, wanted: false, active: false) }
        change(&profile)
    }
}

/// Changes the value of a reading that is there.
func edit<Value>(_ reading: inout Reading<Value>, _ change: (inout Value) -> Void) {
    guard case .value(var value) = reading else { return }
    change(&value)
    reading = .value(value)
}

let noSegmentation = "tx-tcp-segmentation tx-tcp6-segmentation tx-generic-segmentation rx-gro"

func fixedOff(_ feature: String) -> (inout NICProfile) -> Void {
    { profile in edit(&profile.features) { $0[feature] = FeatureState(hardware: false, wanted: false, active: false) } }
}

func refused(_ feature: String) -> (inout NICProfile) -> Void {
    { profile in edit(&profile.features) { $0[feature] = FeatureState(hardware: true, wanted: true, active: false) } }
}

func sysctl(_ name: String, _ value: Int) -> (inout NICProfile) -> Void {
    { profile in edit(&profile.host) { $0.sysctl[name] = .value(value) } }
}

func upper(_ kind: String, name: String = "up0", mtu: UInt32 = 1400, vlan: UInt16? = nil, port: UInt16? = nil, checksum: Bool? = nil) -> (inout NICProfile) -> Void {
    { profile in
        edit(&profile.link) {
            $0.upper = [
                .init(
                    name: name, kind: kind, mtu: mtu, vlan: vlan.map { .init(id: $0) },
                    tunnel: vlan == nil && kind != "macvlan" ? .init(port: port, overIPv6: false, checksum: checksum) : nil)
            ]
        }
    }
}

// MARK: nftables

func nft(
    _ family: Family = .inet, _ hook: Hook = .input, priority: Int32 = 0, policy: ChainPolicy? = nil, devices: [String] = [], offload: Offload = .never,
    flowtables: [Flowtable] = [], links: [LinkConfiguration] = [], _ rules: [Statement]...
) -> HostState {
    let chain = Chain(
        name: "c", base: BaseChain(type: .filter, hook: hook, priority: priority, policy: policy, devices: devices, offload: offload),
        rules: rules.enumerated().map { Rule($1, at: SourceLocation(file: "p.swift", line: $0 + 1, column: 1)) })
    return HostState(tables: [Table(family: family, name: "t", chains: [chain], flowtables: flowtables)], links: links)
}

func nft(_ first: [Statement], _ rest: [Statement]...) -> HostState {
    var state = nft(.inet, .input, first)
    state.tables[0].chains[0].rules += rest.map { Rule($0) }
    return state
}

func netdev(_ first: [Statement], _ rest: [Statement]...) -> HostState {
    var state = netdev(.ingress, first)
    state.tables[0].chains[0].rules += rest.map { Rule($0) }
    return state
}

/// A chain of the netdev family on eth0.
func netdev(_ hook: Hook = .ingress, priority: Int32 = 1, policy: ChainPolicy? = nil, offload: Offload = .never, _ rules: [Statement]...) -> HostState {
    var state = nft(.netdev, hook, priority: priority, policy: policy, devices: ["eth0"], offload: offload)
    state.tables[0].chains[0].rules = rules.enumerated().map { Rule($1, at: SourceLocation(file: "p.swift", line: $0 + 1, column: 1)) }
    return state
}

/// Of inet rules on their own no link is named; this names eth0.
func eth0() -> Statement { .match(.field(.meta(.iifname)), .equal, .value(.text("eth0", .ifname))) }
func toEth0() -> Statement { .match(.field(.meta(.oifname)), .equal, .value(.text("eth0", .ifname))) }

func match(_ field: HeaderField, _ number: UInt128, _ comparison: Comparison = .equal, _ type: DataType = .integer) -> Statement {
    .match(.field(.header(field)), comparison, .value(.number(number, type)))
}
func match(_ key: MetaKey, _ number: UInt128, _ comparison: Comparison = .equal) -> Statement {
    .match(.field(.meta(key)), comparison, .value(.number(number, .integer)))
}
func state(_ bit: UInt128) -> Statement { .match(.field(.ct(.state, direction: nil)), .anyOf, .value(.number(bit, .ctState))) }
let accept = Statement.verdict(.accept)
let drop = Statement.verdict(.drop)
let count = Statement.counter(.init())
let flowAdd = Statement.flowAdd(flowtable: "f")
let l4tcp = Statement.match(.field(.meta(.l4proto)), .equal, .value(.number(6, .inetProtocol)))
func flowtable(offload: Offload = .never, counter: Bool = false, priority: Int32 = 0, devices: [String] = ["eth0"]) -> Flowtable {
    Flowtable(name: "f", priority: priority, devices: devices, offload: offload, counter: counter)
}

// MARK: tc

func tc(_ qdiscs: [Qdisc] = [], classes: [TrafficClass] = [], filters: [Filter] = [], features: [FeatureDemand]? = nil, name: String = "eth0") -> HostState {
    HostState(tables: [], links: [link(qdiscs, classes: classes, filters: filters, features: features, name: name)])
}
func link(_ qdiscs: [Qdisc] = [], classes: [TrafficClass] = [], filters: [Filter] = [], features: [FeatureDemand]? = nil, name: String = "eth0") -> LinkConfiguration {
    LinkConfiguration(name, qdiscs: qdiscs, classes: classes, filters: filters, features: features)
}
func tc(filter: Filter) -> HostState { tc([Qdisc(Qdisc.ClsAct(), parent: .clsact)], filters: [filter]) }

func flower(
    _ flags: FilterFlags = .skipSoftware, on attachment: WeirModel.Attachment = .parent(.ingress), chain: UInt32 = 0, protocol id: UInt16 = 0x0800, classID: Handle? = nil,
    actions: [Action] = [Action(Action.GAct(), .drop)], _ change: (inout Filter.Flower) -> Void = { $0.destinationIPv4 = Masked(IPv4Address(0x0a00_0001)) }
) -> Filter {
    var options = Filter.Flower()
    change(&options)
    return Filter(options, on: attachment, chain: chain, protocolID: id, classID: classID, actions: actions, flags: flags)
}

func options<Options>(_ options: Options, _ change: (inout Options) -> Void) -> Options {
    var options = options
    change(&options)
    return options
}

func police(bytes: UInt64? = 1_000_000, burst: UInt64 = 200_000, packets: UInt64? = nil, mtu: UInt32? = nil, exceed: ActionControl = .drop) -> Action {
    Action(
        options(Action.Police()) {
            $0.rate = bytes.map { BitRate(bytesPerSecond: $0) }
            $0.burst = .bytes(burst)
            $0.packetRate = packets
            $0.mtu = mtu
        }, exceed)
}

func mqprio(_ queues: [(UInt16, UInt16)], hardware: Bool = false, mode: Qdisc.MQPrio.Mode? = nil, minimum: Bool = false, maximum: Bool = false) -> Qdisc {
    Qdisc(
        options(Qdisc.MQPrio()) {
            $0.map = Array(repeating: 0, count: 16)
            $0.queues = queues.map { .init(count: $0.0, offset: $0.1) }
            $0.hardware = hardware
            $0.mode = mode
            if minimum { $0.minimumRates = [.mbit(1)] }
            if maximum { $0.maximumRates = [.mbit(1)] }
        }, handle: Handle(1))
}

func tbf(burst: UInt64, rate: BitRate = .mbit(100)) -> Qdisc {
    Qdisc(
        options(Qdisc.TBF()) {
            $0.rate = rate
            $0.burst = .bytes(burst)
            $0.limit = .bytes(100_000)
        })
}

func demand(_ kind: FeatureDemand.Kind, _ feature: String) -> HostState { tc(features: [FeatureDemand(kind, feature)]) }
