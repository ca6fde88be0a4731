import Netfilter

/// One step of a rule, made ready to run: registers are slots, constants are words in the program's pool, sets, chains and actions are numbers.
///
/// Expressions without an effect on packets (`counter`, `last`, `log`) are not there.
package enum Instruction: Sendable {
    case load(Load, into: Int)
    case constant(words: Range<Int>, into: Int)
    case compare(Comparison, slot: Int, Constant)
    case range(negated: Bool, slot: Int, from: Constant, to: Constant)
    /// `(source & mask) ^ xor`, for as many words as the mask has.
    case mask(source: Int, into: Int, and: Range<Int>, xor: Range<Int>)
    /// Of a number of `words` words, each in host order, the first most significant.
    case shift(left: Bool, bits: Int, source: Int, into: Int, words: Int)
    case combine(Expression.BitwiseOperator, left: Int, right: Int, into: Int, words: Int)
    /// Exchanges the bytes of each unit of `size` (2, 4 or 8) bytes.
    case byteOrder(size: Int, source: Int, into: Int, words: Int)
    case lookup(set: Int, slot: Int, negated: Bool)
    case value(map: Int, slot: Int, into: Int)
    case verdicts(map: Int, slot: Int)
    case objects(map: Int, slot: Int)
    case verdict(Verdict)
    case write(WriteTarget, from: Int)
    case act(Int)
}

/// `NFT_CMP_*`.
package enum Comparison: UInt32, Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

/// Constant bytes: their words in the program's pool, and which bits of the last one count.
package struct Constant: Sendable {
    package var words: Range<Int>
    package var lastMask: UInt32
}

/// The values of a packet that an expression can load.
package enum Load: Sendable {
    /// `NFT_PAYLOAD_*_HEADER`; bytes.
    case payload(base: UInt32, offset: UInt32, length: UInt32)
    case meta(key: UInt32)
    case ct(key: UInt32, direction: UInt8?)
    case rt(key: UInt32)
    case fib(result: UInt32, flags: UInt32)
    case socket(key: UInt32, level: UInt32)
    case osf(ttl: UInt8, flags: UInt32)
    case xfrm(key: UInt32, direction: UInt8, spnum: UInt32)
    case exthdr(Expression.Exthdr)
    /// Of the tunnel device that the packet came through.
    case tunnel(key: UInt32)
    /// `source` numbers the expression, which has a state.
    case numgen(type: UInt32, modulus: UInt32, offset: UInt32, source: Int)
    case symhash(modulus: UInt32, offset: UInt32, source: Int)
    /// Of `length` bytes from a slot on.
    case jhash(slot: Int, length: Int, modulus: UInt32, seed: UInt32?, offset: UInt32, source: Int)
    /// A load within a tunnel's packet: a number of `Program.inner`.
    case inner(Int)
}

/// The values of a packet that an expression can write.
package enum WriteTarget: Sendable {
    case payload(Expression.PayloadWrite)
    case meta(key: UInt32)
    case ct(key: UInt32, direction: UInt8?)
    case exthdr(Expression.Exthdr)
    /// Overwrites a TCP option with NOPs.
    case resetOption(type: UInt8)
}
