public import WeirModel

/// The fate of a packet after an action: tc's `pass`, `drop`, `pipe`, `continue`, `reclassify`, `stolen`, `trap`, `goto chain 5`, `jump 2`.
/// See tc-actions(8).
public typealias ActionControl = WeirModel.ActionControl

/// Actions of filters, with their options under tc's names, and what happens to the packet afterwards.
extension TrafficAction {
    /// Ends classification; the packet goes on: tc's `action pass`.
    public static var pass: TrafficAction { gact(.pass) }
    /// Drops the packet: tc's `action drop`.
    public static var drop: TrafficAction { gact(.drop) }
    /// Hands the packet to the processor instead of forwarding it in hardware: tc's `action trap`.
    public static var trap: TrafficAction { gact(.trap) }
    /// Starts classification again from the first filter: tc's `action reclassify`.
    public static var reclassify: TrafficAction { gact(.reclassify) }
    /// Goes on with the next filter: tc's `action continue`.
    public static var `continue`: TrafficAction { gact(.continue) }
    /// Goes on with the next action: tc's `action pipe`.
    public static var pipe: TrafficAction { gact(.pipe) }
    /// Goes on with the filters of a chain: tc's `action goto chain 5`.
    public static func goto(chain: UInt32) -> TrafficAction { gact(.goto(chain: chain)) }

    /// A different fate than `control` for one in `count` packets: `.gact(.pass, .netrand, .drop, oneIn: 10)`.
    ///
    /// - Parameters:
    ///   - randomness: whether that packet is chosen at random (`netrand`) or by counting (`determ`).
    ///   - other: the fate of that packet.
    public static func gact(_ control: ActionControl, _ randomness: GAct.Randomness, _ other: ActionControl, oneIn count: UInt16)
        -> TrafficAction
    {
        gact(control) { $0.probability = .init(randomness, value: count, control: other) }
    }

    /// Sends the packet by the link: tc's `action mirred egress redirect dev eth1`. See tc-mirred(8).
    public static func redirect(to device: Interface, then control: ActionControl = .stolen) -> TrafficAction {
        mirred(.egressRedirect, device, control)
    }
    /// Sends a copy by the link: tc's `action mirred egress mirror dev eth1`.
    public static func mirror(to device: Interface, then control: ActionControl = .pipe) -> TrafficAction {
        mirred(.egressMirror, device, control)
    }
    /// Receives the packet again by the link: tc's `action mirred ingress redirect dev ifb0`.
    public static func redirect(toIngressOf device: Interface, then control: ActionControl = .stolen) -> TrafficAction {
        mirred(.ingressRedirect, device, control)
    }
    /// Receives a copy by the link: tc's `action mirred ingress mirror dev ifb0`.
    public static func mirror(toIngressOf device: Interface, then control: ActionControl = .pipe) -> TrafficAction {
        mirred(.ingressMirror, device, control)
    }

    /// Sends the packet by all links of the shared block: tc's `action mirred egress redirect blockid 22`. Linux 6.8.
    public static func redirect(toBlock block: UInt32, then control: ActionControl = .stolen) -> TrafficAction {
        mirred(.egressRedirect, block, control)
    }
    /// Sends copies by all links of the shared block: tc's `action mirred egress mirror blockid 22`. Linux 6.8.
    public static func mirror(toBlock block: UInt32, then control: ActionControl = .pipe) -> TrafficAction {
        mirred(.egressMirror, block, control)
    }
    /// Receives the packet again by all links of the shared block: tc's `action mirred ingress redirect blockid 22`. Linux 6.8.
    public static func redirect(toIngressOfBlock block: UInt32, then control: ActionControl = .stolen) -> TrafficAction {
        mirred(.ingressRedirect, block, control)
    }
    /// Receives copies by all links of the shared block: tc's `action mirred ingress mirror blockid 22`. Linux 6.8.
    public static func mirror(toIngressOfBlock block: UInt32, then control: ActionControl = .pipe) -> TrafficAction {
        mirred(.ingressMirror, block, control)
    }

    private static func mirred(_ mode: Mirred.Mode, _ block: UInt32, _ control: ActionControl) -> TrafficAction {
        var mirred = Mirred(mode, device: "")
        mirred.block = block
        return TrafficAction(mirred, control)
    }

