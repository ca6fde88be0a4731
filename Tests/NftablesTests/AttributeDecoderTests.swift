import CNftnl
import Netlink
import Tags
import Testing
import WeirModel

@testable import Nftables

/// A decoder knows what it did not understand.
@Suite(.tags(.pure)) struct AttributeDecoderTests {
    // NFTA_TABLE_NAME is 1, NFTA_TABLE_FLAGS 2, NFTA_TABLE_HANDLE 4.
    private func decoding<Value>(_ bytes: [UInt8], _ read: (inout AttributeDecoder) throws -> Value) rethrows -> Value {
        try bytes.withUnsafeBytes {
            var decoder = AttributeDecoder(Payload($0))
            return try read(&decoder)
        }
    }

    @Test func whatIsReadIsTaken() {
        decoding([8, 0, 2, 0, 0, 0, 0, 5, 6, 0, 1, 0, 0x61, 0, 0, 0]) { a in
            #expect(a.u32(NFTA_TABLE_FLAGS) == 5 && a.u64(NFTA_TABLE_HANDLE) == nil && !a.isExhausted)
            #expect(a.string(NFTA_TABLE_NAME) == "a" && a.isExhausted)
            a.leave(NFTA_TABLE_NAME)
            #expect(!a.isExhausted && !a.isMalformed)
        }
    }

    /// A number of another size, one that comes twice, one beyond all that there are, one that is cut off.
    @Test(
        arguments: [
            [6, 0, 2, 0, 0, 0, 0, 0], [12, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 5], [8, 0, 2, 0, 0, 0, 0, 5, 8, 0, 2, 0, 0, 0, 0, 5],
            [8, 0, 2, 0, 0, 0, 0, 5, 4, 0, 32, 0], [8, 0, 2, 0, 0, 0, 0, 5, 8, 0, 1, 0, 0], [8, 0, 2, 0, 0, 0, 0, 5, 0],
        ] as [[UInt8]])
    func whatIsMalformed(_ bytes: [UInt8]) {
        decoding(bytes) { a in
            _ = a.u32(NFTA_TABLE_FLAGS)
            #expect(a.isMalformed && !a.isExhausted)
        }
    }

    @Test func textEndsAtItsEndAlone() {
        decoding([8, 0, 1, 0, 0x61, 0, 0x62, 0]) { a in #expect(a.string(NFTA_TABLE_NAME) == nil && a.isMalformed) }
    }

    @Test func textNeedNotBeUTF8() {
        decoding([6, 0, 1, 0, 0xff, 0, 0, 0]) { a in #expect(a.string(NFTA_TABLE_NAME)?.outsideBytes == [0xff] && a.isExhausted) }
    }
}
