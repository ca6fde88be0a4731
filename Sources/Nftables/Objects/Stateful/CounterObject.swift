internal import CNftnl
import WeirModel

enum CounterObject: StatefulObjectKind {
    static let type = UInt32(NFT_OBJECT_COUNTER)
    static let kind = StatefulObject.Kind.counter

    static func encode(_ counter: Counter, to writer: RulesetWriter) {
        writer.put(NFTA_COUNTER_BYTES, counter.bytes)
        writer.put(NFTA_COUNTER_PACKETS, counter.packets)
    }

    static func decode(_ a: inout AttributeDecoder) -> StatefulObject.Definition? {
        a.ignore(NFTA_COUNTER_PAD)
        return .counter(Counter(packets: a.u64(NFTA_COUNTER_PACKETS) ?? 0, bytes: a.u64(NFTA_COUNTER_BYTES) ?? 0))
    }
}
