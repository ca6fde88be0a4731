/// A queueing discipline.
public struct Qdisc: Codable, Hashable, Sendable {
    public typealias Options = AnyOptions<QdiscCatalogue>

    /// `root`, `clsact`, or the class of a leaf.
    public var parent: Handle
    /// `nil` lets the kernel choose.
    public var handle: Handle?
    public var options: Options
    /// How a packet's length is counted (`TCA_STAB`).
    public var sizeTable: SizeTable?
    /// Shared filter blocks (`TCA_INGRESS_BLOCK`, `TCA_EGRESS_BLOCK`).
    public var ingressBlock: UInt32?
    public var egressBlock: UInt32?
    /// The author's demand on the hardware, beyond options that request it from the kernel; `nil` if there is none.
    public var offload: Offload?
    /// Attributes within the options that the kind's table lacks.
    public var unknown: [RawAttribute]?
    /// Only on a live link.
    public var status: QdiscStatus?
    public var at: Located
    private enum CodingKeys: String, CodingKey {
        case parent, handle, options, sizeTable, ingressBlock, egressBlock, offload, unknown, status, at
    }

    public init(
        _ options: any TrafficOptions, parent: Handle = .root, handle: Handle? = nil, sizeTable: SizeTable? = nil,
        ingressBlock: UInt32? = nil, egressBlock: UInt32? = nil, offload: Offload? = nil, unknown: [RawAttribute]? = nil,
        status: QdiscStatus? = nil,
        at location: SourceLocation? = nil
    ) {
        self.parent = parent
        self.handle = handle
        self.options = Options(options)
        self.sizeTable = sizeTable
        self.ingressBlock = ingressBlock
        self.egressBlock = egressBlock
        self.offload = offload
        self.status = status
        self.unknown = unknown
        self.at = Located(location)
    }

    public var kind: String { options.kind }
    /// Whether it has a leaf for each transmit queue.
    public var isMultiqueue: Bool { options.isOne(of: MQ.self, MQPrio.self, Taprio.self) }

    /// Blocks of filters for the traffic of its sides.
    public var sideBlocks: [UInt32] { [ingressBlock, egressBlock].compactMap { $0 } }

    /// Blocks of filters for packets that red drops early or marks.
    public var eventBlocks: [UInt32] {
        guard let red = options.as(RED.self) else { return [] }
        return [red.earlyDropBlock, red.markBlock].compactMap { $0 }.filter { $0 != 0 }
    }
}

/// The kinds of qdisc.
public enum QdiscCatalogue: KindCatalogue {
    public static let kinds: [any TrafficOptions.Type] = [
        Qdisc.PFIFO.self, Qdisc.BFIFO.self, Qdisc.PFIFOHeadDrop.self, Qdisc.PFIFOFast.self, Qdisc.Prio.self, Qdisc.MQ.self,
        Qdisc.MultiQ.self, Qdisc.MQPrio.self, Qdisc.HTB.self, Qdisc.HFSC.self, Qdisc.DRR.self, Qdisc.QFQ.self, Qdisc.ETS.self,
        Qdisc.TBF.self, Qdisc.SFQ.self, Qdisc.RED.self, Qdisc.GRED.self, Qdisc.Choke.self, Qdisc.SFB.self, Qdisc.CoDel.self,
        Qdisc.FQCoDel.self, Qdisc.FQ.self, Qdisc.PIE.self, Qdisc.FQPIE.self, Qdisc.CAKE.self, Qdisc.HHF.self, Qdisc.Netem.self,
        Qdisc.ETF.self, Qdisc.Taprio.self, Qdisc.CBS.self, Qdisc.SKBPrio.self, Qdisc.Plug.self, Qdisc.NoQueue.self,
        Qdisc.Blackhole.self, Qdisc.Ingress.self, Qdisc.ClsAct.self,
    ]
    public static let byName = Dictionary(kinds.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
}

/// The way that the kernel counts a packet's length, for links whose frames are longer than the packets (`tc … stab`).
///
/// Source: struct tc_sizespec in linux/pkt_sched.h. The table itself is computed from these when it is sent.
public struct SizeTable: Codable, Hashable, Sendable {
    public var linkLayer: LinkLayer?
    /// Bytes added to each packet.
    public var overhead: Int32?
    /// Bytes below which no packet counts.
    public var mpu: UInt32?
    /// Bytes of the longest packet that the table covers; 2047 by default.
    public var mtu: UInt32?
    /// Entries; 512 by default.
    public var tableSize: UInt32?
    private enum CodingKeys: String, CodingKey { case linkLayer, overhead, mpu, mtu, tableSize }

    public init(linkLayer: LinkLayer? = nil, overhead: Int32? = nil, mpu: UInt32? = nil, mtu: UInt32? = nil, tableSize: UInt32? = nil) {
        (self.linkLayer, self.overhead, self.mpu, self.mtu, self.tableSize) = (linkLayer, overhead, mpu, mtu, tableSize)
    }
}

extension SizeTable {
    /// With the default values that are sent to the kernel. Without cells to round to and a minimum, no table is needed.
    public var canonical: SizeTable {
        var copy = self
        let needsTable = linkLayer == .atm || (mpu ?? 0) != 0
        copy.linkLayer = linkLayer ?? .ethernet
        copy.overhead = overhead ?? 0
        copy.mpu = mpu ?? 0
        copy.mtu = needsTable ? mtu.flatMap { $0 == 0 ? nil : $0 } ?? 2047 : 0
        copy.tableSize = needsTable ? min(tableSize.flatMap { $0 == 0 ? nil : $0 } ?? 512, 2048) : 0
        return copy
    }
}

/// TC_LINKLAYER_*
public enum LinkLayer: UInt8, Codable, Hashable, Sendable, CaseIterable {
    case unaware, ethernet, atm

    private static let names: [(LinkLayer, String)] = [(unaware, "unaware"), (ethernet, "ethernet"), (atm, "atm")]

    /// By name, as tc writes it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let named = Self.names.first(where: { $0.1 == text }) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(text.excerpt())` is not a link layer")
        }
        self = named.0
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("\(self)")
    }
}
