public import WeirModel

public typealias ActionControl = WeirModel.ActionControl

/// Actions of filters, with their options under tc's names, and what happens to the packet afterwards.
extension TrafficAction {
    public static var pass: TrafficAction { gact(.pass) }
    public static var drop: TrafficAction { gact(.drop) }
    public static var trap: TrafficAction { gact(.trap) }
    public static var reclassify: TrafficAction { gact(.reclassify) }
    public static var `continue`: TrafficAction { gact(.continue) }
    public static var pipe: TrafficAction { gact(.pipe) }
    public static func goto(chain: UInt32) -> TrafficAction { gact(.goto(chain: chain)) }

    /// Another way than `control` for one of so many packets: `.gact(.pass, .netrand, .drop, oneIn: 10)`.
    ///
    /// - Parameters:
    ///   - randomness: whether that one comes at random (`netrand`) or by counting (`determ`).
    ///   - other: where it goes.
    public static func gact(_ control: ActionControl, _ randomness: GAct.Randomness, _ other: ActionControl, oneIn count: UInt16)
        -> TrafficAction
    {
        gact(control) { $0.probability = .init(randomness, value: count, control: other) }
    }

    /// The packet goes out by the link.
    public static func redirect(to device: Interface, then control: ActionControl = .stolen) -> TrafficAction {
        mirred(.egressRedirect, device, control)
    }
    /// A copy goes out by the link.
    public static func mirror(to device: Interface, then control: ActionControl = .pipe) -> TrafficAction {
        mirred(.egressMirror, device, control)
    }
    /// The packet comes in again by the link.
    public static func redirect(toIngressOf device: Interface, then control: ActionControl = .stolen) -> TrafficAction {
        mirred(.ingressRedirect, device, control)
    }
    /// A copy comes in by the link.
    public static func mirror(toIngressOf device: Interface, then control: ActionControl = .pipe) -> TrafficAction {
        mirred(.ingressMirror, device, control)
    }

    private static func mirred(_ mode: Mirred.Mode, _ device: Interface, _ control: ActionControl) -> TrafficAction {
        var notes = Notes()
        let name = device.name(&notes)
        for problem in notes.problems { Notes.leave(problem.id, problem.message, help: problem.help) }
        return TrafficAction(Mirred(mode, device: name ?? ""), control)
    }

    /// What exceeds the rate is dropped, or what `exceed` says; the rest goes on to the next action.
    public static func police(rate: BitRate, burst: ByteSize, exceed: ActionControl = .drop, conform: ActionControl = .pipe)
        -> TrafficAction
    {
        police(exceed) {
            $0.rate = rate
            $0.burst = .bytes(burst.bytes)
            $0.conform = conform
        }
    }

    /// Computes these checksums anew.
    public static func csum(_ checksums: Checksums, then control: ActionControl = .pipe) -> TrafficAction {
        TrafficAction(Csum(checksums.rawValue), control)
    }

    /// Takes the outermost VLAN tag off.
    public static func popVLAN(then control: ActionControl = .pipe) -> TrafficAction { vlan(control) { _ in } }
    /// Adds a VLAN tag.
    public static func pushVLAN(_ id: UInt16, then control: ActionControl = .pipe) -> TrafficAction {
        TrafficAction(VLAN(.push, id: id), control)
    }

    /// An action that Weir doesn't know, with the payload of its options.
    public static func raw(_ kind: String, _ control: ActionControl, _ payload: HexBytes? = nil) -> TrafficAction {
        TrafficAction(RawOptions(kind: kind, payload: payload?.bytes), control)
    }

    /// An attribute of the action that Weir doesn't know.
    public func attribute(_ type: UInt16, _ payload: HexBytes) -> TrafficAction { adding(type, payload, to: \.unknown) }

    private static func make<Options: TrafficOptions>(
        _ options: Options, _ control: ActionControl, _ configure: (inout Options) -> Void
    ) -> TrafficAction {
        var options = options
        configure(&options)
        return TrafficAction(options, control)
    }

