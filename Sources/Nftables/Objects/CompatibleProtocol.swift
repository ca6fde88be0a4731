internal import CNftnl
import Netfilter
import WeirModel

/// The protocol of a rule with iptables matches or targets, which the kernel requires when the rule is created.
///
/// The kernel checks it and does not keep it, so dumps lack it. Like iptables-nft, Weir takes it from the rule's own match.
/// The corresponding attribute is `NFTA_RULE_COMPAT`.
struct CompatibleProtocol: Equatable {
    var number: UInt8
    var isInverted: Bool

    /// nil for rules that have nothing of iptables, or are for any protocol.
    init?(of rule: [Expression]) {
        let isOfIptables = rule.contains { if case .raw(let raw) = $0 { raw.name == "match" || raw.name == "target" } else { false } }
        guard isOfIptables else { return nil }
        for (load, comparison) in zip(rule, rule.dropFirst()) {
            guard let register = Self.register(ofProtocol: load), case .cmp(let op, register, let data) = comparison, data.count == 1,
                op <= 1
            else { continue }
            self.init(number: data[0], isInverted: op == 1)
            return
        }
        return nil
    }

    private init(number: UInt8, isInverted: Bool) { (self.number, self.isInverted) = (number, isInverted) }

    /// Where `meta l4proto` or `ip protocol` is loaded to.
    private static func register(ofProtocol load: Expression) -> Expression.Register? {
        switch load {
        case .meta(UInt32(NFT_META_L4PROTO.rawValue), let register): register
        case .payload(let payload) where payload.base == NFT_PAYLOAD_NETWORK_HEADER.rawValue && payload.offset == 9 && payload.length == 1:
            payload.register
        default: nil
        }
    }

    func encode(to writer: RulesetWriter) {
        let at = writer.nestStart(NFTA_RULE_COMPAT)
        writer.put(NFTA_RULE_COMPAT_PROTO, UInt32(number))
        writer.put(NFTA_RULE_COMPAT_FLAGS, isInverted ? NFT_RULE_COMPAT_F_INV.rawValue : 0)
        writer.attributeEnd(at)
    }
}
