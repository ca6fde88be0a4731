internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.TBF: OptionsCoded {
    /// struct tc_tbf_qopt, and the rates beyond 32 bits. A burst in bytes is sent in bytes, which the kernel counts most exactly.
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        let peak = peakRate ?? BitRate(bytesPerSecond: 0)
        writer.structure(Int(TCA_TBF_PARMS)) { body in
            rateSpecification(rate).write(to: body)
            (peakRate == nil ? RateSpecification() : rateSpecification(peak)).write(to: body)
            body.append(UInt32(clamping: limit.bytes))
            body.append(burst.ticksExactly(at: pace))
            body.append(peakBurst?.ticksExactly(at: pace(peak)) ?? 0)
        }
        if rate.bytesPerSecond >= 1 << 32 { writer.put(Int(TCA_TBF_RATE64), rate.bytesPerSecond) }
        if peak.bytesPerSecond >= 1 << 32 { writer.put(Int(TCA_TBF_PRATE64), peak.bytesPerSecond) }
        if case .bytes(let bytes) = burst { writer.put(Int(TCA_TBF_BURST), UInt32(clamping: bytes)) }
        if peakRate != nil, case .bytes(let bytes)? = peakBurst { writer.put(Int(TCA_TBF_PBURST), UInt32(clamping: bytes)) }
    }

    private func rateSpecification(_ rate: BitRate) -> RateSpecification {
        RateSpecification(rate: rate, overhead: overhead ?? 0, mpu: mpu ?? 0, linkLayer: linkLayer ?? .ethernet)
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard let parameters = attributes[attribute: Int(TCA_TBF_PARMS)],
            let rate = RateSpecification(parameters),
            let peak = parameters.slice(RateSpecification.size, RateSpecification.size).flatMap(RateSpecification.init),
            let limit: UInt32 = parameters.number(at: 24), let buffer: UInt32 = parameters.number(at: 28),
            let mtu: UInt32 = parameters.number(at: 32)
        else { return nil }
        func wide(_ rate: BitRate, _ type: Int) -> BitRate {
            attributes[attribute: type]?.number(UInt64.self).map(BitRate.init(bytesPerSecond:)) ?? rate
        }
        var options = Self()
        options.rate = wide(rate.rate, Int(TCA_TBF_RATE64))
        options.limit = .bytes(UInt64(limit))
        options.overhead = rate.overhead
        options.mpu = rate.mpu
        options.linkLayer = rate.linkLayer
        options.burst = Burst(ticks: buffer, exactlyAt: options.pace)
        if peak.rate.bytesPerSecond > 0 {
            let peakRate = wide(peak.rate, Int(TCA_TBF_PRATE64))
            options.peakRate = peakRate
            options.peakBurst = Burst(ticks: mtu, exactlyAt: options.pace(peakRate))
        }
        return (options, attributes.raw(besides: [TCA_TBF_PARMS, TCA_TBF_RATE64, TCA_TBF_PRATE64, TCA_TBF_PAD]))
    }
}
