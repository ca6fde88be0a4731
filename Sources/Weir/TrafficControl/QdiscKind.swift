public import WeirModel

public typealias Qdisc = WeirModel.Qdisc
public typealias TrafficClass = WeirModel.TrafficClass
public typealias Classifier = WeirModel.Filter
public typealias TrafficAction = WeirModel.Action
public typealias BitRate = WeirModel.BitRate
public typealias ByteSize = WeirModel.ByteSize
public typealias TimeSpan = WeirModel.TimeSpan
public typealias SizeTable = WeirModel.SizeTable
public typealias Burst = WeirModel.Burst
public typealias Handle = WeirModel.Handle

/// A kind of qdisc, with its options under tc's names: `.fqCodel { $0.target = .milliseconds(5) }`. What is not said has the kernel's default.
public struct QdiscKind: Sendable {
    let options: any TrafficOptions
    /// What is asked of the hardware; nil: nothing is said.
    let offload: Offload?
    var unknown: [RawAttribute]?

    public init(_ options: any TrafficOptions) { self.init(options, nil) }

    /// A kind that Weir doesn't know, with the payload of its options.
    public static func raw(_ kind: String, _ payload: HexBytes? = nil) -> QdiscKind {
        QdiscKind(RawOptions(kind: kind, payload: payload?.bytes))
    }

    /// An attribute of the kind that Weir doesn't know.
    public func attribute(_ type: UInt16, _ payload: HexBytes) -> QdiscKind { adding(type, payload, to: \.unknown) }

    private init(_ options: any TrafficOptions, _ offload: Offload?) {
        self.options = options
        self.offload = offload
    }

    /// The qdisc in the model.
    func qdisc(
        parent: Handle, handle: Handle?, sizeTable: SizeTable? = nil, ingressBlock: UInt32? = nil, egressBlock: UInt32? = nil,
        at location: SourceLocation
    ) -> Qdisc {
        let qdisc = Qdisc(
            options, parent: parent, handle: handle, sizeTable: sizeTable, ingressBlock: ingressBlock, egressBlock: egressBlock,
            offload: offload,
            unknown: unknown, at: location)
        // What is only preferred is asked for when it is applied.
        return offload.map { $0 == .preferred ? qdisc : qdisc.inHardware($0 == .required) } ?? qdisc
    }

    /// - Parameter number: the class that packets without one go to.
    public static func htb(default number: UInt16, offload: Offload? = nil) -> QdiscKind {
        htb(offload: offload) { $0.defaultClass = UInt32(number) }
    }

    /// - Parameter bandwidth: what the link carries.
    public static func cake(bandwidth: BitRate) -> QdiscKind {
        cake { $0.bandwidth = bandwidth }
    }

    private static func make<Options: TrafficOptions>(_ options: Options, _ configure: (inout Options) -> Void) -> QdiscKind {
        make(options, nil, configure)
    }

    // The kinds that some card has in hardware take `offload:`; `.fqCodel(offload: .required)` does not compile.
    private static func make<Options: TrafficOptions>(_ options: Options, _ offload: Offload?, _ configure: (inout Options) -> Void)
        -> QdiscKind
    {
        var options = options
        configure(&options)
        return QdiscKind(options, offload)
    }

