public import WeirModel

/// A qdisc as the model has it. Its nested types hold the options that `.fqCodel { … }` sets.
public typealias Qdisc = WeirModel.Qdisc
/// A class as the model has it. Its nested types hold the options that `.hfsc { … }` sets.
public typealias TrafficClass = WeirModel.TrafficClass
/// A filter as the model has it. Its nested types hold the options that `.u32 { … }` sets.
public typealias Classifier = WeirModel.Filter
/// An action of a filter: `.drop`, `.mirror(to: "eth1")`, `.police(rate: .mbit(1), burst: .kib(10))`. See tc-actions(8).
public typealias TrafficAction = WeirModel.Action
/// A rate: `.kbit(500)`, `.mbit(10)`, `.gbit(1)`, with decimal multiples as tc's `10mbit`.
public typealias BitRate = WeirModel.BitRate
/// A size: `.bytes(1500)`, `.kib(32)`, `.mib(1)`; tc's `32k` and `32kb` are multiples of 1024 too.
public typealias ByteSize = WeirModel.ByteSize
/// A time: `.milliseconds(5)`, `.microseconds(100)`; tc's `5ms`.
public typealias TimeSpan = WeirModel.TimeSpan
/// The length that a packet counts for, by a table: tc's `stab overhead 18 linklayer atm`. See tc-stab(8).
public typealias SizeTable = WeirModel.SizeTable
/// The size of a token bucket: `.bytes(15_000)`, or `.ticks(…)`, the time that it lasts at its rate in units of 64 ns.
public typealias Burst = WeirModel.Burst
/// The number of a qdisc or class: `"1:10"`, in hexadecimal digits as tc has it.
public typealias Handle = WeirModel.Handle

/// A kind of qdisc, with its options under tc's names: `.fqCodel { $0.target = .milliseconds(5) }`. Unset options have the kernel's
/// default.
public struct QdiscKind: Sendable {
    let options: any TrafficOptions
    /// The author's demand on the hardware; `nil` if there is none.
    let offload: Offload?
    var unknown: [RawAttribute]?

    /// A kind with options made elsewhere.
    public init(_ options: any TrafficOptions) { self.init(options, nil) }

    /// A kind that Weir doesn't know, with the payload of its options.
    public static func raw(_ kind: String, _ payload: HexBytes? = nil) -> QdiscKind {
        QdiscKind(RawOptions(kind: kind, payload: payload?.bytes))
    }

    /// An attribute of the kind that Weir doesn't know.
    public func attribute(_ type: UInt16, _ payload: HexBytes) -> QdiscKind { adding(type, payload, to: \.unknown) }

    private init(_ options: any TrafficOptions, _ offload: Offload?) { (self.options, self.offload) = (options, offload) }

    /// The qdisc in the model.
    func qdisc(
        parent: Handle, handle: Handle?, sizeTable: SizeTable? = nil, ingressBlock: UInt32? = nil, egressBlock: UInt32? = nil,
        at location: SourceLocation
    ) -> Qdisc {
        let qdisc = Qdisc(
            options, parent: parent, handle: handle, sizeTable: sizeTable, ingressBlock: ingressBlock, egressBlock: egressBlock,
            offload: offload,
            unknown: unknown, at: location)
        // Preferred offload is requested when the policy is applied.
        return offload.map { $0 == .preferred ? qdisc : qdisc.inHardware($0 == .required) } ?? qdisc
    }

    /// Hierarchical token bucket: tc's `htb default 20` is `.htb(default: 0x20)`.
    ///
    /// - Parameters:
    ///   - number: the class of packets that no filter classifies; tc writes it in hexadecimal.
    ///   - offload: whether the hardware shapes.
    public static func htb(default number: UInt16, offload: Offload? = nil) -> QdiscKind {
        htb(offload: offload) { $0.defaultClass = UInt32(number) }
    }

    /// Shaper, fair queueing and active queue management in one: tc's `cake bandwidth 50mbit` is `.cake(bandwidth: .mbit(50))`.
    ///
    /// - Parameter bandwidth: the rate of the shaper, a little below the link's.
    public static func cake(bandwidth: BitRate) -> QdiscKind {
        cake { $0.bandwidth = bandwidth }
    }

    // The kinds that some card has in hardware take `offload:`; `.fqCodel(offload: .required)` does not compile.
    private static func make<Options: TrafficOptions>(_ set: (inout Options) -> Void, _ offload: Offload? = nil) -> QdiscKind {
        var options = Options()
        set(&options)
        return QdiscKind(options, offload)
    }

