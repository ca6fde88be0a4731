/// nft's data types. Raw values are nft's own numbers, which sets carry in the kernel as `NFTA_SET_KEY_TYPE`.
public enum DataType: UInt8, Sendable, Hashable, CaseIterable {
    case invalid = 0, verdict, nfproto, bitmask, integer, string, lladdr
    case ipv4Address = 7, ipv6Address, etherAddress, etherType, arpOperation, inetProtocol, inetService
    case icmpType = 14, tcpFlag, dccpPacketType, mhType, time, mark, ifindex, arphrd, realm, classid, uid, gid
    case ctState = 26, ctDirection, ctStatus, icmpv6Type, ctLabel, packetType, icmpCode, icmpv6Code, icmpxCode
    case devgroup = 35, dscp, ecn, fibAddressType, boolean, ctEventBit, ifname, igmpType, date, hour, day, cgroupv2
}

public enum ByteOrder: String, Sendable, Codable, Hashable {
    case host, big
}
