import CNftnl
import Netfilter
import Netlink
import Tags
import Testing
import WeirModel

@testable import Nftables

@Suite(.tags(.pure)) struct ExpressionTests {
    @Test(arguments: Samples.expressions) func comesBackAsItWas(_ expression: Expression) {
        let (bytes, failure) = written { ExpressionTable.encode(expression, to: $0) }
        #expect(failure == nil)
        #expect(bytes.expression == expression)
    }

    /// Reused libnftnl objects must not carry anything over from the expression before.
    @Test func leavesNothingBehindInAWriter() {
        let writer = RulesetWriter()
        for expression in Samples.expressions + Samples.expressions.reversed() {
            #expect(written(to: writer) { ExpressionTable.encode(expression, to: $0) }.bytes.expression == expression)
        }
    }

    @Test func samplesAndTableAreComplete() {
        var used: Set<String> = []
        for expression in Samples.expressions {
            written { ExpressionTable.encode(expression, to: $0) }.bytes.withUnsafeBytes { bytes in
                var attributes = AttributeDecoder(Payload(bytes))
                if let name = attributes.string(NFTA_EXPR_NAME) { used.insert(name) }
            }
        }
        #expect(Set(ExpressionTable.kinds.map { $0.name.description }) == used.subtracting(["unheard_of"]))
    }

    @Test func anUnknownAttributeMakesItRaw() {
        let (bytes, _) = written { writer in
            writer.put(NFTA_EXPR_NAME, "cmp")
            writer.nest(NFTA_EXPR_DATA) {
                writer.put(NFTA_CMP_SREG, UInt32(1))
                writer.put(NFTA_CMP_OP, UInt32(0))
                writer.put(NFTA_CMP_DATA, value: SetElements.nothing)
                writer.put(NFTA_PAYLOAD_CSUM_FLAGS, UInt32(1))
            }
        }
        guard case .raw(let raw)? = bytes.expression else {
            Issue.record("not raw")
            return
        }
        #expect(written { ExpressionTable.encode(.raw(raw), to: $0) }.bytes == bytes)
    }

    /// `bitwise` with a second register (kernel 6.13), which libnftnl 1.2.4 drops without a word; an operation that is not known stays raw.
    @Test(arguments: [3, 4, 5, 6] as [UInt32]) func bitwiseOfTwoRegisters(_ op: UInt32) {
        let (bytes, _) = written { writer in
            writer.put(NFTA_EXPR_NAME, "bitwise")
            writer.nest(NFTA_EXPR_DATA) {
                writer.put(NFTA_BITWISE_SREG, UInt32(1))
                writer.put(NFTA_BITWISE_DREG, UInt32(1))
                writer.put(NFTA_BITWISE_LEN, UInt32(4))
                writer.put(NFTA_BITWISE_OP, op)
                writer.put(8, UInt32(2).bigEndian)
            }
        }
        guard let known = Expression.BitwiseOperator(rawValue: op) else {
            if case .raw? = bytes.expression {} else { Issue.record("not raw") }
            return
        }
        #expect(bytes.expression == .bitwise(.init(source: 1, register: 1, length: 4, operation: .combine(known, 2))))
    }

    @Test func valuesThatNoRegisterHoldsAreRefused() {
        #expect(
            written { ExpressionTable.encode(.cmp(op: 0, source: 1, data: Array(repeating: 1, count: 65)), to: $0) }.failure
                == "a value of 65 bytes, of 64 at most")
        #expect(written { ExpressionTable.encode(.objref(type: 1, name: "a\u{0}b"), to: $0) }.failure != nil)
        let prefix = String(repeating: "x", count: 5000)
        #expect(written { ExpressionTable.encode(.log(.init(prefix: prefix, level: 4)), to: $0) }.failure != nil)
    }
}
