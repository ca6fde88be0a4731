internal import CNftnl
import Netfilter

/// `NFTA_DATA_VERDICT`: the verdict of a rule or of a map's element.
enum VerdictCodec {
    /// Writes the nest. A bound chain has its number already.
    static func encode(_ verdict: Expression.VerdictData, to writer: RulesetWriter) {
        writer.nest(NFTA_DATA_VERDICT) {
            writer.put(NFTA_VERDICT_CODE, UInt32(bitPattern: verdict.code))
            switch verdict.chain {
            case nil: break
            case .named(let name): writer.put(NFTA_VERDICT_CHAIN, name)
            case .anonymous: writer.put(NFTA_VERDICT_CHAIN_ID, writer.takeReference())
            }
        }
    }

    /// From the attributes of a data nest, which must hold nothing else.
    static func decode(_ data: inout AttributeDecoder) -> Expression.VerdictData? {
        guard var verdict = data.nest(NFTA_DATA_VERDICT), let code = verdict.u32(NFTA_VERDICT_CODE) else { return nil }
        let chain = verdict.string(NFTA_VERDICT_CHAIN)
        guard verdict.isExhausted, data.isExhausted else { return nil }
        return .init(code: Int32(bitPattern: code), chain: chain.map { .named($0) })
    }
}