    private static func mirred(_ mode: Mirred.Mode, _ device: Interface, _ control: ActionControl) -> TrafficAction {
        var notes = PendingDiagnostics()
        let name = device.name(&notes)
        for problem in notes.problems { PendingDiagnostics.leave(problem.id, problem.message, help: problem.help) }
        return TrafficAction(Mirred(mode, device: name ?? ""), control)
    }

    /// Drops packets over the rate, or does with them as `exceed` says; packets within the rate continue with the next action. tc's `action
    /// police`.
    public static func police(rate: BitRate, burst: ByteSize, exceed: ActionControl = .drop, conform: ActionControl = .pipe)
        -> TrafficAction
    {
        police(exceed) {
            $0.rate = rate
            $0.burst = .bytes(burst.bytes)
            $0.conform = conform
        }
    }

    /// Computes these checksums again: tc's `action csum`.
    public static func csum(_ checksums: Checksums, then control: ActionControl = .pipe) -> TrafficAction {
        TrafficAction(Csum(checksums.rawValue), control)
    }

    /// Removes the outermost VLAN tag: tc's `action vlan pop`.
    public static func popVLAN(then control: ActionControl = .pipe) -> TrafficAction { vlan(control) { _ in } }
    /// Adds a VLAN tag: tc's `action vlan push id 5`.
    public static func pushVLAN(_ id: UInt16, then control: ActionControl = .pipe) -> TrafficAction {
        TrafficAction(VLAN(.push, id: id), control)
    }

    /// An action that Weir doesn't know, with the payload of its options.
    public static func raw(_ kind: String, _ control: ActionControl, _ payload: HexBytes? = nil) -> TrafficAction {
        TrafficAction(RawOptions(kind: kind, payload: payload?.bytes), control)
    }

    /// An attribute of the action that Weir doesn't know.
    public func attribute(_ type: UInt16, _ payload: HexBytes) -> TrafficAction { adding(type, payload, to: \.unknown) }

    private static func make<Options: TrafficOptions>(_ control: ActionControl, _ set: (inout Options) -> Void) -> Self {
        var options = Options()
        set(&options)
        return TrafficAction(options, control)
    }

    /// The generic action: tc's `action pass random …`.
    ///
    /// - Parameter control: the fate of the packet.
    public static func gact(_ control: ActionControl, _ set: (inout GAct) -> Void = { _ in }) -> Self { make(control, set) }
    /// Meters packets against a token bucket: tc's `action police`. See tc-police(8). `.police(rate:burst:exceed:conform:)` is shorter.
    ///
    /// - Parameter control: the fate of packets over the rate.
    public static func police(_ control: ActionControl = .reclassify, _ set: (inout Police) -> Void = { _ in }) -> TrafficAction {
        make(control, set)
    }
    /// Edits header fields: tc's `action pedit`. See tc-pedit(8).
    public static func pedit(_ control: ActionControl = .pipe, _ set: (inout PEdit) -> Void = { _ in }) -> Self { make(control, set) }
    /// Sets the packet's priority, mark, queue or type: tc's `action skbedit`. See tc-skbedit(8). `.skbedit { $0.mark = 6 }`
    public static func skbedit(_ control: ActionControl = .pipe, _ set: (inout SKBEdit) -> Void = { _ in }) -> Self { make(control, set) }
    /// Sets Ethernet addresses, the EtherType or ECN: tc's `action skbmod`. See tc-skbmod(8).
    public static func skbmod(_ control: ActionControl = .pipe, _ set: (inout SKBMod) -> Void = { _ in }) -> Self { make(control, set) }
    /// Pushes, pops or modifies a VLAN tag: tc's `action vlan`. See tc-vlan(8).
    public static func vlan(_ control: ActionControl = .pipe, _ set: (inout VLAN) -> Void = { _ in }) -> Self { make(control, set) }
    /// Pushes, pops or modifies an MPLS label: tc's `action mpls`. See tc-mpls(8).
    public static func mpls(_ control: ActionControl = .pipe, _ set: (inout MPLS) -> Void = { _ in }) -> Self { make(control, set) }
    /// Stateless translation of one IPv4 address or prefix: tc's `action nat`. See tc-nat(8).
    public static func nat(_ control: ActionControl = .pass, _ set: (inout NAT) -> Void = { _ in }) -> Self { make(control, set) }
    /// Sends the packet through conntrack: tc's `action ct`. See tc-ct(8).
    public static func ct(_ control: ActionControl = .pipe, _ set: (inout CT) -> Void = { _ in }) -> Self { make(control, set) }
    /// Restores DSCP and mark from the connection's mark: tc's `action ctinfo`. See tc-ctinfo(8).
    public static func ctinfo(_ control: ActionControl = .pipe, _ set: (inout CTInfo) -> Void = { _ in }) -> Self { make(control, set) }
    /// Restores the packet's mark from its connection: tc's `action connmark`. See tc-connmark(8).
    public static func connmark(_ control: ActionControl = .pipe, _ set: (inout ConnMark) -> Void = { _ in }) -> Self { make(control, set) }
    /// Sets or removes tunnel metadata: tc's `action tunnel_key`. See tc-tunnel_key(8).
    public static func tunnelKey(_ control: ActionControl = .pipe, _ set: (inout TunnelKey) -> Void = { _ in }) -> TrafficAction {
        make(control, set)
    }
    /// Samples packets to user space by psample: tc's `action sample`. See tc-sample(8).
    public static func sample(_ control: ActionControl = .pipe, _ set: (inout Sample) -> Void = { _ in }) -> Self { make(control, set) }
    /// Encapsulates metadata between forwarding elements: tc's `action ife`. See tc-ife(8).
    public static func ife(_ control: ActionControl = .pipe, _ set: (inout IFE) -> Void = { _ in }) -> Self { make(control, set) }
    /// Logs a text: tc's `action simple sdata …`. See tc-simple(8).
    public static func simple(_ control: ActionControl = .pipe, _ set: (inout Simple) -> Void = { _ in }) -> Self { make(control, set) }
    /// Lets packets pass by a schedule: tc's `action gate`. See tc-gate(8).
    public static func gate(_ control: ActionControl = .pipe, _ set: (inout Gate) -> Void = { _ in }) -> Self { make(control, set) }
    /// Runs a BPF program: tc's `action bpf`. See tc-bpf(8).
    public static func bpf(_ control: ActionControl = .pipe, _ set: (inout BPF) -> Void = { _ in }) -> Self { make(control, set) }
}

