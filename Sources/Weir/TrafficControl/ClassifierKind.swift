public import WeirModel

/// A classifier with its options under tc's names: `.u32 { $0.keys = [.init(value: 0x0a00_0000, mask: 0xff00_0000, offset: 16)] }`.
public struct ClassifierKind: Sendable {
    let options: any TrafficOptions
    var unknown: [RawAttribute]?

    public init(_ options: any TrafficOptions) { self.options = options }

    /// A classifier that Weir doesn't know, with the payload of its options.
    public static func raw(_ kind: String, _ payload: HexBytes? = nil) -> ClassifierKind {
        ClassifierKind(RawOptions(kind: kind, payload: payload?.bytes))
    }

    /// An attribute of the classifier that Weir doesn't know.
    public func attribute(_ type: UInt16, _ payload: HexBytes) -> ClassifierKind { adding(type, payload, to: \.unknown) }

    private static func make<Options: TrafficOptions>(_ options: Options, _ configure: (inout Options) -> Void) -> ClassifierKind {
        var options = options
        configure(&options)
        return ClassifierKind(options)
    }

    public static func flower(_ configure: (inout Classifier.Flower) -> Void = { _ in }) -> ClassifierKind {
        make(Classifier.Flower(), configure)
    }
    public static func u32(_ configure: (inout Classifier.U32) -> Void = { _ in }) -> ClassifierKind { make(Classifier.U32(), configure) }
    public static var matchall: ClassifierKind { ClassifierKind(Classifier.MatchAll()) }
    public static func basic(_ configure: (inout Classifier.Basic) -> Void = { _ in }) -> ClassifierKind {
        make(Classifier.Basic(), configure)
    }
    public static func fw(_ configure: (inout Classifier.FW) -> Void = { _ in }) -> ClassifierKind { make(Classifier.FW(), configure) }
    public static func route(_ configure: (inout Classifier.Route) -> Void = { _ in }) -> ClassifierKind {
        make(Classifier.Route(), configure)
    }
    public static func cgroup(_ configure: (inout Classifier.CGroup) -> Void = { _ in }) -> ClassifierKind {
        make(Classifier.CGroup(), configure)
    }
    public static func flow(_ configure: (inout Classifier.Flow) -> Void = { _ in }) -> ClassifierKind {
        make(Classifier.Flow(), configure)
    }
    public static func bpf(_ configure: (inout Classifier.BPF) -> Void = { _ in }) -> ClassifierKind { make(Classifier.BPF(), configure) }
}

/// What carries attributes that Weir doesn't know.
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
