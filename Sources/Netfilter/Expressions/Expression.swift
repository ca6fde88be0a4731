import WeirModel

/// An instruction of the kernel: a case for each kind of `nf_tables` expression, with the attributes of linux/netfilter/nf_tables.h.
///
/// Registers are the kernel's numbers (`NFT_REG_1` = 1 … 4 of 16 bytes, `NFT_REG32_00` = 8 … 23 of 4). Data is in register order, as the
/// kernel compares it: network byte order for packet data, host order for meta and ct numbers. Attributes that the kernel fills in with a
/// default have that default here, so that sent and read-back expressions are equal.
package indirect enum Expression: Sendable, Hashable {
    case payload(Payload)
    case payloadWrite(PayloadWrite)
    /// A load from the packet within a tunnel's packet.
    case inner(Inner)
    case meta(key: UInt32, register: Register)
    case metaWrite(key: UInt32, source: Register)
    case ct(key: UInt32, direction: UInt8?, register: Register)
    case ctWrite(key: UInt32, direction: UInt8?, source: Register)
    case rt(key: UInt32, register: Register)
    case fib(result: UInt32, flags: UInt32, register: Register)
    case socket(key: UInt32, level: UInt32, register: Register)
    case osf(ttl: UInt8, flags: UInt32, register: Register)
    case tunnel(key: UInt32, register: Register)
    case xfrm(key: UInt32, direction: UInt8, spnum: UInt32, register: Register)
    case exthdr(Exthdr)
    /// Sets an option's field (`source`).
    case exthdrWrite(Exthdr, source: Register)
    /// Overwrites a TCP option with NOPs (`reset tcp option`).
    case exthdrReset(type: UInt8, op: UInt32)
    case numgen(type: UInt32, modulus: UInt32, offset: UInt32, register: Register)
    case hash(Hash)

    case immediate(register: Register, data: [UInt8])
    case verdict(VerdictData)
    case cmp(op: UInt32, source: Register, data: [UInt8])
    case range(op: UInt32, source: Register, from: [UInt8], to: [UInt8])
    case bitwise(Bitwise)
    case byteorder(Byteorder)
    case lookup(Lookup)
    case dynset(Dynset)
    case objref(type: UInt32, name: String)
    case objrefMap(source: Register, set: SetReference)

    case counter(bytes: UInt64, packets: UInt64)
    case limit(rate: UInt64, unit: UInt64, burst: UInt32, type: UInt32, flags: UInt32)
    case quota(bytes: UInt64, flags: UInt32, consumed: UInt64)
    case connlimit(count: UInt32, flags: UInt32)
    case last(set: Bool, msecs: UInt64)
    case log(Log)
    case reject(type: UInt32, code: UInt8)
    case nat(Nat)
    case masq(flags: UInt32, protoMin: Register?, protoMax: Register?)
    case redir(flags: UInt32, protoMin: Register?, protoMax: Register?)
    case tproxy(family: UInt32, address: Register?, port: Register?)
    case dup(address: Register?, device: Register?)
    case fwd(device: Register, address: Register?, nfproto: UInt32?)
    case notrack
    case synproxy(mss: UInt16, wscale: UInt8, flags: UInt32)
    case flowOffload(table: String)
    case queue(Queue)
    /// A kind or attributes that Weir does not know.
    case raw(RawExpression)

    package typealias Register = UInt32

    package struct Payload: Sendable, Hashable {
        /// `NFT_PAYLOAD_*_HEADER`: 0 link, 1 network, 2 transport, 3 inner.
        package var base: UInt32
        /// Bytes.
        package var offset: UInt32
        package var length: UInt32
        package var register: Register
        package init(base: UInt32, offset: UInt32, length: UInt32, register: Register) {
            (self.base, self.offset, self.length, self.register) = (base, offset, length, register)
        }
    }

    package struct Inner: Sendable, Hashable {
        /// `NFT_INNER_VXLAN` 1, `NFT_INNER_GENEVE` 2; nft numbers others from there on.
        package var type: UInt32
        /// Bytes of the tunnel's header.
        package var headerSize: UInt32
        /// `NFT_INNER_HDRSIZE` 1, `LL` 2, `NH` 4, `TH` 8: the headers that are looked through.
        package var flags: UInt32
        /// `payload` or `meta`.
        package var expression: Expression
        package init(type: UInt32, headerSize: UInt32, flags: UInt32, expression: Expression) {
            (self.type, self.headerSize, self.flags, self.expression) = (type, headerSize, flags, expression)
        }
    }

    package struct PayloadWrite: Sendable, Hashable {
        package var base: UInt32
        package var offset: UInt32
        package var length: UInt32
        package var source: Register
        /// `NFT_PAYLOAD_CSUM_*`; 0 none.
        package var checksumType: UInt32
        package var checksumOffset: UInt32
        /// `NFT_PAYLOAD_L4CSUM_PSEUDOHDR` = 1.
        package var checksumFlags: UInt32
        package init(
            base: UInt32, offset: UInt32, length: UInt32, source: Register, checksumType: UInt32 = 0, checksumOffset: UInt32 = 0,
            checksumFlags: UInt32 = 0
        ) {
            self.base = base
            self.offset = offset
            self.length = length
            self.source = source
            self.checksumType = checksumType
            self.checksumOffset = checksumOffset
            self.checksumFlags = checksumFlags
        }
    }

    package struct Exthdr: Sendable, Hashable {
        /// `NFT_EXTHDR_OP_*`: 0 ipv6, 1 tcpopt, 2 ipv4, 3 sctp.
        package var op: UInt32
        package var type: UInt8
        package var offset: UInt32
        package var length: UInt32
        /// `NFT_EXTHDR_F_PRESENT` = 1.
        package var flags: UInt32
        /// The destination; 0 in a write.
        package var register: Register
        package init(op: UInt32, type: UInt8, offset: UInt32, length: UInt32, flags: UInt32 = 0, register: Register) {
            (self.op, self.type, self.offset, self.length, self.flags, self.register) = (op, type, offset, length, flags, register)
        }
    }

    package struct Hash: Sendable, Hashable {
        /// `NFT_HASH_JENKINS` 0, `NFT_HASH_SYM` 1.
        package var type: UInt32
        /// 0 for symhash.
        package var source: Register
        package var length: UInt32
        package var modulus: UInt32
        package var seed: UInt32?
        package var offset: UInt32
        package var register: Register
        package init(type: UInt32, source: Register, length: UInt32, modulus: UInt32, seed: UInt32?, offset: UInt32, register: Register) {
            self.type = type
            self.source = source
            self.length = length
            self.modulus = modulus
            self.seed = seed
            self.offset = offset
            self.register = register
        }
    }

    /// An immediate verdict.
    package struct VerdictData: Sendable, Hashable {
        /// `NF_ACCEPT` 1, `NF_DROP` 0, `NFT_CONTINUE` -1, `NFT_BREAK` -2, `NFT_JUMP` -3, `NFT_GOTO` -4, `NFT_RETURN` -5.
        package var code: Int32
        package var chain: ChainReference?
        package init(code: Int32, chain: ChainReference? = nil) { (self.code, self.chain) = (code, chain) }
    }

    package enum ChainReference: Sendable, Hashable {
        case named(String)
        /// A chain bound to this verdict: its rules' expressions.
        case anonymous(AnonymousChain)
    }

    /// `NFT_BITWISE_AND` and its like.
    package enum BitwiseOperator: UInt32, Sendable {
        case and = 3
        case or, xor
    }

    package struct Bitwise: Sendable, Hashable {
        package enum Operation: Sendable, Hashable {
            /// `(source & mask) ^ xor`
            case mask(and: [UInt8], xor: [UInt8])
            case leftShift(UInt32)
            case rightShift(UInt32)
            /// With the content of another register.
            case combine(BitwiseOperator, Register)
        }
        package var source: Register
        package var register: Register
        package var length: UInt32
        package var operation: Operation
        package init(source: Register, register: Register, length: UInt32, operation: Operation) {
            (self.source, self.register, self.length, self.operation) = (source, register, length, operation)
        }
    }

    package struct Byteorder: Sendable, Hashable {
        package var source: Register
        package var register: Register
        /// `NFT_BYTEORDER_NTOH` 0, `NFT_BYTEORDER_HTON` 1.
        package var op: UInt32
        package var length: UInt32
        package var size: UInt32
        package init(source: Register, register: Register, op: UInt32, length: UInt32, size: UInt32) {
            (self.source, self.register, self.op, self.length, self.size) = (source, register, op, length, size)
        }
    }

    package struct Lookup: Sendable, Hashable {
        package var source: Register
        package var set: SetReference
        /// `NFT_LOOKUP_F_INV` = 1.
        package var flags: UInt32
        /// Of a map; `NFT_REG_VERDICT` = 0 for a verdict map; nil for a set.
        package var register: Register?
        package init(source: Register, set: SetReference, flags: UInt32 = 0, register: Register? = nil) {
            (self.source, self.set, self.flags, self.register) = (source, set, flags, register)
        }
    }

    package struct Dynset: Sendable, Hashable {
        /// `NFT_DYNSET_OP_ADD` 0, `UPDATE` 1, `DELETE` 2.
        package var op: UInt32
        package var set: String
        package var key: Register
        package var data: Register?
        /// Milliseconds; 0: none.
        package var timeout: UInt64
        package var expressions: [Expression]
        package init(op: UInt32, set: String, key: Register, data: Register? = nil, timeout: UInt64 = 0, expressions: [Expression] = []) {
            (self.op, self.set, self.key, self.data, self.timeout, self.expressions) = (op, set, key, data, timeout, expressions)
        }
    }

    package struct Log: Sendable, Hashable {
        package var group: UInt16?
        package var prefix: String?
        package var snaplen: UInt32?
        package var queueThreshold: UInt16?
        /// The kernel's number; 4 (warn) where none was sent and no group is set.
        package var level: UInt32?
        package var flags: UInt32
        package init(
            group: UInt16? = nil, prefix: String? = nil, snaplen: UInt32? = nil, queueThreshold: UInt16? = nil, level: UInt32? = nil,
            flags: UInt32 = 0
        ) {
            self.group = group
            self.prefix = prefix
            self.snaplen = snaplen
            self.queueThreshold = queueThreshold
            self.level = level
            self.flags = flags
        }
    }

    package struct Nat: Sendable, Hashable {
        /// `NFT_NAT_SNAT` 0, `NFT_NAT_DNAT` 1.
        package var type: UInt32
        /// `NFPROTO_*`.
        package var family: UInt32
        package var addressMin: Register?
        /// Equal to `addressMin` where only that was sent.
        package var addressMax: Register?
        package var protoMin: Register?
        package var protoMax: Register?
        /// `NF_NAT_RANGE_*`, with MAP_IPS (1) and PROTO_SPECIFIED (2) as the kernel adds them.
        package var flags: UInt32
        package init(
            type: UInt32, family: UInt32, addressMin: Register? = nil, addressMax: Register? = nil, protoMin: Register? = nil,
            protoMax: Register? = nil, flags: UInt32 = 0
        ) {
            self.type = type
            self.family = family
            self.addressMin = addressMin
            self.addressMax = addressMax
            self.protoMin = protoMin
            self.protoMax = protoMax
            self.flags = flags
        }
    }

    package struct Queue: Sendable, Hashable {
        package var number: UInt16?
        package var total: UInt16?
        /// `NFT_QUEUE_FLAG_BYPASS` 1, `CPU_FANOUT` 2.
        package var flags: UInt16
        package var source: Register?
        package init(number: UInt16?, total: UInt16?, flags: UInt16, source: Register? = nil) {
            (self.number, self.total, self.flags, self.source) = (number, total, flags, source)
        }
    }
}

/// A chain without a name, bound to one verdict.
package struct AnonymousChain: Sendable, Hashable {
    package var rules: [CompiledRule]
    package init(rules: [CompiledRule]) { self.rules = rules }
}

/// A rule in the kernel's terms.
package struct CompiledRule: Sendable, Hashable {
    package var expressions: [Expression]
    /// The TLVs of `NFTA_RULE_USERDATA`.
    package var userdata: [UInt8]
    package init(expressions: [Expression], userdata: [UInt8] = []) { (self.expressions, self.userdata) = (expressions, userdata) }
}
