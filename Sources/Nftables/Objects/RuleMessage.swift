internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// `NFT_MSG_*RULE`
enum RuleMessage {
    /// The chain that a rule is put in: by name, or the one that this batch has bound to a number.
    enum Place {
        case chain(String)
        case bound(UInt32)
    }

    /// Anonymous sets and chains have been announced to the writer (`setReferences`).
    static func encode(_ rule: CompiledRule, table: String, in place: Place, to writer: RulesetWriter) {
        writer.put(NFTA_RULE_TABLE, table)
        switch place {
        case .chain(let name): writer.put(NFTA_RULE_CHAIN, name)
        case .bound(let id): writer.put(NFTA_RULE_CHAIN_ID, id)
        }
        CompatibleProtocol(of: rule.expressions)?.encode(to: writer)
        if !rule.userdata.isEmpty { writer.put(NFTA_RULE_USERDATA, bytes: rule.userdata) }
        let at = writer.nestStart(NFTA_RULE_EXPRESSIONS)
        writer.put(list: rule.expressions)
        writer.attributeEnd(at)
    }

    struct Decoded {
        var handle: UInt64
        var rule: CompiledRule
    }

    static func decode(_ message: Message) throws -> Decoded {
        var a = AttributeDecoder(message.attributes)
        guard let handle = a.u64(NFTA_RULE_HANDLE) else { throw NftablesError.malformed("a rule without a handle") }
        var rule = CompiledRule(expressions: [], userdata: a.array(NFTA_RULE_USERDATA) ?? [])
        if let list = a.bytes(NFTA_RULE_EXPRESSIONS) {
            rule.expressions = a.expressions(in: list)
            if a.isMalformed { throw NftablesError.malformed("rule handle \(handle)") }
        }
        return Decoded(handle: handle, rule: rule)
    }
}
