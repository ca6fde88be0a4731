public import WeirModel

/// The options of a class of a classful qdisc, under tc's names: `.hfsc { $0.linkSharing = … }`.
public struct ClassKind: Sendable {
    let options: any TrafficOptions
    var unknown: [RawAttribute]?

    /// A kind with options made elsewhere: `ClassKind(TrafficClass.HTB(rate: .mbit(10)))`.
    public init(_ options: any TrafficOptions) { self.options = options }

    /// A kind that Weir doesn't know, with the payload of its options.
    public static func raw(_ kind: String, _ payload: HexBytes? = nil) -> ClassKind {
        ClassKind(RawOptions(kind: kind, payload: payload?.bytes))
    }

    /// An attribute of the kind that Weir doesn't know.
    public func attribute(_ type: UInt16, _ payload: HexBytes) -> ClassKind { adding(type, payload, to: \.unknown) }

    private static func make<Options: TrafficOptions>(_ set: (inout Options) -> Void) -> ClassKind {
        var options = Options()
        set(&options)
        return ClassKind(options)
    }

    /// A class of htb: tc's `class … htb rate 10mbit`. `.htb { $0.rate = .mbit(10); $0.ceil = .mbit(50) }`; `Class(10, rate: …)` is
    /// shorter. See tc-htb(8).
    public static func htb(_ set: (inout TrafficClass.HTB) -> Void = { _ in }) -> ClassKind { make(set) }
    /// A class of hfsc with its service curves: tc's `class … hfsc sc …`. See tc-hfsc(8).
    public static func hfsc(_ set: (inout TrafficClass.HFSC) -> Void = { _ in }) -> ClassKind { make(set) }
    /// A class of drr: tc's `class … drr quantum …`. See tc-drr(8).
    public static func drr(_ set: (inout TrafficClass.DRR) -> Void = { _ in }) -> ClassKind { make(set) }
    /// A class of qfq: tc's `class … qfq weight … maxpkt …`.
    public static func qfq(_ set: (inout TrafficClass.QFQ) -> Void = { _ in }) -> ClassKind { make(set) }
    /// A band of ets, for a separate quantum: tc's `class … ets quantum …`. See tc-ets(8).
    public static func ets(_ set: (inout TrafficClass.ETS) -> Void = { _ in }) -> ClassKind { make(set) }
    /// A band of prio, which prio makes itself and which has no options. See tc-prio(8).
    public static func prio(_ set: (inout TrafficClass.Prio) -> Void = { _ in }) -> ClassKind { make(set) }
    /// A hardware queue of mq, which mq makes itself and which has no options.
    public static func mq(_ set: (inout TrafficClass.MQ) -> Void = { _ in }) -> ClassKind { make(set) }
    /// A hardware queue or traffic class of mqprio, which mqprio makes itself and which has no options. See tc-mqprio(8).
    public static func mqprio(_ set: (inout TrafficClass.MQPrio) -> Void = { _ in }) -> ClassKind { make(set) }
}
