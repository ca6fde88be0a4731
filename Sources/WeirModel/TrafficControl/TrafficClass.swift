/// A class of a classful qdisc.
public struct TrafficClass: Codable, Hashable, Sendable {
    public typealias Options = AnyOptions<TrafficClassCatalogue>

    public var id: Handle
    /// The qdisc, or the class above.
    public var parent: Handle
    public var options: Options
    /// Attributes within the options that the kind's table lacks.
    public var unknown: [RawAttribute]?
    public var at: Located
    private enum CodingKeys: String, CodingKey { case id, parent, options, unknown, at }

    public init(
        _ id: Handle, parent: Handle, _ options: any TrafficOptions, unknown: [RawAttribute]? = nil, at location: SourceLocation? = nil
    ) {
        self.id = id
        self.parent = parent
        self.options = Options(options)
        self.unknown = unknown
        self.at = Located(location)
    }

    public var kind: String { options.kind }
}

/// The kinds of class; named as their qdisc.
public enum TrafficClassCatalogue: KindCatalogue {
    public static let kinds: [any TrafficOptions.Type] = [
        TrafficClass.HTB.self, TrafficClass.HFSC.self, TrafficClass.DRR.self, TrafficClass.QFQ.self, TrafficClass.ETS.self,
        TrafficClass.Prio.self, TrafficClass.MQ.self, TrafficClass.MQPrio.self,
    ]
    public static let byName = Dictionary(kinds.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
}
