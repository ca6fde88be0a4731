public import WeirModel

public typealias ActionControl = WeirModel.ActionControl

/// Actions of filters, with their options under tc's names, and what happens to the packet afterwards.
extension TrafficAction {
    public static var pass: TrafficAction { TrafficAction(GAct(), .pass) }
    public static var drop: TrafficAction { TrafficAction(GAct(), .drop) }
    public static var trap: TrafficAction { TrafficAction(GAct(), .trap) }
    public static var reclassify: TrafficAction { TrafficAction(GAct(), .reclassify) }
    public static var `continue`: TrafficAction { TrafficAction(GAct(), .continue) }
    public static func goto(chain: UInt32) -> TrafficAction { TrafficAction(GAct(), .goto(chain: chain)) }

    /// The packet goes out by the link.
    public static func redirect(to device: Interface) -> TrafficAction { mirred(.egressRedirect, device, .stolen) }
    /// A copy goes out by the link.
    public static func mirror(to device: Interface) -> TrafficAction { mirred(.egressMirror, device, .pipe) }
    /// The packet comes in again by the link.
    public static func redirect(toIngressOf device: Interface) -> TrafficAction { mirred(.ingressRedirect, device, .stolen) }
    /// A copy comes in by the link.
    public static func mirror(toIngressOf device: Interface) -> TrafficAction { mirred(.ingressMirror, device, .pipe) }

    /// What exceeds the rate is dropped, or what `exceed` says.
    public static func police(rate: BitRate, burst: ByteSize, exceed: ActionControl = .drop) -> TrafficAction {
        police(exceed) {
            $0.rate = rate
            $0.burst = .bytes(burst.bytes)
        }
    }

    private static func mirred(_ mode: Mirred.Mode, _ device: Interface, _ control: ActionControl) -> TrafficAction {
        var notes = Notes()
        return TrafficAction(Mirred(mode, device: device.name(&notes) ?? ""), control)
    }

    private static func make<Options: TrafficOptions>(
        _ options: Options, _ control: ActionControl, _ configure: (inout Options) -> Void
    ) -> TrafficAction {
        var options = options
        configure(&options)
        return TrafficAction(options, control)
    }

    public static func police(_ control: ActionControl = .reclassify, _ configure: (inout Police) -> Void) -> TrafficAction { make(Police(), control, configure) }
    public static func pedit(_ control: ActionControl = .pipe, _ configure: (inout PEdit) -> Void) -> TrafficAction { make(PEdit(), control, configure) }
    public static func skbedit(_ control: ActionControl = .pipe, _ configure: (inout SKBEdit) -> Void) -> TrafficAction { make(SKBEdit(), control, configure) }
    public static func skbmod(_ control: ActionControl = .pipe, _ configure: (inout SKBMod) -> Void) -> TrafficAction { make(SKBMod(), control, configure) }
    public static func vlan(_ control: ActionControl = .pipe, _ configure: (inout VLAN) -> Void) -> TrafficAction { make(VLAN(), control, configure) }
    public static func mpls(_ control: ActionControl = .pipe, _ configure: (inout MPLS) -> Void) -> TrafficAction { make(MPLS(), control, configure) }
    public static func nat(_ control: ActionControl = .pass, _ configure: (inout NAT) -> Void) -> TrafficAction { make(NAT(), control, configure) }
    public static func csum(_ control: ActionControl = .pipe, _ configure: (inout Csum) -> Void) -> TrafficAction { make(Csum(), control, configure) }
    public static func ct(_ control: ActionControl = .pipe, _ configure: (inout CT) -> Void) -> TrafficAction { make(CT(), control, configure) }
    public static func ctinfo(_ control: ActionControl = .pipe, _ configure: (inout CTInfo) -> Void) -> TrafficAction { make(CTInfo(), control, configure) }
    public static func connmark(_ control: ActionControl = .pipe, _ configure: (inout ConnMark) -> Void) -> TrafficAction { make(ConnMark(), control, configure) }
    public static func tunnelKey(_ control: ActionControl = .pipe, _ configure: (inout TunnelKey) -> Void) -> TrafficAction { make(TunnelKey(), control, configure) }
    public static func sample(_ control: ActionControl = .pipe, _ configure: (inout Sample) -> Void) -> TrafficAction { make(Sample(), control, configure) }
    public static func ife(_ control: ActionControl = .pipe, _ configure: (inout IFE) -> Void) -> TrafficAction { make(IFE(), control, configure) }
    public static func simple(_ control: ActionControl = .pipe, _ configure: (inout Simple) -> Void) -> TrafficAction { make(Simple(), control, configure) }
    public static func gate(_ control: ActionControl = .pipe, _ configure: (inout Gate) -> Void) -> TrafficAction { make(Gate(), control, configure) }
    public static func bpf(_ control: ActionControl = .pipe, _ configure: (inout BPF) -> Void) -> TrafficAction { make(BPF(), control, configure) }
}