    public static func gact(_ control: ActionControl, _ configure: (inout GAct) -> Void = { _ in }) -> TrafficAction {
        make(GAct(), control, configure)
    }
    public static func police(_ control: ActionControl = .reclassify, _ configure: (inout Police) -> Void = { _ in }) -> TrafficAction {
        make(Police(), control, configure)
    }
    public static func pedit(_ control: ActionControl = .pipe, _ configure: (inout PEdit) -> Void = { _ in }) -> TrafficAction {
        make(PEdit(), control, configure)
    }
    public static func skbedit(_ control: ActionControl = .pipe, _ configure: (inout SKBEdit) -> Void = { _ in }) -> TrafficAction {
        make(SKBEdit(), control, configure)
    }
    public static func skbmod(_ control: ActionControl = .pipe, _ configure: (inout SKBMod) -> Void = { _ in }) -> TrafficAction {
        make(SKBMod(), control, configure)
    }
    public static func vlan(_ control: ActionControl = .pipe, _ configure: (inout VLAN) -> Void = { _ in }) -> TrafficAction {
        make(VLAN(), control, configure)
    }
    public static func mpls(_ control: ActionControl = .pipe, _ configure: (inout MPLS) -> Void = { _ in }) -> TrafficAction {
        make(MPLS(), control, configure)
    }
    public static func nat(_ control: ActionControl = .pass, _ configure: (inout NAT) -> Void = { _ in }) -> TrafficAction {
        make(NAT(), control, configure)
    }
    public static func ct(_ control: ActionControl = .pipe, _ configure: (inout CT) -> Void = { _ in }) -> TrafficAction {
        make(CT(), control, configure)
    }
    public static func ctinfo(_ control: ActionControl = .pipe, _ configure: (inout CTInfo) -> Void = { _ in }) -> TrafficAction {
        make(CTInfo(), control, configure)
    }
    public static func connmark(_ control: ActionControl = .pipe, _ configure: (inout ConnMark) -> Void = { _ in }) -> TrafficAction {
        make(ConnMark(), control, configure)
    }
    public static func tunnelKey(_ control: ActionControl = .pipe, _ configure: (inout TunnelKey) -> Void = { _ in }) -> TrafficAction {
        make(TunnelKey(), control, configure)
    }
    public static func sample(_ control: ActionControl = .pipe, _ configure: (inout Sample) -> Void = { _ in }) -> TrafficAction {
        make(Sample(), control, configure)
    }
    public static func ife(_ control: ActionControl = .pipe, _ configure: (inout IFE) -> Void = { _ in }) -> TrafficAction {
        make(IFE(), control, configure)
    }
    public static func simple(_ control: ActionControl = .pipe, _ configure: (inout Simple) -> Void = { _ in }) -> TrafficAction {
        make(Simple(), control, configure)
    }
    public static func gate(_ control: ActionControl = .pipe, _ configure: (inout Gate) -> Void = { _ in }) -> TrafficAction {
        make(Gate(), control, configure)
    }
    public static func bpf(_ control: ActionControl = .pipe, _ configure: (inout BPF) -> Void = { _ in }) -> TrafficAction {
        make(BPF(), control, configure)
    }
}

/// What surrounds an action's own options.
extension TrafficAction {
    public typealias Flags = ActionFlags

    /// Which statistics hardware has to give (`hw_stats`).
    public enum HardwareStatistics: UInt8, Sendable {
        case disabled = 0
        case immediate = 1
        case delayed = 2
    }

    /// The same action with what tc writes behind its options.
    ///
    /// - Parameters:
    ///   - index: the number under which filters share it.
    ///   - cookie: at most 16 bytes of the author's own, as hexadecimal digits.
    ///   - hwStats: left out, any.
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
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The IPv4 header.
    public static let ip4h = Checksums(rawValue: 1)
    public static let icmp = Checksums(rawValue: 2)
    public static let igmp = Checksums(rawValue: 4)
    public static let tcp = Checksums(rawValue: 8)
    public static let udp = Checksums(rawValue: 16)
    public static let udplite = Checksums(rawValue: 32)
    public static let sctp = Checksums(rawValue: 64)
}
