/// Facts of the packet that its headers don't carry.
public enum meta {
    /// The length of the packet in bytes: nft's `meta length`.
    public static var length: Field<Number> { Field(.meta(.length)) }
    /// The protocol of the packet as an EtherType: nft's `meta protocol`. `meta.protocol == .ip6`
    public static var `protocol`: Field<EtherType> { Field(.meta(.protocol)) }
    /// The family that the hook runs for: nft's `meta nfproto`. Tells IPv4 from IPv6 in tables of family `inet`: `meta.nfproto == .ipv4`.
    public static var nfproto: Field<NFProtocol> { Field(.meta(.nfproto)) }
    /// The transport protocol, behind any extension headers of IPv6: nft's `meta l4proto`. `meta.l4proto == [.tcp, .udp]`
    public static var l4proto: Field<InetProtocol> { Field(.meta(.l4proto)) }
    /// The packet's priority, which a classful qdisc takes for a class: nft's `meta priority`. `meta.priority.set("1:10")`
    public static var priority: Field<ClassID> { Field(.meta(.priority)) }
    /// The packet's mark, which `ip rule` and the classifier fw see too: nft's `meta mark`. `meta.mark == 1`, `meta.mark.set(ct.mark)`
    public static var mark: Field<Mark> { Field(.meta(.mark)) }
    /// The index of the interface by which the packet came in: nft's `meta iif`. A rule stays with that interface when it is renamed, so
    /// the interface has to exist when the policy is applied; `iifname` compares names.
    public static var iif: Field<Interface> { Field(.meta(.iif)) }
    /// The name of the interface by which the packet came in: nft's `meta iifname`. `meta.iifname == "ppp*"`. The interface need not exist.
    public static var iifname: Field<Interface> { Field(.meta(.iifname)) }
    /// The type of the interface by which the packet came in, `ARPHRD_…`: nft's `meta iiftype`.
    public static var iiftype: Field<LinkType> { Field(.meta(.iiftype)) }
    /// The index of the interface by which the packet goes out: nft's `meta oif`. The interface has to exist when the policy is applied;
    /// `oifname` compares names.
    public static var oif: Field<Interface> { Field(.meta(.oif)) }
    /// The name of the interface by which the packet goes out: nft's `meta oifname`. `meta.oifname == ["eth0", "eth1"]`
    public static var oifname: Field<Interface> { Field(.meta(.oifname)) }
    /// The type of the interface by which the packet goes out, `ARPHRD_…`: nft's `meta oiftype`.
    public static var oiftype: Field<LinkType> { Field(.meta(.oiftype)) }
    /// The user who owns the sending socket: nft's `meta skuid`. `meta.skuid == "www-data"`
    public static var skuid: Field<User> { Field(.meta(.skuid)) }
    /// The group that owns the sending socket: nft's `meta skgid`.
    public static var skgid: Field<Group> { Field(.meta(.skgid)) }
    /// Whether `nft monitor trace` reports the packet, 0 or 1: nft's `meta nftrace`. `meta.nftrace.set(1)`
    public static var nftrace: Field<Number> { Field(.meta(.nftrace)) }
    /// The realm of the packet's route: nft's `meta rtclassid`.
    public static var rtclassid: Field<Realm> { Field(.meta(.rtclassid)) }
    /// The number of the packet's security context: nft's `meta secmark`. `meta.secmark.set(ct.secmark)`
    public static var secmark: Field<Number> { Field(.meta(.secmark)) }
    /// The name of the bridge by which the packet came in: nft's `meta ibrname`. In tables of family `bridge`.
    public static var ibrname: Field<Interface> { Field(.meta(.ibrname)) }
    /// The name of the bridge by which the packet goes out: nft's `meta obrname`. In tables of family `bridge`.
    public static var obrname: Field<Interface> { Field(.meta(.obrname)) }
    /// The kind of destination that the frame is addressed to: nft's `meta pkttype`. `meta.pkttype == .broadcast`
    public static var pkttype: Field<PacketType> { Field(.meta(.pkttype)) }
    /// The number of the processor that handles the packet: nft's `meta cpu`.
    public static var cpu: Field<Number> { Field(.meta(.cpu)) }
    /// The group of the interface by which the packet came in: nft's `meta iifgroup`. `ip link set … group` puts it there.
    public static var iifgroup: Field<DeviceGroup> { Field(.meta(.iifgroup)) }
    /// The group of the interface by which the packet goes out: nft's `meta oifgroup`.
    public static var oifgroup: Field<DeviceGroup> { Field(.meta(.oifgroup)) }
    /// The `net_cls.classid` of the sender's control group of version 1: nft's `meta cgroup`. `socket.cgroupv2(level:)` is for version 2.
    public static var cgroup: Field<Number> { Field(.meta(.cgroup)) }
    /// A pseudo-random number of 32 bits: nft's `meta random`. `meta.random < 0x8000_0000` matches every second packet on average.
    public static var random: Field<Number> { Field(.meta(.random)) }
    /// Whether the packet came through IPsec: nft's `meta ipsec`. `meta.ipsec == .exists`
    public static var ipsec: Field<Presence> { Field(.meta(.ipsec)) }
    /// The kind of the interface by which the packet came in, as in `ip link add … type KIND`: nft's `meta iifkind`. `meta.iifkind ==
    /// "veth"`
    public static var iifkind: Field<Interface> { Field(.meta(.iifkind)) }
    /// The kind of the interface by which the packet goes out: nft's `meta oifkind`. `meta.oifkind == "wireguard"`
    public static var oifkind: Field<Interface> { Field(.meta(.oifkind)) }
    /// The default VLAN (PVID) of the bridge port by which the packet came in: nft's `meta ibrpvid`.
    public static var ibrpvid: Field<Number> { Field(.meta(.ibrpvid)) }
    /// The protocol of the bridge's VLANs: nft's `meta ibrvproto`. `meta.ibrvproto == .ieee8021q`
    public static var ibrvproto: Field<EtherType> { Field(.meta(.ibrvproto)) }
    // The kernel's clock is UTC, and so are these; stock nft reads and lists them in the local time zone.
    /// The time when the packet was received, in UTC: nft's `meta time`. `meta.time < "2027-01-01"`
    public static var time: Field<Moment> { Field(.meta(.time)) }
    /// The day of the week when the packet was received, in UTC: nft's `meta day`. `meta.day == [.saturday, .sunday]`
    public static var day: Field<Day> { Field(.meta(.day)) }
    /// The time of the day when the packet was received, in UTC: nft's `meta hour`. `meta.hour == "08:00" ... "17:00"`
    public static var hour: Field<Hour> { Field(.meta(.hour)) }
    /// The index of the VRF's member interface by which the packet came in: nft's `meta sdif`.
    public static var sdif: Field<Interface> { Field(.meta(.sdif)) }
    /// The name of the VRF's member interface by which the packet came in: nft's `meta sdifname`.
    public static var sdifname: Field<Interface> { Field(.meta(.sdifname)) }
    /// Whether the bridge hands the frame to the network layer rather than forwards it, 0 or 1: nft's `meta broute`. `meta.broute.set(1)` at hook
    /// prerouting of family `bridge`. nft 1.0.8, kernel 6.4.
    public static var broute: Field<Number> { Field(.meta(.broute)) }
    /// The Ethernet address of the bridge by which the packet came in: nft's `meta ibrhwaddr`. `ether.daddr.set(meta.ibrhwaddr)`. nft 1.1.6,
    /// kernel 6.18.
    public static var ibrhwaddr: Field<EtherAddress> { Field(.meta(.ibrhwaddr)) }
}
