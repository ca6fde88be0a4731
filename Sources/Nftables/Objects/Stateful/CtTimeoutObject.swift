internal import CNftnl
import WeirModel

enum CtTimeoutObject: StatefulObjectKind {
    static let type = UInt32(NFT_OBJECT_CT_TIMEOUT)
    static let kind = StatefulObject.Kind.ctTimeout

    /// A state of `enum ctattr_timeout_*`; its meaning depends on the protocol.
    private struct State: RawRepresentable { var rawValue: UInt32 }

    static func encode(protocol proto: UInt8, l3protocol: Family?, policy: [UInt32: UInt32], to writer: RulesetWriter) {
        if let l3protocol { writer.put(NFTA_CT_TIMEOUT_L3PROTO, UInt16(l3protocol.nfproto)) }
        writer.put(NFTA_CT_TIMEOUT_L4PROTO, proto)
        writer.nest(NFTA_CT_TIMEOUT_DATA) {
            for (state, seconds) in policy.sorted(by: { $0.key < $1.key }) { writer.put(State(rawValue: state), seconds) }
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> StatefulObject.Definition? {
        guard let proto = a.u8(NFTA_CT_TIMEOUT_L4PROTO), let data = a.bytes(NFTA_CT_TIMEOUT_DATA) else { return nil }
        guard let l3 = Family.l3protocol(a.u16(NFTA_CT_TIMEOUT_L3PROTO)) else { return nil }
        var policy: [UInt32: UInt32] = [:]
        for state in data.attributes {
            guard let seconds: UInt32 = state.payload.exactly() else { return nil }
            policy[UInt32(state.type)] = UInt32(bigEndian: seconds)
        }
        return .ctTimeout(protocol: proto, l3protocol: l3, policy: policy)
    }
}
