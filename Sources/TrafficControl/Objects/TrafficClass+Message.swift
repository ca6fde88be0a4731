internal import CNl
internal import Netlink
import WeirModel

extension TrafficClass {
    func write(to writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        writer.put(Int(TCA_KIND), text: kind)
        // Some kinds want to see the attribute even when there is nothing in it.
        try options.write(unknown, isKept: true, to: writer, context)
    }

    init?(_ object: ReceivedObject, names: InterfaceTable) {
        guard let kind = object.kind else { return nil }
        let (options, unknown) = Options.decode(kind, object.options, names: names)
        self.init(Handle(rawValue: object.handle), parent: Handle(rawValue: object.parent), options.options)
        self.unknown = unknown.isEmpty ? nil : unknown
    }

    /// Whether classes of this kind come and go with their qdisc.
    static func isMadeByQdisc(_ kind: String) -> Bool { ![HTB.kind, HFSC.kind, DRR.kind, QFQ.kind].contains(kind) }
}
