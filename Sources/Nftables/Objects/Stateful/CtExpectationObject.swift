internal import CNftnl
import WeirModel

enum CtExpectationObject: StatefulObjectKind {
    static let type = UInt32(NFT_OBJECT_CT_EXPECT)
    static let kind = StatefulObject.Kind.ctExpectation

    /// The timeout is the one number of nf_tables in host order.
    static func encode(protocol proto: UInt8, l3protocol: Family?, dport: UInt16, timeout: UInt32, size: UInt8, to writer: RulesetWriter) {
        if let l3protocol { writer.put(NFTA_CT_EXPECT_L3PROTO, UInt16(l3protocol.nfproto)) }
        writer.put(NFTA_CT_EXPECT_L4PROTO, proto)
        writer.put(NFTA_CT_EXPECT_DPORT, dport)
        writer.put(NFTA_CT_EXPECT_TIMEOUT, timeout.byteSwapped)
        writer.put(NFTA_CT_EXPECT_SIZE, size)
    }

    static func decode(_ a: inout AttributeDecoder) -> StatefulObject.Definition? {
        guard let proto = a.u8(NFTA_CT_EXPECT_L4PROTO), let dport = a.u16(NFTA_CT_EXPECT_DPORT),
            let timeout = a.u32(NFTA_CT_EXPECT_TIMEOUT),
            let size = a.u8(NFTA_CT_EXPECT_SIZE), let l3 = Family.l3protocol(a.u16(NFTA_CT_EXPECT_L3PROTO))
        else { return nil }
        return .ctExpectation(protocol: proto, l3protocol: l3, dport: dport, timeout: timeout.byteSwapped, size: size)
    }
}