    public static func pfifo(offload: Offload? = nil, _ configure: (inout Qdisc.PFIFO) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.PFIFO(), offload, configure)
    }
    public static func bfifo(offload: Offload? = nil, _ configure: (inout Qdisc.BFIFO) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.BFIFO(), offload, configure)
    }
    public static func pfifoHeadDrop(_ configure: (inout Qdisc.PFIFOHeadDrop) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.PFIFOHeadDrop(), configure)
    }
    public static func pfifoFast(_ configure: (inout Qdisc.PFIFOFast) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.PFIFOFast(), configure)
    }
    public static func prio(offload: Offload? = nil, _ configure: (inout Qdisc.Prio) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.Prio(), offload, configure)
    }
    public static func mq(offload: Offload? = nil, _ configure: (inout Qdisc.MQ) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.MQ(), offload, configure)
    }
    public static func multiq(_ configure: (inout Qdisc.MultiQ) -> Void = { _ in }) -> QdiscKind { make(Qdisc.MultiQ(), configure) }
    public static func mqprio(offload: Offload? = nil, _ configure: (inout Qdisc.MQPrio) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.MQPrio(), offload, configure)
    }
    public static func htb(offload: Offload? = nil, _ configure: (inout Qdisc.HTB) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.HTB(), offload, configure)
    }
    public static func hfsc(_ configure: (inout Qdisc.HFSC) -> Void = { _ in }) -> QdiscKind { make(Qdisc.HFSC(), configure) }
    public static func drr(_ configure: (inout Qdisc.DRR) -> Void = { _ in }) -> QdiscKind { make(Qdisc.DRR(), configure) }
    public static func qfq(_ configure: (inout Qdisc.QFQ) -> Void = { _ in }) -> QdiscKind { make(Qdisc.QFQ(), configure) }
    public static func ets(offload: Offload? = nil, _ configure: (inout Qdisc.ETS) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.ETS(), offload, configure)
    }
    public static func tbf(offload: Offload? = nil, _ configure: (inout Qdisc.TBF) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.TBF(), offload, configure)
    }
    public static func sfq(_ configure: (inout Qdisc.SFQ) -> Void = { _ in }) -> QdiscKind { make(Qdisc.SFQ(), configure) }
    public static func red(offload: Offload? = nil, _ configure: (inout Qdisc.RED) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.RED(), offload, configure)
    }
    public static func gred(offload: Offload? = nil, _ configure: (inout Qdisc.GRED) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.GRED(), offload, configure)
    }
    public static func choke(_ configure: (inout Qdisc.Choke) -> Void = { _ in }) -> QdiscKind { make(Qdisc.Choke(), configure) }
    public static func sfb(_ configure: (inout Qdisc.SFB) -> Void = { _ in }) -> QdiscKind { make(Qdisc.SFB(), configure) }
    public static func codel(_ configure: (inout Qdisc.CoDel) -> Void = { _ in }) -> QdiscKind { make(Qdisc.CoDel(), configure) }
    public static func fqCodel(_ configure: (inout Qdisc.FQCoDel) -> Void = { _ in }) -> QdiscKind { make(Qdisc.FQCoDel(), configure) }
    public static func fq(_ configure: (inout Qdisc.FQ) -> Void = { _ in }) -> QdiscKind { make(Qdisc.FQ(), configure) }
    public static func pie(_ configure: (inout Qdisc.PIE) -> Void = { _ in }) -> QdiscKind { make(Qdisc.PIE(), configure) }
    public static func fqPie(_ configure: (inout Qdisc.FQPIE) -> Void = { _ in }) -> QdiscKind { make(Qdisc.FQPIE(), configure) }
    public static func cake(_ configure: (inout Qdisc.CAKE) -> Void = { _ in }) -> QdiscKind { make(Qdisc.CAKE(), configure) }
    public static func hhf(_ configure: (inout Qdisc.HHF) -> Void = { _ in }) -> QdiscKind { make(Qdisc.HHF(), configure) }
    public static func netem(_ configure: (inout Qdisc.Netem) -> Void = { _ in }) -> QdiscKind { make(Qdisc.Netem(), configure) }
    public static func etf(offload: Offload? = nil, _ configure: (inout Qdisc.ETF) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.ETF(), offload, configure)
    }
    public static func taprio(offload: Offload? = nil, _ configure: (inout Qdisc.Taprio) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.Taprio(), offload, configure)
    }
    public static func cbs(offload: Offload? = nil, _ configure: (inout Qdisc.CBS) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.CBS(), offload, configure)
    }
    public static func skbprio(_ configure: (inout Qdisc.SKBPrio) -> Void = { _ in }) -> QdiscKind { make(Qdisc.SKBPrio(), configure) }
    public static func plug(_ configure: (inout Qdisc.Plug) -> Void = { _ in }) -> QdiscKind { make(Qdisc.Plug(), configure) }
    public static func noqueue(_ configure: (inout Qdisc.NoQueue) -> Void = { _ in }) -> QdiscKind { make(Qdisc.NoQueue(), configure) }
    public static func blackhole(_ configure: (inout Qdisc.Blackhole) -> Void = { _ in }) -> QdiscKind {
        make(Qdisc.Blackhole(), configure)
    }
}
