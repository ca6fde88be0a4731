/// A number that has no names: a length, a sequence number, a time to live.
public struct Number: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A port of tcp, udp, udplite, sctp or dccp.
public struct Port: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
    public init(integerLiteral value: UInt16) { self.init(.number(UInt128(value))) }
}

/// An address of IPv4 or IPv6, a prefix, or a range: `"10.0.0.1"`, `"2001:db8::/32"`, `"10.0.0.1-10.0.0.9"`.
public struct Address: TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// An Ethernet address: `"00:16:3e:00:00:01"`.
public struct EtherAddress: TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A network interface by its name. A trailing `*` in `meta.iifname` and `meta.oifname` matches any ending.
public struct Interface: TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// A name that is compared as far as the byte that ends it, as iptables-nft compares: beside `meta.iifname` and its like it means what the
    /// plain name does.
    public static func cString(_ name: String) -> Interface { Interface(.constant(.cString(name, .ifname))) }
}

/// A text: a conntrack helper's name, an operating system's.
public struct Name: TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A packet's or connection's mark: a number, or a name that the host gives it (`/etc/iproute2/rt_marks`).
public struct Mark: NumericValue, TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
    public init(integerLiteral value: UInt32) { self.init(.number(UInt128(value))) }
}

/// A user, by name or number.
public struct User: NumericValue, TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A group of users, by name or number.
public struct Group: NumericValue, TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A routing realm, by name (`/etc/iproute2/rt_realms`) or number.
public struct Realm: NumericValue, TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A group of network interfaces, by name (`/etc/iproute2/group`) or number.
public struct DeviceGroup: NumericValue, TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A traffic control class: `"1:10"`, `"root"`, `"none"`.
public struct ClassID: NumericValue, TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A control group of version 2, by its path below the root.
public struct ControlGroup: NumericValue, TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// Bits of a connection's label: names of `connlabel.conf`, or bit numbers.
public struct CtLabel: BitmaskValue, TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
    /// The number of a bit.
    public init(integerLiteral value: UInt8) { self.init(.text(String(value))) }
}

/// A span of time: `"1h30m"`, or seconds.
public struct Time: TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A moment: `"2026-01-31 17:00"`.
public struct Moment: TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

/// A time of the day: `"17:00"`.
public struct Hour: TextValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
}

extension Interface {
    /// An interface by its index, which holds on one host alone. Of `meta.iif`, `meta.oif` and their like.
    public static func index(_ number: UInt32) -> Interface { Interface(.number(UInt128(number))) }
}
