internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.SFB: OptionsCoded {
    /// struct tc_sfb_qopt
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.structure(Int(TCA_SFB_PARMS)) { body in
            body.append(UInt32(clamping: (rehash ?? .seconds(600)).nanoseconds / 1_000_000))
            body.append(UInt32(clamping: (warmup ?? .seconds(60)).nanoseconds / 1_000_000))
            for number in [max ?? 25, target ?? 20, increment ?? 33, decrement ?? 3, limit ?? 0, penaltyRate ?? 10, penaltyBurst ?? 20] {
                body.append(number)
            }
        }
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        let attributes = payload.attributes
        guard let parameters = attributes[attribute: Int(TCA_SFB_PARMS)] else { return nil }
        let numbers = (0..<9).compactMap { parameters.number(UInt32.self, at: 4 * $0) }
        guard numbers.count == 9 else { return nil }
        var options = Self()
        options.rehash = .milliseconds(Int64(numbers[0]))
        options.warmup = .milliseconds(Int64(numbers[1]))
        options.max = numbers[2]
        options.target = numbers[3]
        options.increment = numbers[4]
        options.decrement = numbers[5]
        options.limit = numbers[6]
        options.penaltyRate = numbers[7]
        options.penaltyBurst = numbers[8]
        return (options, attributes.raw(besides: [Int(TCA_SFB_PARMS)]))
    }
}
