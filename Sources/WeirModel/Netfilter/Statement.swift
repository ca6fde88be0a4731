/// A part of a rule as people write and read it. Lowering makes the kernel's expressions from it.
public indirect enum Statement: Sendable, Hashable, Codable {
    case match(Term, Comparison, Term)
    case verdict(Verdict)
    /// `tcp dport vmap { 22 : accept }`
    case verdictMap(key: Term, MapSource)
    /// `meta mark set 1`, `ip dscp set cs1`, `ct zone set 2`, `tcp option maxseg size set 1360`
    case set(Field, to: Term)
    /// `udp dport set 53` of nft before 1.1.1: a datagram without a checksum gets one, which is wrong.
    case setOverZeroChecksum(Field, to: Term)
    /// `reset tcp option sack-perm`
    case resetTCPOption(kind: UInt8)
    case counter(Counter)
    case quota(Quota)
    case limit(Limit)
    /// `ct count over 10`
    case connectionLimit(count: UInt32, over: Bool)
    /// `last`; the milliseconds since it last matched, nil for never.
    case last(since: UInt64?)
    /// `counter name "x"`, `ct helper set "x"`, `limit name tcp dport map @m`
    case object(StatefulObject.Kind, ObjectReference)
    case log(Log)
    case reject(Reject)
    case nat(NAT)
    case tproxy(TransparentProxy)
    /// `dup to 10.0.0.1 device "eth0"`; in netdev tables `to` is the device.
    case dup(to: Term, device: Term?)
    /// `fwd to "eth0"`; `fwd ip to 10.0.0.1 device "eth0"` (netdev).
    case fwd(device: Term, family: Family?, address: Term?)
    case notrack
    case synproxy(Synproxy)
    /// `flow add @ft`
    case flowAdd(flowtable: String)
    case queue(Queue)
    case update(SetUpdate)
    /// A kernel expression that Weir does not understand, with its bytes.
    case raw(RawExpression)
}

extension Statement {
    /// nft's word for a statement that limits or counts separately in each of two equal rules.
    public var ownState: String? {
        switch self {
        case .limit: "limit"
        case .quota: "quota"
        case .connectionLimit: "ct count"
        case .match, .verdict, .verdictMap, .set, .setOverZeroChecksum, .resetTCPOption, .counter, .last, .object, .log, .reject, .nat,
            .tproxy, .dup, .fwd,
            .notrack, .synproxy, .flowAdd, .queue, .update, .raw:
            nil
        }
    }
}

public enum Verdict: Sendable, Hashable, Codable {
    case accept, drop, `continue`, `return`
    case jump(ChainTarget)
    case goto(ChainTarget)
}

public enum ChainTarget: Sendable, Hashable, Codable {
    case named(String)
    /// `jump { … }`: a chain bound to its rule.
    case anonymous([Rule])
}

public enum ObjectReference: Sendable, Hashable, Codable {
    case named(String)
    case map(key: Term, MapSource)
}

public struct Counter: Sendable, Hashable, Codable {
    public var packets: UInt64
    public var bytes: UInt64
    public init(packets: UInt64 = 0, bytes: UInt64 = 0) { (self.packets, self.bytes) = (packets, bytes) }
}

public struct Quota: Sendable, Hashable, Codable {
    public var bytes: UInt64
    /// `over`: matches once the quota is used up; else until.
    public var over: Bool
    public var used: UInt64
    public init(bytes: UInt64, over: Bool = false, used: UInt64 = 0) { (self.bytes, self.over, self.used) = (bytes, over, used) }
}

public struct Limit: Sendable, Hashable, Codable {
    public enum Unit: String, Sendable, Codable, Hashable { case packets, bytes }
    /// Packets or bytes per `per`.
    public var rate: UInt64
    public var unit: Unit
    /// Seconds: 1, 60, 3600, 86400, 604800.
    public var per: UInt64
    /// Packets or bytes; 0 is nft's default for bytes, 5 that for packets.
    public var burst: UInt32
    /// `over`: `NFT_LIMIT_F_INV`.
    public var over: Bool
    public init(rate: UInt64, unit: Unit = .packets, per: UInt64, burst: UInt32, over: Bool = false) {
        (self.rate, self.unit, self.per, self.burst, self.over) = (rate, unit, per, burst, over)
    }
}

