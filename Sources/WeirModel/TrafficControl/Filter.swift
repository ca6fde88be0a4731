/// The place of a filter or chain: a qdisc, a class, a side of clsact, or a block that several qdiscs share.
public enum Attachment: TextCoded {
    case parent(Handle)
    case block(UInt32)

    public init?(_ description: String) {
        if description.hasPrefix("block ") {
            guard let number = UInt32(description.dropFirst(6)) else { return nil }
            self = .block(number)
        } else {
            guard let handle = Handle(description) else { return nil }
            self = .parent(handle)
        }
    }

    public var description: String {
        switch self {
        case .parent(let handle): handle.description
        case .block(let number): "block \(number)"
        }
    }
}

/// A list of filters that the kernel tries: those of a chain, or those of one of its priorities.
public struct FilterPlace: Hashable, Sendable {
    public var attachment: Attachment
    public var chain: UInt32
    public var priority: UInt16?

    public init(_ attachment: Attachment, chain: UInt32, priority: UInt16? = nil) {
        (self.attachment, self.chain, self.priority) = (attachment, chain, priority)
    }
}

/// A filter: its matches or a classifier, its decision and its actions.
public struct Filter: Codable, Hashable, Sendable {
    public typealias Classifier = AnyOptions<ClassifierCatalogue>

    public var attachment: Attachment
    public var chain: UInt32
    /// tc's `pref`: lower is tried earlier. `nil` follows the order of the filters.
    public var priority: UInt16?
    /// The EtherType that the filter sees; 0x0003 (ETH_P_ALL) is all.
    public var protocolID: UInt16
    /// The classifier's name of the filter: a number, fw's mark, a node of a u32 table. `nil` lets the kernel choose.
    public var handle: UInt32?
    /// The packets that it selects: `Matches` as an author wrote them, or a classifier of the kernel.
    public var classifier: Classifier
    /// The matches that the classifier was lowered from. Not as `Matches`, which would make each filter a kilobyte larger.
    public var origin = NonIdentity<Classifier?>(nil)
    /// The class that matching packets go to.
    public var classID: Handle?
    /// In the order in which they run; at most 32.
    public var actions: [Action]
    public var flags: FilterFlags
    /// Attributes within the options that the kind's table lacks.
    public var unknown: [RawAttribute]?
    /// Only on a live link.
    public var status: FilterStatus?
    public var at: Located

    public init(
        _ classifier: any TrafficOptions, on attachment: Attachment, chain: UInt32 = 0, priority: UInt16? = nil,
        protocolID: UInt16 = 0x0003, handle: UInt32? = nil, classID: Handle? = nil, actions: [Action] = [], flags: FilterFlags = [],
        unknown: [RawAttribute]? = nil, status: FilterStatus? = nil, at location: SourceLocation? = nil
    ) {
        self.attachment = attachment
        self.chain = chain
        self.priority = priority
        self.protocolID = protocolID
        self.handle = handle
        self.classifier = Classifier(classifier)
        self.classID = classID
        self.actions = actions
        self.flags = flags
        self.unknown = unknown
        self.status = status
        self.at = Located(location)
    }

    private enum CodingKeys: String, CodingKey {
        case attachment, chain, priority, protocolID, handle, classifier, classID, actions, flags, unknown, status, at
    }

    public var kind: String { classifier.kind }
    /// With its priority.
    public var place: FilterPlace { FilterPlace(attachment, chain: chain, priority: priority) }
}

/// The kinds of classifier.
public enum ClassifierCatalogue: KindCatalogue {
    /// Those of the kernel.
    public static let kinds: [any TrafficOptions.Type] = [
        Filter.Flower.self, Filter.U32.self, Filter.MatchAll.self, Filter.Basic.self, Filter.FW.self, Filter.Route.self,
        Filter.CGroup.self, Filter.Flow.self, Filter.BPF.self,
    ]
    public static let byName = Dictionary((kinds + [Filter.Matches.self]).map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
}

/// TCA_CLS_FLAGS_* that an author sets.
public struct FilterFlags: OptionSet, Codable, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let skipHardware = FilterFlags(rawValue: 1)
    public static let skipSoftware = FilterFlags(rawValue: 2)
    public static let verbose = FilterFlags(rawValue: 16)
    /// The flags that are compared; the others are the kernel's answer.
    public static let authored: FilterFlags = [.skipHardware, .skipSoftware, .verbose]

    /// The kernel's answer, TCA_CLS_FLAGS_IN_HW or _NOT_IN_HW of linux/pkt_cls.h; `nil` without one.
    public var isInHardware: Bool? { rawValue & 4 != 0 ? true : rawValue & 8 != 0 ? false : nil }
}

/// The kernel's report of an existing filter.
public struct FilterStatus: Codable, Hashable, Sendable {
    /// The handle as the kernel has it (a u32 node with its table).
    public var handle: UInt32
    /// `nil` if the kernel does not report it.
    public var isInHardware: Bool?
    public var inHardwareCount: UInt32?
    /// Of u32: the number of its priority's root table, which the kernel chose.
    public var rootTable: UInt32?
    private enum CodingKeys: String, CodingKey { case handle, isInHardware, inHardwareCount, rootTable }

    public init(handle: UInt32, isInHardware: Bool? = nil, inHardwareCount: UInt32? = nil, rootTable: UInt32? = nil) {
        (self.handle, self.isInHardware, self.inHardwareCount, self.rootTable) = (handle, isInHardware, inHardwareCount, rootTable)
    }
}

/// A chain of filters with a template, or created explicitly.
public struct FilterChain: Codable, Hashable, Sendable {
    public var attachment: Attachment
    public var index: UInt32
    /// The keys and masks of the chain's filters, for a chain with a template.
    public var template: Filter.Classifier?
    public var protocolID: UInt16?
    public var at: Located
    private enum CodingKeys: String, CodingKey { case attachment, index, template, protocolID, at }

    public init(
        _ index: UInt32, on attachment: Attachment, template: (any TrafficOptions)? = nil, protocolID: UInt16? = nil,
        at location: SourceLocation? = nil
    ) {
        self.index = index
        self.attachment = attachment
        self.template = template.map(Filter.Classifier.init)
        self.protocolID = protocolID
        self.at = Located(location)
    }
}

extension Filter {
    /// The same filter with the EtherType that flower takes over from the filter's protocol.
    public var withImpliedEtherType: Filter {
        guard protocolID != Self.allProtocols, var flower = classifier.as(Flower.self), flower.etherType == nil else { return self }
        flower.etherType = protocolID
        var copy = self
        copy.classifier = Classifier(flower)
        return copy
    }

    /// ETH_P_ALL
    public static let allProtocols: UInt16 = 0x0003
}
