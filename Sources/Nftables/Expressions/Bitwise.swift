internal import CNftnl
import Netfilter

/// `bitwise`: masks or shifts a register, or combines two (kernel 6.13).
enum BitwiseKind: ExpressionKind {
    static let name: StaticString = "bitwise"

    /// `NFT_BITWISE_BOOL`, which newer headers call `NFT_BITWISE_MASK_XOR`.
    private static let mask = nft_bitwise_ops(rawValue: 0)

    /// `NFTA_BITWISE_SREG2`, which older headers lack.
    private static let secondSource = nft_bitwise_attributes(rawValue: 8)

    static func encode(_ bitwise: Expression.Bitwise, to writer: RulesetWriter) {
        switch bitwise.operation {
        case .mask(let and, let xor):
            writer.expression(name, reusing: .mask) {
                fill($0, bitwise, mask)
                $0.set(NFTNL_EXPR_BITWISE_MASK, and)
                $0.set(NFTNL_EXPR_BITWISE_XOR, xor)
            }
        case .leftShift(let bits): shift(bitwise, NFT_BITWISE_LSHIFT, bits, to: writer)
        case .rightShift(let bits): shift(bitwise, NFT_BITWISE_RSHIFT, bits, to: writer)
        case .combine(let op, let other):
            writer.attributes(name) {
                writer.put(NFTA_BITWISE_SREG, bitwise.source)
                writer.put(NFTA_BITWISE_DREG, bitwise.register)
                writer.put(NFTA_BITWISE_LEN, bitwise.length)
                writer.put(NFTA_BITWISE_OP, op.rawValue)
                writer.put(secondSource, other)
            }
        }
    }

    private static func shift(_ bitwise: Expression.Bitwise, _ op: nft_bitwise_ops, _ bits: UInt32, to writer: RulesetWriter) {
        writer.expression(name) {
            fill($0, bitwise, op)
            // A register's value in host order.
            $0.set(NFTNL_EXPR_BITWISE_DATA, withUnsafeBytes(of: bits) { [UInt8]($0) })
        }
    }

    @inline(__always) private static func fill(_ object: ExpressionObject, _ bitwise: Expression.Bitwise, _ op: nft_bitwise_ops) {
        object.set(NFTNL_EXPR_BITWISE_SREG, bitwise.source)
        object.set(NFTNL_EXPR_BITWISE_DREG, bitwise.register)
        object.set(NFTNL_EXPR_BITWISE_LEN, bitwise.length)
        if op.rawValue != mask.rawValue { object.set(NFTNL_EXPR_BITWISE_OP, op.rawValue) }
    }

    static func decode(_ a: inout AttributeDecoder) -> Expression? {
        guard let source = a.u32(NFTA_BITWISE_SREG), let register = a.u32(NFTA_BITWISE_DREG), let length = a.u32(NFTA_BITWISE_LEN) else {
            return nil
        }
        let operation: Expression.Bitwise.Operation
        switch a.u32(NFTA_BITWISE_OP) ?? 0 {
        case mask.rawValue:
            guard let and = a.value(NFTA_BITWISE_MASK), let xor = a.value(NFTA_BITWISE_XOR) else { return nil }
            operation = .mask(and: and, xor: xor)
        case NFT_BITWISE_LSHIFT.rawValue:
            guard let bits = bits(&a) else { return nil }
            operation = .leftShift(bits)
        case NFT_BITWISE_RSHIFT.rawValue:
            guard let bits = bits(&a) else { return nil }
            operation = .rightShift(bits)
        case let number:
            guard let op = Expression.BitwiseOperator(rawValue: number), let other = a.u32(secondSource) else { return nil }
            operation = .combine(op, other)
        }
        return .bitwise(.init(source: source, register: register, length: length, operation: operation))
    }

    private static func bits(_ a: inout AttributeDecoder) -> UInt32? {
        guard let value = a.value(NFTA_BITWISE_DATA), value.count == 4 else { return nil }
        return value.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
    }
}
