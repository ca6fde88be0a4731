public import WeirModel

/// The header that `payload(_:offset:length:)` counts from: nft's `@ll`, `@nh`, `@th`, `@ih`.
public typealias PayloadBase = WeirModel.PayloadBase
/// The parts of a packet that `fib(…)` looks up: nft's `saddr . iif`.
public typealias FibFlags = WeirModel.FibFlags
/// The comparison of a packet's time to live with a fingerprint's: nft's `osf ttl loose`, `osf ttl skip`; `.strict` without either.
public typealias OsfTTL = WeirModel.OsfTTL
/// The order of a generator's numbers: nft's `numgen inc`, `numgen random`.
public typealias NumgenMode = WeirModel.NumgenMode

extension Statement {
    static func presence(_ field: WeirModel.Field, _ exists: Bool) -> Statement {
        Statement(.match(.field(field), .equal, .value(.number(exists ? 1 : 0, .boolean))))
    }
}

extension Statement {
    /// Any of these bits is set, in a field that is a number. Where it holds flags, `hasAny` takes their names.
    public static func anyBit<Value>(of field: Field<Value>, _ bits: Value) -> Statement { field.match(.anyOf, bits.literal) }
}

/// The source address of either family: the rule becomes one for IPv4 and one for IPv6.
public let source = Field<Address>(Draft(.split(ip: Selector(.header(.ipSaddr)), ip6: Selector(.header(.ip6Saddr)))))

/// The destination address of either family: the rule becomes one for IPv4 and one for IPv6.
public let destination = Field<Address>(Draft(.split(ip: Selector(.header(.ipDaddr)), ip6: Selector(.header(.ip6Daddr)))))

/// nft's `@nh,96,32`: bits of a header by their position.
public func payload(_ base: PayloadBase, offset: UInt32, length: UInt32) -> Field<Number> {
    Field(.payload(base: base, bitOffset: offset, bitLength: length))
}

// Facts of the packet's route, beside the fields of the routing header.
extension rt {
    /// The realm of the route: nft's `rt classid`.
    public static var classid: Field<Realm> { Field(.rt(.classid)) }
    /// The TCP maximum segment size that the route allows, in bytes: nft's `rt mtu`. `tcp.option.maxseg.size.set(rt.mtu)`
    public static var mtu: Field<Number> { Field(.rt(.tcpmss)) }
    /// Whether the route leads through IPsec: nft's `rt ipsec`. `rt.ipsec == .exists`
    public static var ipsec: Field<Presence> { Field(.rt(.ipsec)) }
    /// Facts of an IPv4 packet's route.
    public enum ip {
        /// The next hop: nft's `rt ip nexthop`.
        public static var nexthop: Field<Address> { Field(.rt(.nexthop4)) }
    }
    /// Facts of an IPv6 packet's route.
    public enum ip6 {
        /// The next hop: nft's `rt ip6 nexthop`.
        public static var nexthop: Field<Address> { Field(.rt(.nexthop6)) }
    }
}

/// A look into the routing table: `fib(.saddr, .iif).oif`.
public func fib(_ flag: FibFlags...) -> Fib { Fib(flags: FibFlags(flag)) }

/// A look into the routing table with the parts of the packet that `fib(…)` named.
public struct Fib: Sendable {
    let flags: FibFlags

    /// The interface that the route leaves by.
    public var oif: Field<Interface> { Field(.fib(.oif, flags: flags)) }
    /// The name of the interface that the route leaves by.
    public var oifname: Field<Interface> { Field(.fib(.oifname, flags: flags)) }
    /// The type of the address in the routing table.
    public var type: Field<AddressType> { Field(.fib(.type, flags: flags)) }
    /// Whether there is a route: nft's `fib saddr . iif oif exists`, and `fib saddr . iif check` in sets and maps.
    public var check: Field<Presence> { Field(.fib(.oif, flags: flags.union(.present))) }
}

/// Facts of the local socket that the packet is for.
public enum socket {
    /// It listens for others' addresses: 1 or 0.
    public static var transparent: Field<Number> { Field(.socket(.transparent, level: 0)) }
    /// The socket's mark (`SO_MARK`): nft's `socket mark`.
    public static var mark: Field<Mark> { Field(.socket(.mark, level: 0)) }
    /// It is bound to every address: 1 or 0.
    public static var wildcard: Field<Number> { Field(.socket(.wildcard, level: 0)) }
    /// The control group at a level below the root.
    public static func cgroupv2(level: UInt32) -> Field<ControlGroup> { Field(.socket(.cgroupv2, level: level)) }
}