/// Options around an action's options.
extension TrafficAction {
    /// Flags around an action: tc's `no_percpu`, `skip_hw`, `skip_sw`.
    public typealias Flags = ActionFlags

    /// The statistics that hardware has to provide: tc's `hw_stats`.
    public enum HardwareStatistics: UInt8, Sendable {
        /// None: tc's `hw_stats disabled`.
        case disabled = 0
        /// Queried when they are dumped: tc's `hw_stats immediate`.
        case immediate = 1
        /// Reported from time to time: tc's `hw_stats delayed`.
        case delayed = 2
    }

    /// The same action with the options that tc writes after the action's options.
    ///
    /// - Parameters:
    ///   - index: the number under which filters share it.
    ///   - cookie: at most 16 bytes for the author's use, as hexadecimal digits.
    ///   - hwStats: the statistics that hardware has to provide; any by default.
    public func with(index: UInt32? = nil, cookie: HexBytes? = nil, hwStats: HardwareStatistics? = nil, flags: Flags? = nil)
        -> TrafficAction
    {
        var copy = self
        if let index { copy.index = index }
        if let cookie { copy.cookie = cookie }
        if let hwStats { copy.hardwareStatistics = hwStats.rawValue }
        if let flags { copy.flags = flags }
        return copy
    }
}

/// Headers whose checksums `csum` computes: TCA_CSUM_UPDATE_FLAG_* of linux/tc_act/tc_csum.h.
public struct Checksums: OptionSet, Sendable {
    /// The bits in the kernel's order.
    public var rawValue: UInt32
    /// Bits in the kernel's order.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The IPv4 header: tc's `csum ip4h`.
    public static let ip4h = Checksums(rawValue: 1)
    /// ICMP: tc's `csum icmp`.
    public static let icmp = Checksums(rawValue: 2)
    /// IGMP: tc's `csum igmp`.
    public static let igmp = Checksums(rawValue: 4)
    /// TCP: tc's `csum tcp`.
    public static let tcp = Checksums(rawValue: 8)
    /// UDP: tc's `csum udp`.
    public static let udp = Checksums(rawValue: 16)
    /// UDP-Lite: tc's `csum udplite`.
    public static let udplite = Checksums(rawValue: 32)
    /// SCTP: tc's `csum sctp`.
    public static let sctp = Checksums(rawValue: 64)
}
