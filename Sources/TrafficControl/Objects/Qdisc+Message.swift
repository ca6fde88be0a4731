internal import CNl
internal import Netlink
import WeirModel

extension Qdisc {
    func write(to writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.put(Int(TCA_KIND), text: kind)
        try options.write(unknown, to: writer, context)
        if let sizeTable { sizeTable.encode(into: writer) }
        if let ingressBlock { writer.put(Int(TCA_INGRESS_BLOCK), ingressBlock) }
        if let egressBlock { writer.put(Int(TCA_EGRESS_BLOCK), egressBlock) }
    }

    /// `TCA_OPTIONS` of the changes that complete the qdisc once it exists.
    var followUps: [(MessageWriter) -> Void] { options.as(GRED.self)?.followUps ?? [] }

    init?(_ object: ReceivedObject, names: InterfaceTable) {
        guard let kind = object.kind else { return nil }
        let (options, unknown) = Options.decode(kind, object.options, names: names)
        self.init(options.options, parent: Handle(rawValue: object.parent), handle: Handle(rawValue: object.handle))
        sizeTable = object.attributes[attribute: Int(TCA_STAB)].flatMap { SizeTable($0) }
        ingressBlock = object.attributes[attribute: Int(TCA_INGRESS_BLOCK)]?.number()
        egressBlock = object.attributes[attribute: Int(TCA_EGRESS_BLOCK)]?.number()
        let flag: UInt8? = object.attributes[attribute: Int(TCA_HW_OFFLOAD)]?.number()
        status = flag.map { QdiscStatus(isInHardware: $0 != 0) }
        self.unknown = unknown.isEmpty ? nil : unknown
    }
}

extension SizeTable {
    /// struct tc_sizespec: 24 bytes.
    func encode(into writer: MessageWriter) {
        let filled = canonical
        let table = filled.entries
        writer.nest(Int(TCA_STAB)) { nest in
            nest.structure(Int(TCA_STAB_BASE)) { body in
                body.append([table.cellLog, table.sizeLog])
                body.append(Int16(table.sizes.isEmpty ? 0 : -1))
                body.append(overhead ?? 0)
                body.append(UInt32((linkLayer ?? .unaware).rawValue))
                body.append(mpu ?? 0)
                body.append(table.sizes.isEmpty ? 0 : filled.mtu ?? 2047)
                body.append(UInt32(table.sizes.count))
            }
            if !table.sizes.isEmpty { nest.structure(Int(TCA_STAB_DATA)) { body in for size in table.sizes { body.append(size) } } }
        }
    }

    init?(_ payload: Payload) {
        guard let base = payload.attributes[attribute: Int(TCA_STAB_BASE)], let overhead: Int32 = base.number(at: 4),
            let layer: UInt32 = base.number(at: 8), let mpu: UInt32 = base.number(at: 12), let mtu: UInt32 = base.number(at: 16),
            let tableSize: UInt32 = base.number(at: 20), let linkLayer = LinkLayer(rawValue: UInt8(truncatingIfNeeded: layer))
        else { return nil }
        self.init(linkLayer: linkLayer, overhead: overhead, mpu: mpu, mtu: mtu, tableSize: tableSize)
    }

    /// The size on the wire for each cell of packet length, as 16-bit numbers shifted by `sizeLog`.
    private var entries: (cellLog: UInt8, sizeLog: UInt8, sizes: [UInt16]) {
        guard let count = tableSize, let mtu, count > 0 else { return (0, 0, []) }
        var cellLog: UInt32 = 0
        while mtu >> cellLog > count - 1 { cellLog += 1 }
        let sizes: [UInt64] = (0..<UInt64(count)).map { index in
            var size = max((index + 1) << UInt64(cellLog), UInt64(mpu ?? 0))
            if linkLayer == .atm { size = (size + 47) / 48 * 53 }
            return size
        }
        var sizeLog: UInt64 = 0
        while (sizes.last ?? 0) >> sizeLog > UInt64(UInt16.max) { sizeLog += 1 }
        return (UInt8(cellLog), UInt8(sizeLog), sizes.map { UInt16(clamping: $0 >> sizeLog) })
    }
}
