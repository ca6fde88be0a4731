/// One object of traffic control.
public enum TrafficControlObject: Hashable, Sendable, Codable {
    case qdisc(Qdisc)
    case trafficClass(TrafficClass)
    case chain(FilterChain)
    /// Indirect: there are many, and their steps are copied often.
    indirect case filter(Filter)
    /// An action that filters share.
    case action(Action)

    /// As an error or a plan names it: `qdisc htb 1: at root`.
    public var name: String {
        switch self {
        case .qdisc(let qdisc):
            let handle = qdisc.handle.map { " \($0)" } ?? ""
            return "qdisc \(qdisc.kind)\(handle) at \(qdisc.parent)"
        case .trafficClass(let found): return "class \(found.kind) \(found.id)"
        case .chain(let chain): return "chain \(chain.index) at \(chain.attachment)"
        case .filter(let filter): return filter.name
        case .action(let action): return "action \(action.kind) index \(action.index ?? 0)"
        }
    }

    public var location: SourceLocation? {
        switch self {
        case .qdisc(let qdisc): qdisc.at.location
        case .trafficClass(let found): found.at.location
        case .chain(let chain): chain.at.location
        case .filter(let filter): filter.at.location
        case .action: nil
        }
    }
}

extension TrafficControlObject {
    /// Whether both are of the same sort, of which a link can have many thousands.
    public func isOneOfMany(like other: Self) -> Bool {
        switch (self, other) {
        case (.filter, .filter), (.trafficClass, .trafficClass): true
        case (.qdisc, _), (.trafficClass, _), (.chain, _), (.filter, _), (.action, _): false
        }
    }
}

extension Filter {
    /// As an error or a plan names it.
    public var name: String {
        var name = "filter "
        name.reserveCapacity(64)
        name += kind
        name += " at "
        name += attachment.description
        if chain != 0 { name += " chain \(chain)" }
        if let priority {
            name += " pref "
            name += String(priority)
        }
        if let handle, handle != 0 {
            name += " handle 0x"
            name += String(handle, radix: 16)
        }
        return name
    }
}

/// A request to the kernel about one link, with the request that undoes it.
public struct TrafficControlStep: Hashable, Sendable, Codable {
    public enum Verb: String, Hashable, Sendable, Codable { case add, change, replace, delete }

    public var link: String
    public var verb: Verb
    public var object: TrafficControlObject
    /// In this order.
    public var undo: [TrafficControlStep]
    /// The effect on traffic; `nil` if there is none.
    public var impact: String?
    /// The part of the policy that needs the request: the object, or if it isn't the policy's, the object that it makes way for.
    public var at: Located
    private enum CodingKeys: String, CodingKey { case link, verb, object, undo, impact, at }

    public init(
        link: String, _ verb: Verb, _ object: TrafficControlObject, undo: [TrafficControlStep] = [], impact: String? = nil,
        at place: Located = Located()
    ) {
        self.link = link
        self.verb = verb
        self.object = object
        self.undo = undo
        self.impact = impact
        self.at = Located(object.location ?? place.location)
    }

    public var description: String { "\(verb.rawValue) \(object.name)" }
}
