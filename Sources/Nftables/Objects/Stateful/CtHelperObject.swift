internal import CNftnl
import WeirModel

enum CtHelperObject: StatefulObjectKind {
    static let type = UInt32(NFT_OBJECT_CT_HELPER)
    static let kind = StatefulObject.Kind.ctHelper

    static func encode(helper: String, protocol proto: UInt8, l3protocol: Family?, to writer: RulesetWriter) {
        writer.put(NFTA_CT_HELPER_NAME, helper)
        if let l3protocol { writer.put(NFTA_CT_HELPER_L3PROTO, UInt16(l3protocol.nfproto)) }
        writer.put(NFTA_CT_HELPER_L4PROTO, proto)
    }

    static func decode(_ a: inout AttributeDecoder) -> StatefulObject.Definition? {
        guard let helper = a.string(NFTA_CT_HELPER_NAME), let proto = a.u8(NFTA_CT_HELPER_L4PROTO) else { return nil }
        guard let l3 = Family.l3protocol(a.u16(NFTA_CT_HELPER_L3PROTO)) else { return nil }
        return .ctHelper(helper: helper, protocol: proto, l3protocol: l3)
    }
}

extension Family {
    /// The family of an optional `*_L3PROTO`: nil for a number that is none, `.some(nil)` for no attribute.
    static func l3protocol(_ number: UInt16?) -> Family?? {
        guard let number else { return .some(nil) }
        return UInt8(exactly: number).flatMap { Family(nfproto: $0) }.map { .some($0) }
    }
}
