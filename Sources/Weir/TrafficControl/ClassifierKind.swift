public import WeirModel

/// A classifier with its options under tc's names: `.u32 { $0.keys = [.init(value: 0x0a00_0000, mask: 0xff00_0000, offset: 16)] }`.
public struct ClassifierKind: Sendable {
    let options: any TrafficOptions
    var unknown: [RawAttribute]?

    /// A classifier with options made elsewhere.
    public init(_ options: any TrafficOptions) { self.options = options }

    /// A classifier that Weir doesn't know, with the payload of its options.
    public static func raw(_ kind: String, _ payload: HexBytes? = nil) -> ClassifierKind {
        ClassifierKind(RawOptions(kind: kind, payload: payload?.bytes))
    }

    /// An attribute of the classifier that Weir doesn't know.
    public func attribute(_ type: UInt16, _ payload: HexBytes) -> ClassifierKind { adding(type, payload, to: \.unknown) }

    private static func make<Options: TrafficOptions>(_ set: (inout Options) -> Void) -> ClassifierKind {
        var options = Options()
        set(&options)
        return ClassifierKind(options)
    }

    /// Keys of header fields with masks, the one classifier that most hardware takes: tc's `flower`. See tc-flower(8). `.flower {
    /// $0.etherType = .ip; … }`; `Filter(ip.dscp == .ef, …)` makes one from matches.
    public static func flower(_ set: (inout Classifier.Flower) -> Void = { _ in }) -> ClassifierKind { make(set) }
    /// Masked 32-bit words of the packet, with hash tables: tc's `u32`. See tc-u32(8).
    public static func u32(_ set: (inout Classifier.U32) -> Void = { _ in }) -> ClassifierKind { make(set) }
    /// Every packet: tc's `matchall`. See tc-matchall(8).
    public static var matchall: ClassifierKind { ClassifierKind(Classifier.MatchAll()) }
    /// Expressions of extended matches: tc's `basic match '…'`. See tc-basic(8) and tc-ematch(8).
    public static func basic(_ set: (inout Classifier.Basic) -> Void = { _ in }) -> ClassifierKind { make(set) }
    /// The packet's mark: tc's `fw`; the filter's handle is the mark. See tc-fw(8). `Filter(using: .fw(), classify: 10, handle: 6)`
    public static func fw(_ set: (inout Classifier.FW) -> Void = { _ in }) -> ClassifierKind { make(set) }
    /// The realms of the packet's route: tc's `route`. See tc-route(8).
    public static func route(_ set: (inout Classifier.Route) -> Void = { _ in }) -> ClassifierKind { make(set) }
    /// The `net_cls.classid` of the sender's control group: tc's `cgroup`. See tc-cgroup(8).
    public static func cgroup(_ set: (inout Classifier.CGroup) -> Void = { _ in }) -> ClassifierKind { make(set) }
    /// Classes by a hash or a map of the packet's keys: tc's `flow`. See tc-flow(8).
    public static func flow(_ set: (inout Classifier.Flow) -> Void = { _ in }) -> ClassifierKind { make(set) }
    /// A BPF program's answer: tc's `bpf`. See tc-bpf(8). `.bpf { $0.program = .pinned("/sys/fs/bpf/classify") }`
    public static func bpf(_ set: (inout Classifier.BPF) -> Void = { _ in }) -> ClassifierKind { make(set) }
}

/// Kinds that carry attributes that Weir doesn't know.
protocol CarriesAttributes {}
extension QdiscKind: CarriesAttributes {}
extension ClassKind: CarriesAttributes {}
extension ClassifierKind: CarriesAttributes {}
extension TrafficAction: CarriesAttributes {}

extension CarriesAttributes {
    func adding(_ type: UInt16, _ payload: HexBytes, to path: WritableKeyPath<Self, [RawAttribute]?>) -> Self {
        var copy = self
        copy[keyPath: path] = (copy[keyPath: path] ?? []) + [RawAttribute(type: type, payload: payload.bytes)]
        return copy
    }
}
