internal import CNl
internal import Netlink
import WeirModel

extension Action.Police: ActionCoded {
    static let parametersType = Int(TCA_POLICE_TBF)
    static let ignored = [Int(TCA_POLICE_TM), Int(TCA_POLICE_PAD)]
    static let fields: [AttributeField<Self>] = [
        .value(Int(TCA_POLICE_RESULT), \.conform) {
            nativeBytes(of: $0.rawValue)
        } _: {
            $0.exactly(Int32.self).map(ActionControl.init(rawValue:))
        },
        .number(Int(TCA_POLICE_AVRATE), \.averageRate),
    ]

    /// struct tc_police, which is not like the others, and the tables that the kernel still wants to see.
    func encode(_ generic: GenericAction, into writer: MessageWriter, _ names: InterfaceTable) throws(TrafficControlError) {
        func specification(_ rate: BitRate?) -> RateSpecification {
            guard let rate else { return RateSpecification() }
            return RateSpecification(rate: rate, overhead: overhead ?? 0, mpu: mpu ?? 0, linkLayer: linkLayer ?? .ethernet)
        }
        var rateSpecification = specification(rate)
        var peakSpecification = specification(peakRate)
        let longest = mtu == .max ? 0 : mtu ?? 0
        let table = rateSpecification.table(mtu: longest)
        let peakTable = peakSpecification.table(mtu: longest)
        rateSpecification.cellLog = rate == nil ? 0 : table.cellLog
        peakSpecification.cellLog = peakRate == nil ? 0 : peakTable.cellLog
        writer.structure(Int(TCA_POLICE_TBF)) { body in
            body.append(generic.index)
            body.append(generic.control.rawValue)
            body.append(UInt32(0))
            body.append(rate.map { (burst ?? .bytes(0)).ticks(at: $0) } ?? 0)
            body.append(mtu ?? 0)
            rateSpecification.write(to: body)
            peakSpecification.write(to: body)
            for _ in 0..<3 { body.append(UInt32(0)) }
        }
        if let rate {
            writer.structure(Int(TCA_POLICE_RATE)) { body in for ticks in table.ticks { body.append(ticks) } }
            if rate.bytesPerSecond >= 1 << 32 { writer.put(Int(TCA_POLICE_RATE64), rate.bytesPerSecond) }
        }
        if let peakRate {
            writer.structure(Int(TCA_POLICE_PEAKRATE)) { body in for ticks in peakTable.ticks { body.append(ticks) } }
            if peakRate.bytesPerSecond >= 1 << 32 { writer.put(Int(TCA_POLICE_PEAKRATE64), peakRate.bytesPerSecond) }
        }
        if let packetRate {
            writer.put(Int(TCA_POLICE_PKTRATE64), packetRate)
            writer.put(Int(TCA_POLICE_PKTBURST64), UInt64((packetBurst ?? .bytes(0)).ticks(at: BitRate(bytesPerSecond: packetRate))))
        }
        encodeAttributes(into: writer, isChange: false)
    }

    static func decode(_ attributes: Attributes, names: InterfaceTable) -> (Self, GenericAction, [RawAttribute])? {
        guard let parameters = attributes[attribute: parametersType], let index: UInt32 = parameters.number(),
            let control: Int32 = parameters.number(at: 4),
            let burst: UInt32 = parameters.number(at: 12), let mtu: UInt32 = parameters.number(at: 16),
            let rate = parameters.slice(20, 12).flatMap(RateSpecification.init),
            let peak = parameters.slice(32, 12).flatMap(RateSpecification.init),
            let references: Int32 = parameters.number(at: 44), let bindings: Int32 = parameters.number(at: 48)
        else { return nil }
        var generic = GenericAction(index: index, control: ActionControl(rawValue: control))
        generic.references = references
        generic.bindings = bindings
        func wide(_ specification: RateSpecification, _ type: Int) -> BitRate? {
            if let rate: UInt64 = attributes[attribute: type]?.number() { return BitRate(bytesPerSecond: rate) }
            return specification.rate.bytesPerSecond == 0 ? nil : specification.rate
        }
        var options = Self()
        options.mtu = mtu
        if let wideRate = wide(rate, Int(TCA_POLICE_RATE64)) {
            options.rate = wideRate
            options.burst = Burst(ticks: burst, at: wideRate)
            options.linkLayer = rate.linkLayer
        }
        options.overhead = rate.overhead
        options.mpu = rate.mpu
        options.peakRate = wide(peak, Int(TCA_POLICE_PEAKRATE64))
        if let packetRate: UInt64 = attributes[attribute: Int(TCA_POLICE_PKTRATE64)]?.number() {
            options.packetRate = packetRate
            let ticks: UInt64 = attributes[attribute: Int(TCA_POLICE_PKTBURST64)]?.number() ?? 0
            options.packetBurst = Burst(ticks: UInt32(clamping: ticks), at: BitRate(bytesPerSecond: packetRate))
        }
        let taken =
            [TCA_POLICE_TBF, TCA_POLICE_RATE64, TCA_POLICE_PEAKRATE64, TCA_POLICE_PKTRATE64, TCA_POLICE_PKTBURST64].map { Int($0) }
            + ignored
        let unknown = options.decode(attributes.filter { !taken.contains($0.type) })
        return (options, generic, unknown)
    }
}
