/// Options of a qdisc that request hardware. The kernel refuses them if the driver does.
public protocol OffloadOptions: TrafficOptions {
    var isInHardware: Bool { get set }
}

/// Those with an option that says nothing else.
public protocol OffloadFlag: OffloadOptions {
    var offload: Bool? { get set }
}

extension OffloadFlag {
    public var isInHardware: Bool {
        get { offload == true }
        set { offload = newValue ? true : nil }
    }
}

extension Qdisc.HTB: OffloadFlag {}
extension Qdisc.ETF: OffloadFlag {}
extension Qdisc.CBS: OffloadFlag {}

extension Qdisc.MQPrio: OffloadOptions {
    public var isInHardware: Bool {
        get { hardware == true }
        set { hardware = newValue ? true : nil }
    }
}

extension Qdisc.Taprio: OffloadOptions {
    /// TCA_TAPRIO_ATTR_FLAG_FULL_OFFLOAD
    public var isInHardware: Bool {
        get { (flags ?? 0) & 2 != 0 }
        set {
            let rest = (flags ?? 0) & ~2
            flags = newValue ? rest | 2 : rest == 0 ? nil : rest
        }
    }
}

extension Qdisc {
    /// Kinds that the kernel offers to the driver by itself, and that stay in software without an error if it refuses. Source:
    /// `qdisc_offload_dump_helper` and its callers in net/sched.
    public static let silentlyOffloadedKinds: Set<String> = [
        PFIFO.kind, BFIFO.kind, Prio.kind, RED.kind, ETS.kind, TBF.kind, GRED.kind, MQ.kind,
    ]

    /// Some driver may have it.
    public var canBeInHardware: Bool { options.options is any OffloadOptions || Self.silentlyOffloadedKinds.contains(kind) }

    /// The demand on the hardware: the author's, or else that of the options.
    public var contract: Offload? { offload ?? ((options.options as? any OffloadOptions)?.isInHardware == true ? .required : nil) }

    /// Whether the hardware has this live qdisc; `nil` if the kernel does not report it.
    public var isHeldByHardware: Bool? {
        if status?.isInHardware == true { return true }
        return (options.options as? any OffloadOptions)?.isInHardware ?? status?.isInHardware
    }

    /// The same qdisc, requested in hardware or in software. Kinds without such an option are unchanged.
    public func inHardware(_ isInHardware: Bool) -> Qdisc {
        guard var options = options.options as? any OffloadOptions else { return self }
        options.isInHardware = isInHardware
        var copy = self
        copy.options = Options(options)
        return copy
    }

    /// The preference resolved beside the live qdisc in this place: an existing qdisc stays where it is.
    public func resolved(beside live: Qdisc?) -> Qdisc {
        guard offload == .preferred else { return self }
        if let live, live.kind == kind { return inHardware(live.isHeldByHardware ?? false) }
        return inHardware(true)
    }
}

/// The kernel's report of an existing qdisc.
public struct QdiscStatus: Codable, Hashable, Sendable {
    /// `TCA_HW_OFFLOAD`
    public var isInHardware: Bool
    private enum CodingKeys: String, CodingKey { case isInHardware }
    public init(isInHardware: Bool) { self.isInHardware = isInHardware }
}