public struct Log: Sendable, Hashable, Codable {
    public enum Level: String, Sendable, Codable, Hashable, CaseIterable {
        case emerg, alert, crit, err, warn, notice, info, debug, audit
    }
    public struct Flags: OptionSet, Sendable, Codable, Hashable {
        public var rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// `NF_LOG_TCPSEQ` and its like.
        public static let tcpSequence = Flags(rawValue: 1)
        public static let tcpOptions = Flags(rawValue: 2)
        public static let ipOptions = Flags(rawValue: 4)
        public static let skuid = Flags(rawValue: 8)
        public static let ether = Flags(rawValue: 0x20)
        public static let all = Flags(rawValue: 0x2f)
    }
    public var prefix: String?
    /// `nil`: warn.
    public var level: Level?
    public var flags: Flags
    /// Set: to nfnetlink_log instead of the kernel's log.
    public var group: UInt16?
    public var snaplen: UInt32?
    public var queueThreshold: UInt16?
    public init(
        prefix: String? = nil, level: Level? = nil, flags: Flags = [], group: UInt16? = nil, snaplen: UInt32? = nil,
        queueThreshold: UInt16? = nil
    ) {
        self.prefix = prefix
        self.level = level
        self.flags = flags
        self.group = group
        self.snaplen = snaplen
        self.queueThreshold = queueThreshold
    }
}

public enum Reject: Sendable, Hashable, Codable {
    /// `reject`: nft's default, port-unreachable of the rule's family.
    case automatic
    case tcpReset
    /// ICMP type 3, this code.
    case icmp(code: UInt8)
    case icmpv6(code: UInt8)
    /// The abstracted code of `enum nft_reject_inet_code`.
    case icmpx(code: UInt8)
}

/// `snat`, `dnat`, `masquerade`, `redirect`.
public struct NAT: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable, Hashable, CaseIterable { case snat, dnat, masquerade, redirect }
    public struct Flags: OptionSet, Sendable, Codable, Hashable {
        public var rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// `NF_NAT_RANGE_PROTO_RANDOM` and its like.
        public static let random = Flags(rawValue: 4)
        public static let persistent = Flags(rawValue: 8)
        public static let fullyRandom = Flags(rawValue: 16)
    }
    public var kind: Kind
    /// `dnat ip to …` in inet tables: ip or ip6.
    public var family: Family?
    /// A value, a range, a prefix, a map; for a map whose data is `address . port`, `port` is `nil` and `portFromMap` is set.
    public var address: Term?
    public var port: Term?
    /// nft's `dnat ip addr . port to … map …`: the map's data is a concatenation of address and port.
    public var portFromMap: Bool
    /// nft's `ip prefix to`: the map's data are prefixes; the host bits are kept (netmap).
    public var prefix: Bool
    public var flags: Flags
    public init(
        _ kind: Kind, family: Family? = nil, address: Term? = nil, port: Term? = nil, portFromMap: Bool = false, prefix: Bool = false,
        flags: Flags = []
    ) {
        self.kind = kind
        self.family = family
        self.address = address
        self.port = port
        self.portFromMap = portFromMap
        self.prefix = prefix
        self.flags = flags
    }
}

public struct TransparentProxy: Sendable, Hashable, Codable {
    public var family: Family?
    public var address: Term?
    public var port: Term?
    public init(family: Family? = nil, address: Term? = nil, port: Term? = nil) {
        (self.family, self.address, self.port) = (family, address, port)
    }
}

public struct Synproxy: Sendable, Hashable, Codable {
    public var mss: UInt16?
    public var wscale: UInt8?
    public var timestamp: Bool
    public var sackPermitted: Bool
    public init(mss: UInt16? = nil, wscale: UInt8? = nil, timestamp: Bool = false, sackPermitted: Bool = false) {
        (self.mss, self.wscale, self.timestamp, self.sackPermitted) = (mss, wscale, timestamp, sackPermitted)
    }
}

public struct Queue: Sendable, Hashable, Codable {
    /// A queue number, a range of them, or a term that computes one.
    public var number: Term
    public var bypass: Bool
    public var fanout: Bool
    public init(number: Term, bypass: Bool = false, fanout: Bool = false) {
        (self.number, self.bypass, self.fanout) = (number, bypass, fanout)
    }
}

/// `add @blocklist { ip saddr timeout 1h limit rate 10/second }`, `update @m { ip saddr : tcp dport }`
public struct SetUpdate: Sendable, Hashable, Codable {
    public enum Operation: String, Sendable, Codable, Hashable { case add, update, delete }
    public var operation: Operation
    public var set: String
    public var key: Term
    public var data: Term?
    /// Milliseconds.
    public var timeout: UInt64?
    public var statements: [Statement]
    public init(_ operation: Operation, set: String, key: Term, data: Term? = nil, timeout: UInt64? = nil, statements: [Statement] = []) {
        (self.operation, self.set, self.key, self.data, self.timeout, self.statements) = (operation, set, key, data, timeout, statements)
    }
}
