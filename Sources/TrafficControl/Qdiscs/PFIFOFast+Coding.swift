internal import Netlink
import WeirModel

extension Qdisc.PFIFOFast: OptionsCoded {
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {}
    /// The kernel says bands and priomap, which are always the same.
    static func decode(_ payload: Payload, names: LinkNames) -> (Self, [RawAttribute])? { (Self(), []) }
}
