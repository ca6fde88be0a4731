/// An action of a filter on a packet.
public struct Action: Codable, Hashable, Sendable {
    public typealias Options = AnyOptions<ActionCatalogue>

    public var options: Options
    /// The fate of the packet after the action.
    public var control: ActionControl
    /// Said for an action that filters share; nil lets the kernel choose.
    public var index: UInt32?
    /// At most 16 bytes for the author's use (`TCA_ACT_COOKIE`).
    public var cookie: HexBytes?
    /// TCA_ACT_HW_STATS_*: 1 immediate, 2 delayed, 0 disabled; nil any.
    public var hardwareStatistics: UInt8?
    public var flags: ActionFlags
    /// Whether the filter holds it outside its list of actions, as it does for tc's `police` without `action` before it
    /// (`TCA_…_POLICE`): only for a police action that is a filter's one action.
    public var isInOldForm: Bool?
    /// Attributes within the options that the kind's table lacks.
    public var unknown: [RawAttribute]?
    /// Only on a live link.
    public var references: ActionReferences?
    private enum CodingKeys: String, CodingKey {
        case options, control, index, cookie, hardwareStatistics, flags, isInOldForm, unknown, references
    }

    public init(
        _ options: any TrafficOptions, _ control: ActionControl, index: UInt32? = nil, cookie: [UInt8]? = nil,
        hardwareStatistics: UInt8? = nil, flags: ActionFlags = [], unknown: [RawAttribute]? = nil, references: ActionReferences? = nil
    ) {
        self.options = Options(options)
        self.control = control
        self.index = index
        self.cookie = cookie.map(HexBytes.init)
        self.hardwareStatistics = hardwareStatistics
        self.flags = flags
        self.unknown = unknown
        self.references = references
    }

    public var kind: String { options.kind }
}

/// The kinds of action.
public enum ActionCatalogue: KindCatalogue {
    public static let kinds: [any TrafficOptions.Type] = [
        Action.GAct.self, Action.Mirred.self, Action.Police.self, Action.PEdit.self, Action.SKBEdit.self, Action.SKBMod.self,
        Action.VLAN.self, Action.MPLS.self, Action.NAT.self, Action.Csum.self, Action.CT.self, Action.CTInfo.self,
        Action.ConnMark.self, Action.TunnelKey.self, Action.Sample.self, Action.IFE.self, Action.Simple.self, Action.Gate.self,
        Action.BPF.self,
    ]
    public static let byName = Dictionary(kinds.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
}

/// TCA_ACT_FLAGS_*
public struct ActionFlags: OptionSet, Codable, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Counts in one place instead of on each processor: tc's `no_percpu`.
    public static let noPerCPUStatistics = ActionFlags(rawValue: 1)
    /// Not in hardware: tc's `skip_hw`.
    public static let skipHardware = ActionFlags(rawValue: 2)
    /// In hardware only: tc's `skip_sw`.
    public static let skipSoftware = ActionFlags(rawValue: 4)
}

/// How many hold an action.
public struct ActionReferences: Codable, Hashable, Sendable {
    public var references: Int32
    public var bindings: Int32
    private enum CodingKeys: String, CodingKey { case references, bindings }

    public init(references: Int32, bindings: Int32) { (self.references, self.bindings) = (references, bindings) }

    /// Whether the action was created separately, or several filters use it.
    public var isShared: Bool { references > 1 || bindings > 1 }
}

/// The fate of a packet after an action; text as tc writes it.
///
/// Source: TC_ACT_* in linux/pkt_cls.h. `jump` skips that many actions, `goto chain` continues there.
public struct ActionControl: TextCoded {
    public var rawValue: Int32
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Goes on with the next filter: tc's `continue`.
    public static let `continue` = ActionControl(rawValue: -1)
    /// Ends classification; the packet goes on: tc's `pass`.
    public static let pass = ActionControl(rawValue: 0)
    /// Starts classification again from the first filter: tc's `reclassify`.
    public static let reclassify = ActionControl(rawValue: 1)
    /// Drops the packet: tc's `drop`.
    public static let drop = ActionControl(rawValue: 2)
    /// Goes on with the next action: tc's `pipe`.
    public static let pipe = ActionControl(rawValue: 3)
    /// The action has taken the packet: tc's `stolen`.
    public static let stolen = ActionControl(rawValue: 4)
    /// The action has queued the packet.
    public static let queued = ActionControl(rawValue: 5)
    /// Runs the action again.
    public static let `repeat` = ActionControl(rawValue: 6)
    /// The packet is redirected, as by a BPF program.
    public static let redirect = ActionControl(rawValue: 7)
    /// Hands the packet to the processor instead of forwarding it in hardware: tc's `trap`.
    public static let trap = ActionControl(rawValue: 8)
    /// Skips a number of actions: tc's `jump 2`.
    public static func jump(_ count: UInt32) -> ActionControl { ActionControl(rawValue: Int32(1 << 28 | count & 0xfff_ffff)) }
    /// Goes on with the filters of a chain: tc's `goto chain 5`.
    public static func goto(chain: UInt32) -> ActionControl { ActionControl(rawValue: Int32(2 << 28 | chain & 0xfff_ffff)) }

    private static let names: [(ActionControl, String)] = [
        (.continue, "continue"), (pass, "pass"), (reclassify, "reclassify"), (drop, "drop"), (pipe, "pipe"), (stolen, "stolen"),
        (queued, "queued"), (.repeat, "repeat"), (redirect, "redirect"), (trap, "trap"),
    ]

    public init?(_ description: String) {
        if let named = Self.names.first(where: { $0.1 == description }) {
            self = named.0
        } else if description.hasPrefix("jump "), let count = UInt32(description.dropFirst(5)), count < 1 << 28 {
            self = .jump(count)
        } else if description.hasPrefix("goto chain "), let chain = UInt32(description.dropFirst(11)), chain < 1 << 28 {
            self = .goto(chain: chain)
        } else if let number = Int32(description) {
            self.init(rawValue: number)
        } else {
            return nil
        }
    }

    public var description: String {
        if let named = Self.names.first(where: { $0.0 == self }) { return named.1 }
        switch rawValue >> 28 {
        case 1: return "jump \(rawValue & 0xfff_ffff)"
        case 2: return "goto chain \(rawValue & 0xfff_ffff)"
        default: return "\(rawValue)"
        }
    }
}
