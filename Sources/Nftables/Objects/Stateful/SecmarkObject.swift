internal import CNftnl
import WeirModel

enum SecmarkObject: StatefulObjectKind {
    static let type = UInt32(NFT_OBJECT_SECMARK)
    static let kind = StatefulObject.Kind.secmark

    static func encode(_ context: String, to writer: RulesetWriter) {
        writer.put(NFTA_SECMARK_CTX, context)
    }

    static func decode(_ a: inout AttributeDecoder) -> StatefulObject.Definition? {
        a.string(NFTA_SECMARK_CTX).map { .secmark(context: $0) }
    }
}
