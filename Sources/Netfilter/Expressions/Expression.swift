import WeirModel

/// An instruction of the kernel: a case for each kind of `nf_tables` expression, with the attributes of linux/netfilter/nf_tables.h.
///
/// Registers are the kernel's numbers (`NFT_REG_1` = 1 … 4 of 16 bytes, `NFT_REG32_00` = 8 … 23 of 4). Data is in register order, as the
/// kernel compares it: network byte order for packet data, host order for meta and ct numbers. Attributes that the kernel fills in with a
/// default have that default here, so that sent and read-back expressions are equal.
public indirect enum Expression: Sendable, Hashable {
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

    public typealias Register = UInt32

    public struct Payload: Sendable, Hashable {
        /// `NFT_PAYLOAD_*_HEADER`: 0 link, 1 network, 2 transport, 3 inner.
        public var base: UInt32
        /// Bytes.
        public var offset: UInt32
        public var length: UInt32
        public var register: Register
        public init(base: UInt32, offset: UInt32, length: UInt32, register: Register) {
            self.base = base
            self.offset = offset
            self.length = length
            self.register = register
        }
    }

    public struct Inner: Sendable, Hashable {
        /// `NFT_INNER_VXLAN` 1, `NFT_INNER_GENEVE` 2; nft numbers others from there on.
        public var type: UInt32
        /// Bytes of the tunnel's header.
        public var headerSize: UInt32
        /// `NFT_INNER_HDRSIZE` 1, `LL` 2, `NH` 4, `TH` 8: the headers that are looked through.
        public var flags: UInt32
        /// `payload` or `meta`.
        public var expression: Expression
        public init(type: UInt32, headerSize: UInt32, flags: UInt32, expression: Expression) {
            self.type = type
            self.headerSize = headerSize
            self.flags = flags
            self.expression = expression
        }
    }

    public struct PayloadWrite: Sendable, Hashable {
        public var base: UInt32
        public var offset: UInt32
        public var length: UInt32
        public var source: Register
        /// `NFT_PAYLOAD_CSUM_*`; 0 none.
        public var checksumType: UInt32
        public var checksumOffset: UInt32
        /// `NFT_PAYLOAD_L4CSUM_PSEUDOHDR` = 1.
        public var checksumFlags: UInt32
        public init(
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

    public struct Exthdr: Sendable, Hashable {
        /// `NFT_EXTHDR_OP_*`: 0 ipv6, 1 tcpopt, 2 ipv4, 3 sctp.
        public var op: UInt32
        public var type: UInt8
        public var offset: UInt32
        public var length: UInt32
        /// `NFT_EXTHDR_F_PRESENT` = 1.
        public var flags: UInt32
        /// The destination; 0 in a write.
        public var register: Register
        public init(op: UInt32, type: UInt8, offset: UInt32, length: UInt32, flags: UInt32 = 0, register: Register) {
            self.op = op
            self.type = type
            self.offset = offset
            self.length = length
            self.flags = flags
            self.register = register
        }
    }

    public struct Hash: Sendable, Hashable {
        /// `NFT_HASH_JENKINS` 0, `NFT_HASH_SYM` 1.
        public var type: UInt32
        /// 0 for symhash.
        public var source: Register
        public var length: UInt32
        public var modulus: UInt32
        public var seed: UInt32?
        public var offset: UInt32
        public var register: Register
        public init(type: UInt32, source: Register, length: UInt32, modulus: UInt32, seed: UInt32?, offset: UInt32, register: Register) {
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
    public struct VerdictData: Sendable, Hashable {
        /// `NF_ACCEPT` 1, `NF_DROP` 0, `NFT_CONTINUE` -1, `NFT_BREAK` -2, `NFT_JUMP` -3, `NFT_GOTO` -4, `NFT_RETURN` -5.
        public var code: Int32
        public var chain: ChainReference?
        public init(code: Int32, chain: ChainReference? = nil) {
            self.code = code
            self.chain = chain
        }
    }

    public enum ChainReference: Sendable, Hashable {
        case named(String)
        /// A chain bound to this verdict: its rules' expressions.
        case anonymous(AnonymousChain)
    }

    /// `NFT_BITWISE_AND` and its like.
    public enum BitwiseOperator: UInt32, Sendable {
        case and = 3
        case or, xor
    }

    public struct Bitwise: Sendable, Hashable {
        public enum Operation: Sendable, Hashable {
            /// `(source & mask) ^ xor`
            case mask(and: [UInt8], xor: [UInt8])
            case leftShift(UInt32)
            case rightShift(UInt32)
            /// With the content of another register.
            case combine(BitwiseOperator, Register)
        }
        public var source: Register
        public var register: Register
        public var length: UInt32
        public var operation: Operation
        public init(source: Register, register: Register, length: UInt32, operation: Operation) {
            self.source = source
            self.register = register
            self.length = length
            self.operation = operation
        }
    }

    public struct Byteorder: Sendable, Hashable {
        public var source: Register
        public var register: Register
        /// `NFT_BYTEORDER_NTOH` 0, `NFT_BYTEORDER_HTON` 1.
        public var op: UInt32
        public var length: UInt32
        public var size: UInt32
        public init(source: Register, register: Register, op: UInt32, length: UInt32, size: UInt32) {
            self.source = source
            self.register = register
            self.op = op
            self.length = length
            self.size = size
        }
    }

    public struct Lookup: Sendable, Hashable {
        public var source: Register
        public var set: SetReference
        /// `NFT_LOOKUP_F_INV` = 1.
        public var flags: UInt32
        /// Of a map; `NFT_REG_VERDICT` = 0 for a verdict map; nil for a set.
        public var register: Register?
        public init(source: Register, set: SetReference, flags: UInt32 = 0, register: Register? = nil) {
            self.source = source
            self.set = set
            self.flags = flags
            self.register = register
        }
    }

    public struct Dynset: Sendable, Hashable {
        /// `NFT_DYNSET_OP_ADD` 0, `UPDATE` 1, `DELETE` 2.
        public var op: UInt32
        public var set: String
        public var key: Register
        public var data: Register?
        /// Milliseconds; 0: none.
        public var timeout: UInt64
        public var expressions: [Expression]
        public init(op: UInt32, set: String, key: Register, data: Register? = nil, timeout: UInt64 = 0, expressions: [Expression] = []) {
            self.op = op
            self.set = set
            self.key = key
            self.data = data
            self.timeout = timeout
            self.expressions = expressions
        }
    }

    public struct Log: Sendable, Hashable {
        public var group: UInt16?
        public var prefix: String?
        public var snaplen: UInt32?
        public var queueThreshold: UInt16?
        /// The kernel's number; 4 (warn) where none was sent and no group is set.
        public var level: UInt32?
        public var flags: UInt32
        public init(
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

    public struct Nat: Sendable, Hashable {
        /// `NFT_NAT_SNAT` 0, `NFT_NAT_DNAT` 1.
        public var type: UInt32
        /// `NFPROTO_*`.
        public var family: UInt32
        public var addressMin: Register?
        /// Equal to `addressMin` where only that was sent.
        public var addressMax: Register?
        public var protoMin: Register?
        public var protoMax: Register?
        /// `NF_NAT_RANGE_*`, with MAP_IPS (1) and PROTO_SPECIFIED (2) as the kernel adds them.
        public var flags: UInt32
        public init(
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

    public struct Queue: Sendable, Hashable {
        public var number: UInt16?
        public var total: UInt16?
        /// `NFT_QUEUE_FLAG_BYPASS` 1, `CPU_FANOUT` 2.
        public var flags: UInt16
        public var source: Register?
        public init(number: UInt16?, total: UInt16?, flags: UInt16, source: Register? = nil) {
            self.number = number
            self.total = total
            self.flags = flags
            self.source = source
        }
    }
}

/// A chain without a name, bound to one verdict.
public struct AnonymousChain: Sendable, Hashable {
    public var rules: [CompiledRule]
    public init(rules: [CompiledRule]) { self.rules = rules }
}

/// A rule in the kernel's terms.
public struct CompiledRule: Sendable, Hashable {
    public var expressions: [Expression]
    /// The TLVs of `NFTA_RULE_USERDATA`.
    public var userdata: [UInt8]
    public init(expressions: [Expression], userdata: [UInt8] = []) {
        self.expressions = expressions
        self.userdata = userdata
    }
}
