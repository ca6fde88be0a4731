public import WeirModel

/// What a class of a classful qdisc is told, under tc's names: `.hfsc { $0.linkSharing = … }`.
public struct ClassKind: Sendable {
    let options: any TrafficOptions
    var unknown: [RawAttribute]?

    public init(_ options: any TrafficOptions) { self.options = options }

    /// A kind that Weir doesn't know, with the payload of its options.
    public static func raw(_ kind: String, _ payload: HexBytes? = nil) -> ClassKind {
        ClassKind(RawOptions(kind: kind, payload: payload?.bytes))
    }

    /// An attribute of the kind that Weir doesn't know.
    public func attribute(_ type: UInt16, _ payload: HexBytes) -> ClassKind { adding(type, payload, to: \.unknown) }

    private static func make<Options: TrafficOptions>(_ options: Options, _ configure: (inout Options) -> Void) -> ClassKind {
        var options = options
        configure(&options)
        return ClassKind(options)
    }

    public static func htb(_ configure: (inout TrafficClass.HTB) -> Void = { _ in }) -> ClassKind { make(TrafficClass.HTB(), configure) }
    public static func hfsc(_ configure: (inout TrafficClass.HFSC) -> Void = { _ in }) -> ClassKind { make(TrafficClass.HFSC(), configure) }
    public static func drr(_ configure: (inout TrafficClass.DRR) -> Void = { _ in }) -> ClassKind { make(TrafficClass.DRR(), configure) }
    public static func qfq(_ configure: (inout TrafficClass.QFQ) -> Void = { _ in }) -> ClassKind { make(TrafficClass.QFQ(), configure) }
    public static func ets(_ configure: (inout TrafficClass.ETS) -> Void = { _ in }) -> ClassKind { make(TrafficClass.ETS(), configure) }
    public static func prio(_ configure: (inout TrafficClass.Prio) -> Void = { _ in }) -> ClassKind { make(TrafficClass.Prio(), configure) }
    public static func mq(_ configure: (inout TrafficClass.MQ) -> Void = { _ in }) -> ClassKind { make(TrafficClass.MQ(), configure) }
    public static func mqprio(_ configure: (inout TrafficClass.MQPrio) -> Void = { _ in }) -> ClassKind {
        make(TrafficClass.MQPrio(), configure)
    }
}
