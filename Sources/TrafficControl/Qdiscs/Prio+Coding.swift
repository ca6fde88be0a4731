internal import Netlink
import WeirModel

extension Qdisc.Prio: OptionsCoded {
    /// struct tc_prio_qopt; the kernel makes no prio without it.
    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        let filled = canonical(on: LinkDefaults())
        writer.append(Int32(clamping: filled.bands ?? 3))
        writer.append(Array((filled.priomap ?? []).prefix(16)) + Array(repeating: 0, count: max(0, 16 - (filled.priomap?.count ?? 0))))
    }
    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        var reader = StructReader(payload)
        guard let bands: Int32 = reader.next(), bands >= 0, let priomap = reader.next(16)?.array else { return nil }
        var options = Self()
        options.bands = UInt32(bands)
        options.priomap = priomap
        return (options, [])
    }
}
