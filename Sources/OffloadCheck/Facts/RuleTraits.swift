internal import WeirModel

/// The properties of a rule that depend on a card's features.
struct RuleFeatures: OptionSet, Hashable {
    var rawValue: UInt64
    init(rawValue: UInt64) { self.rawValue = rawValue }
    private init(bit: Int) { rawValue = 1 << UInt64(bit) }

    /// A match on the length of the packet.
    static let length = RuleFeatures(bit: 0)
    static let metaLength = RuleFeatures(bit: 1)
    static let udpLength = RuleFeatures(bit: 2)
    static let packetLimit = RuleFeatures(bit: 3)
    static let byteLimit = RuleFeatures(bit: 4)
    static let counter = RuleFeatures(bit: 5)
    static let log = RuleFeatures(bit: 6)
    static let quota = RuleFeatures(bit: 7)
    static let setsMark = RuleFeatures(bit: 8)
    static let setsDSCP = RuleFeatures(bit: 9)
    static let setsPriority = RuleFeatures(bit: 10)
    /// It changes the packet's headers.
    static let mangles = RuleFeatures(bit: 11)
    static let nat = RuleFeatures(bit: 12)
    /// It sends the packet on to another host or link.
    static let forwards = RuleFeatures(bit: 13)
    static let ct = RuleFeatures(bit: 14)
    static let dropsInvalid = RuleFeatures(bit: 15)
    static let queue = RuleFeatures(bit: 16)
    static let queueFanout = RuleFeatures(bit: 17)
    static let flowAdd = RuleFeatures(bit: 18)
    /// tcp flags fin or psh.
    static let finOrPush = RuleFeatures(bit: 19)
    /// Header fields that LRO does not keep: ttl, dscp, tcp flags, ip id, tcp options.
    static let perPacketHeaders = RuleFeatures(bit: 20)
    static let ipID = RuleFeatures(bit: 21)
    /// Bytes by position behind the addresses of the link layer's header.
    static let rawLink = RuleFeatures(bit: 22)
    static let vlan = RuleFeatures(bit: 23)
    static let serviceTag = RuleFeatures(bit: 24)
    /// `ip6 nexthdr`, or IPv6 bytes by position.
    static let ipv6Layout = RuleFeatures(bit: 25)
    static let outputLink = RuleFeatures(bit: 26)
    static let inputLink = RuleFeatures(bit: 27)
    static let fragments = RuleFeatures(bit: 28)
    static let perPacketChoice = RuleFeatures(bit: 29)
    static let ctHelper = RuleFeatures(bit: 30)
    /// tproxy, socket, rt, synproxy, reject at egress: what the netdev family lacks.
    static let outsideNetdev = RuleFeatures(bit: 31)
    static let reject = RuleFeatures(bit: 32)
    static let userspace = RuleFeatures(bit: 33)
    static let mark = RuleFeatures(bit: 34)
    /// A match that holds the flow to TCP or UDP.
    static let tcpOrUDP = RuleFeatures(bit: 35)

    static let count = 36
}

/// A rule with its place and uses.
struct RuleTraits {
    var chain: ChainIndex
    var rule: Rule
    var location: SourceLocation?
    var uses: RuleFeatures = []
    /// Links that `iif`, `iifname` restrict it to; `nil` for any.
    var receivedBy: Set<String>?
    var sentBy: Set<String>?
    /// Bytes that the smallest bucket of a byte limit holds.
    var bucket: UInt64?
    var vlanIDs: Set<UInt16> = []
    /// How many queues `queue … fanout` names.
    var queues: Int = 0
    /// Names of its parts that the netdev family lacks.
    var outsideNetdev: [String] = []
    var lengths: Set<UInt128> = []

    init(_ rule: RuleIndex, in chain: ChainIndex) { (self.chain, self.rule, location) = (chain, rule.rule, rule.location) }

    func sees(receivedBy link: String) -> Bool {
        if chain.family == .netdev { return chain.hooks.contains(.ingress) && chain.devices.contains(link) }
        guard receivedBy?.contains(link) ?? true else { return false }
        if chain.hooks == [.ingress] { return chain.devices.contains(link) }
        return !chain.hooks.isDisjoint(with: [.prerouting, .input, .forward, .ingress])
    }

    func sees(sentBy link: String) -> Bool {
        if chain.family == .netdev { return chain.hooks.contains(.egress) && chain.devices.contains(link) }
        guard sentBy?.contains(link) ?? true else { return false }
        return !chain.hooks.isDisjoint(with: [.forward, .output, .postrouting])
    }
}

extension ChainIndex {
    /// Of a base chain.
    var base: BaseChain { chain.base ?? BaseChain(type: .filter, hook: .input, priority: 0) }
    var hasRules: Bool { !chain.rules.isEmpty }
}
