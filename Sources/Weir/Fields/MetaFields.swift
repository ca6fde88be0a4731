/// Facts of the packet that its headers don't carry.
public enum meta {
    public static var length: Field<Number> { Field(.meta(.length)) }
    public static var `protocol`: Field<EtherType> { Field(.meta(.protocol)) }
    public static var nfproto: Field<NFProtocol> { Field(.meta(.nfproto)) }
    public static var l4proto: Field<InetProtocol> { Field(.meta(.l4proto)) }
    public static var priority: Field<ClassID> { Field(.meta(.priority)) }
    public static var mark: Field<Mark> { Field(.meta(.mark)) }
    public static var iif: Field<Interface> { Field(.meta(.iif)) }
    public static var iifname: Field<Interface> { Field(.meta(.iifname)) }
    public static var iiftype: Field<LinkType> { Field(.meta(.iiftype)) }
    public static var oif: Field<Interface> { Field(.meta(.oif)) }
    public static var oifname: Field<Interface> { Field(.meta(.oifname)) }
    public static var oiftype: Field<LinkType> { Field(.meta(.oiftype)) }
    public static var skuid: Field<User> { Field(.meta(.skuid)) }
    public static var skgid: Field<Group> { Field(.meta(.skgid)) }
    public static var nftrace: Field<Number> { Field(.meta(.nftrace)) }
    public static var rtclassid: Field<Realm> { Field(.meta(.rtclassid)) }
    public static var secmark: Field<Number> { Field(.meta(.secmark)) }
    public static var ibrname: Field<Interface> { Field(.meta(.ibrname)) }
    public static var obrname: Field<Interface> { Field(.meta(.obrname)) }
    public static var pkttype: Field<PacketType> { Field(.meta(.pkttype)) }
    public static var cpu: Field<Number> { Field(.meta(.cpu)) }
    public static var iifgroup: Field<DeviceGroup> { Field(.meta(.iifgroup)) }
    public static var oifgroup: Field<DeviceGroup> { Field(.meta(.oifgroup)) }
    public static var cgroup: Field<Number> { Field(.meta(.cgroup)) }
    public static var random: Field<Number> { Field(.meta(.random)) }
    public static var ipsec: Field<Presence> { Field(.meta(.ipsec)) }
    public static var iifkind: Field<Interface> { Field(.meta(.iifkind)) }
    public static var oifkind: Field<Interface> { Field(.meta(.oifkind)) }
    public static var ibrpvid: Field<Number> { Field(.meta(.ibrpvid)) }
    public static var ibrvproto: Field<EtherType> { Field(.meta(.ibrvproto)) }
    // The kernel's clock is UTC, and so are these; stock nft reads and lists them in the local time zone.
    public static var time: Field<Moment> { Field(.meta(.time)) }
    public static var day: Field<Day> { Field(.meta(.day)) }
    public static var hour: Field<Hour> { Field(.meta(.hour)) }
    public static var sdif: Field<Interface> { Field(.meta(.sdif)) }
    public static var sdifname: Field<Interface> { Field(.meta(.sdifname)) }
}
