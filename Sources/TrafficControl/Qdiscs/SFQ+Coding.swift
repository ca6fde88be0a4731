internal import Netlink
import WeirModel

extension Qdisc.SFQ: OptionsCoded {
    /// struct tc_sfq_qopt_v1; zero means unset.
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        if self == Self() { return }
        writer.append(UInt32(clamping: quantum?.bytes ?? 0))
        writer.append(perturb ?? 0)
        for number in [saidLimit, divisor, flows, depth] { writer.append(number ?? 0) }
        writer.append(UInt32(headdrop == true ? 1 : 0))
        let red = self.red ?? REDParameters()
        red.write(to: writer)
        writer.append(red.probability ?? 0)
        for _ in 0..<6 { writer.append(UInt32(0)) }
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        var reader = StructReader(payload)
        guard let quantum: UInt32 = reader.next(), let perturb: Int32 = reader.next(), let limit: UInt32 = reader.next(),
            let divisor: UInt32 = reader.next(), let flows: UInt32 = reader.next()
        else { return nil }
        var options = Self()
        options.quantum = .bytes(UInt64(quantum))
        options.perturb = perturb
        options.limit = limit
        options.divisor = divisor
        options.flows = flows
        if let depth: UInt32 = reader.next(), let headdrop: UInt32 = reader.next() {
            options.depth = depth
            options.headdrop = headdrop != 0
            if var red = reader.next(16).flatMap(REDParameters.init), red.min != 0 || red.max != 0 || red.limit != 0 {
                red.probability = reader.next()
                options.red = red
            }
        }
        return (options, [])
    }
}
