internal import CNl
internal import Netlink
import WeirModel

extension TrafficClass.HTB: OptionsCoded {
    /// struct tc_htb_opt, and the rates beyond 32 bits.
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        let ceil = self.ceil ?? rate
        func specification(_ rate: BitRate) -> RateSpecification {
            RateSpecification(rate: rate, overhead: overhead ?? 0, mpu: mpu ?? 0, linkLayer: linkLayer ?? .ethernet)
        }
        if rate.bytesPerSecond >= 1 << 32 { writer.put(Int(TCA_HTB_RATE64), rate.bytesPerSecond) }
        if ceil.bytesPerSecond >= 1 << 32 { writer.put(Int(TCA_HTB_CEIL64), ceil.bytesPerSecond) }
        writer.structure(Int(TCA_HTB_PARMS)) { body in
            specification(rate).write(to: body)
            specification(ceil).write(to: body)
            body.append((burst ?? Self.defaultBurst(rate)).ticks(at: rate))
            body.append((cburst ?? Self.defaultBurst(ceil)).ticks(at: ceil))
            body.append(quantum ?? 0)
            body.append(UInt32(0))
            body.append(priority ?? 0)
        }
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard let parameters = attributes[attribute: Int(TCA_HTB_PARMS)], let rate = RateSpecification(parameters),
            let ceil = parameters.slice(RateSpecification.size, RateSpecification.size).flatMap(RateSpecification.init)
        else { return nil }
        let numbers = (0..<5).compactMap { parameters.number(UInt32.self, at: 24 + 4 * $0) }
        guard numbers.count == 5 else { return nil }
        var options = Self()
        options.rate = attributes[attribute: Int(TCA_HTB_RATE64)]?.number(UInt64.self).map(BitRate.init(bytesPerSecond:)) ?? rate.rate
        let wideCeil = attributes[attribute: Int(TCA_HTB_CEIL64)]?.number(UInt64.self).map(BitRate.init(bytesPerSecond:)) ?? ceil.rate
        options.ceil = wideCeil
        options.burst = Burst(ticks: numbers[0], at: options.rate)
        options.cburst = Burst(ticks: numbers[1], at: wideCeil)
        options.quantum = numbers[2]
        options.priority = numbers[4]
        options.overhead = rate.overhead
        options.mpu = rate.mpu
        options.linkLayer = rate.linkLayer
        return (options, attributes.raw(besides: [TCA_HTB_PARMS, TCA_HTB_RATE64, TCA_HTB_CEIL64, TCA_HTB_PAD, TCA_HTB_OFFLOAD]))
    }
}
