internal import Netlink
import WeirModel

extension Qdisc.PFIFOFast: OptionsCoded {
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {}
    /// The kernel reports bands and priomap, which never change.
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? { (Self(), []) }
}