    /// First in, first out, with a limit in packets: tc's `pfifo`. See tc-pfifo(8). `.pfifo { $0.limit = 100 }`
    public static func pfifo(offload: Offload? = nil, _ set: (inout Qdisc.PFIFO) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// First in, first out, with a limit in bytes: tc's `bfifo`. See tc-bfifo(8). `.bfifo { $0.limit = .kib(64) }`
    public static func bfifo(offload: Offload? = nil, _ set: (inout Qdisc.BFIFO) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// First in, first out; a full queue drops the oldest packet: tc's `pfifo_head_drop`.
    public static func pfifoHeadDrop(_ set: (inout Qdisc.PFIFOHeadDrop) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Three bands by priority, the kernel's default qdisc on many hosts: tc's `pfifo_fast`. See tc-pfifo_fast(8).
    public static func pfifoFast(_ set: (inout Qdisc.PFIFOFast) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Strict priority among bands, each with a qdisc: tc's `prio`. See tc-prio(8). `.prio { $0.bands = 4 }`
    public static func prio(offload: Offload? = nil, _ set: (inout Qdisc.Prio) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// One qdisc for each transmit queue of the device: tc's `mq`.
    public static func mq(offload: Offload? = nil, _ set: (inout Qdisc.MQ) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// One band for each transmit queue, chosen by the packet's queue mapping: tc's `multiq`.
    public static func multiq(_ set: (inout Qdisc.MultiQ) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Traffic classes mapped to transmit queues: tc's `mqprio`. See tc-mqprio(8).
    public static func mqprio(offload: Offload? = nil, _ set: (inout Qdisc.MQPrio) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// Hierarchical token bucket: a tree of classes with rates that borrow from their parents: tc's `htb`. See tc-htb(8). `.htb(default:
    /// 20)` is shorter.
    public static func htb(offload: Offload? = nil, _ set: (inout Qdisc.HTB) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// Hierarchical fair service curve, for guarantees of delay and rate: tc's `hfsc`. See tc-hfsc(8).
    public static func hfsc(_ set: (inout Qdisc.HFSC) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Deficit round robin among classes: tc's `drr`. See tc-drr(8).
    public static func drr(_ set: (inout Qdisc.DRR) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Quick fair queueing among weighted classes: tc's `qfq`.
    public static func qfq(_ set: (inout Qdisc.QFQ) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Strict bands above bands with bandwidth shares: tc's `ets`. See tc-ets(8). `.ets { $0.strict = 2; $0.quanta = [.bytes(3000),
    /// .bytes(1500)] }`
    public static func ets(offload: Offload? = nil, _ set: (inout Qdisc.ETS) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// Token bucket: one rate for everything: tc's `tbf`. See tc-tbf(8). `.tbf { $0.rate = .mbit(10); $0.burst = .bytes(32_000); $0.limit =
    /// .bytes(100_000) }`
    public static func tbf(offload: Offload? = nil, _ set: (inout Qdisc.TBF) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// Stochastic fairness: flows share the link by hashes: tc's `sfq`. See tc-sfq(8).
    public static func sfq(_ set: (inout Qdisc.SFQ) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Random early detection in the kernel's terms: tc's `red`. See tc-red(8). `.red(limit:averagePacket:)` takes tc's terms.
    public static func red(offload: Offload? = nil, _ set: (inout Qdisc.RED) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// Generalized random early detection in the kernel's terms: tc's `gred`. `.gred(queues:default:)` takes tc's terms.
    public static func gred(offload: Offload? = nil, _ set: (inout Qdisc.GRED) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// Random early detection that penalizes unresponsive flows, in the kernel's terms: tc's `choke`. See tc-choke(8).
    /// `.choke(limit:bandwidth:)` takes tc's terms.
    public static func choke(_ set: (inout Qdisc.Choke) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Stochastic fair blue: drops by flow instead of queue length: tc's `sfb`. See tc-sfb(8).
    public static func sfb(_ set: (inout Qdisc.SFB) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Controlled delay, by the time that packets wait: tc's `codel`. See tc-codel(8). `.codel { $0.target = .milliseconds(5) }`
    public static func codel(_ set: (inout Qdisc.CoDel) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Fair queueing with controlled delay in each flow: tc's `fq_codel`. See tc-fq_codel(8). `.fqCodel { $0.target = .milliseconds(5);
    /// $0.interval = .milliseconds(100) }`
    public static func fqCodel(_ set: (inout Qdisc.FQCoDel) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Fair queueing with pacing of each flow, for hosts that send TCP: tc's `fq`. See tc-fq(8).
    public static func fq(_ set: (inout Qdisc.FQ) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Proportional integral controller, enhanced: drops by an estimate of the delay: tc's `pie`. See tc-pie(8).
    public static func pie(_ set: (inout Qdisc.PIE) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Fair queueing with PIE in each flow: tc's `fq_pie`. See tc-fq_pie(8).
    public static func fqPie(_ set: (inout Qdisc.FQPIE) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Shaper, fair queueing and active queue management in one: tc's `cake`. See tc-cake(8). `.cake { $0.bandwidth = .mbit(50); $0.nat =
    /// true }`
    public static func cake(_ set: (inout Qdisc.CAKE) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Heavy-hitter filter: large flows give way to small ones: tc's `hhf`.
    public static func hhf(_ set: (inout Qdisc.HHF) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Emulated delay, loss, duplication and reordering: tc's `netem`. See tc-netem(8). `.netem { $0.delay = .milliseconds(50); $0.loss =
    /// .percent(1) }`
    public static func netem(_ set: (inout Qdisc.Netem) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Sends packets at the times that their senders set (`SO_TXTIME`): tc's `etf`. See tc-etf(8).
    public static func etf(offload: Offload? = nil, _ set: (inout Qdisc.ETF) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// Time-aware shaper of 802.1Qbv: gates that open by a schedule: tc's `taprio`. See tc-taprio(8).
    public static func taprio(offload: Offload? = nil, _ set: (inout Qdisc.Taprio) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// Credit-based shaper of 802.1Qav: tc's `cbs`. See tc-cbs(8).
    public static func cbs(offload: Offload? = nil, _ set: (inout Qdisc.CBS) -> Void = { _ in }) -> QdiscKind { make(set, offload) }
    /// Keeps packets of high priority when the queue is full: tc's `skbprio`. See tc-skbprio(8).
    public static func skbprio(_ set: (inout Qdisc.SKBPrio) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// A queue that is held back and released by hand: tc's `plug`.
    public static func plug(_ set: (inout Qdisc.Plug) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// No queue: packets go to the driver at once: tc's `noqueue`.
    public static func noqueue(_ set: (inout Qdisc.NoQueue) -> Void = { _ in }) -> QdiscKind { make(set) }
    /// Drops every packet: tc's `blackhole`.
    public static func blackhole(_ set: (inout Qdisc.Blackhole) -> Void = { _ in }) -> QdiscKind { make(set) }
}
