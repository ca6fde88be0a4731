internal import CNftnl
import Netfilter

/// `hash`: jhash of a register, or the packet's symmetric hash.
enum HashKind: ExpressionKind {
    static let name: StaticString = "hash"

    static func encode(_ hash: Expression.Hash, to writer: RulesetWriter) {
        writer.expression(name) {
            if hash.type == NFT_HASH_JENKINS.rawValue {
                $0.set(NFTNL_EXPR_HASH_SREG, hash.source)
                $0.set(NFTNL_EXPR_HASH_LEN, hash.length)
            }
            $0.set(NFTNL_EXPR_HASH_DREG, hash.register)
            $0.set(NFTNL_EXPR_HASH_MODULUS, hash.modulus)
            if let seed = hash.seed { $0.set(NFTNL_EXPR_HASH_SEED, seed) }
            $0.set(NFTNL_EXPR_HASH_OFFSET, hash.offset)
            $0.set(NFTNL_EXPR_HASH_TYPE, hash.type)
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let modulus = a.u32(NFTA_HASH_MODULUS), let register = a.u32(NFTA_HASH_DREG) else { return nil }
        let type = a.u32(NFTA_HASH_TYPE) ?? NFT_HASH_JENKINS.rawValue
        let source = a.u32(NFTA_HASH_SREG)
        let length = a.u32(NFTA_HASH_LEN)
        guard type == NFT_HASH_JENKINS.rawValue ? source != nil && length != nil : source == nil && length == nil else { return nil }
        return .hash(
            .init(
                type: type, source: source ?? 0, length: length ?? 0, modulus: modulus, seed: a.u32(NFTA_HASH_SEED),
                offset: a.u32(NFTA_HASH_OFFSET) ?? 0, register: register))
    }
}