/// Facts that a tunnel device noted about the packet that it received. In tables of family netdev; nft 1.1.6.
public enum tunnel {
    /// The tunnel's number, such as a VNI: nft's `tunnel id`. `tunnel.id == 10`
    public static var id: Field<Number> { Field(.tunnel(.id)) }
    /// Whether the packet came by a tunnel device that notes such facts: nft's `tunnel path`. `tunnel.path == .exists`
    public static var path: Field<Presence> { Field(.tunnel(.path)) }
}

/// The operating system of the sender, guessed from its SYN.
public enum osf {
    /// The name of the system, `"unknown"` without a match: nft's `osf name`. `osf.name == "Linux"`
    public static var name: Field<Name> { name() }
    /// The name and version of the system: nft's `osf version`.
    public static var version: Field<Name> { version() }
    /// The name of the system: nft's `osf ttl skip name`.
    ///
    /// - Parameter ttl: how the time to live is compared; `.strict` suits local networks, `.loose` the internet.
    public static func name(ttl: OsfTTL = .strict) -> Field<Name> { Field(.osf(.name, ttl: ttl)) }
    /// The name and version of the system: nft's `osf ttl skip version`.
    ///
    /// - Parameter ttl: how the time to live is compared; `.strict` suits local networks, `.loose` the internet.
    public static func version(ttl: OsfTTL = .strict) -> Field<Name> { Field(.osf(.version, ttl: ttl)) }
}

/// The transformations of IPsec that the packet went or will go through.
public enum ipsec {
    /// Transformations that the packet went through: nft's `ipsec in`. At hooks prerouting, input and forward.
    public static var `in`: IPsecPath { IPsecPath(direction: .in, number: 0) }
    /// Transformations that the packet will go through: nft's `ipsec out`. At hooks forward, output and postrouting.
    public static var out: IPsecPath { IPsecPath(direction: .out, number: 0) }
}

/// One transformation of IPsec in one direction; the first, unless `spnum(_:)` names another.
public struct IPsecPath: Sendable {
    let direction: WeirModel.IpsecDirection
    let number: UInt32

    /// The transformation of this number.
    public func spnum(_ number: UInt32) -> IPsecPath { IPsecPath(direction: direction, number: number) }

    /// The request's number: nft's `ipsec in reqid`. `ipsec.in.reqid == 1`
    public var reqid: Field<Number> { field(.reqid) }
    /// The security parameter index: nft's `ipsec in spi`.
    public var spi: Field<Number> { field(.spi) }
    /// The tunnel's IPv4 addresses: nft's `ipsec in ip saddr`.
    public var ip: Addresses { Addresses(saddr: field(.ipSaddr), daddr: field(.ipDaddr)) }
    /// The tunnel's IPv6 addresses: nft's `ipsec in ip6 saddr`.
    public var ip6: Addresses { Addresses(saddr: field(.ip6Saddr), daddr: field(.ip6Daddr)) }

    /// The addresses of a tunnel's ends.
    public struct Addresses: Sendable {
        /// The source of the tunnel's packets.
        public let saddr: Field<Address>
        /// The destination of the tunnel's packets.
        public let daddr: Field<Address>
    }

    private func field<Value>(_ key: WeirModel.IpsecKey) -> Field<Value> { Field(.ipsec(key, direction: direction, spnum: number)) }
}

/// A number from 0 up to the modulus, one after the other or at random.
public func numgen(_ mode: NumgenMode, mod modulus: UInt32, offset: UInt32 = 0) -> Field<Number> {
    Field(.numgen(mode, modulus: modulus, offset: offset))
}

/// The symmetric hash of the packet's flow.
public func symhash(mod modulus: UInt32, offset: UInt32 = 0) -> Field<Number> { Field(.symhash(modulus: modulus, offset: offset)) }

/// The Jenkins hash of a field, or of a concatenation.
public func jhash<Value>(_ field: Field<Value>, mod modulus: UInt32, seed: UInt32? = nil, offset: UInt32 = 0) -> Field<Number> {
    Field(
        field.draft.map { selector in
            let term = Term.jhash(selector.term, modulus: modulus, seed: seed, offset: offset)
            return Selector(term, components: [Selector.Component(term: term, type: .integer, bits: 32)])
        })
}
