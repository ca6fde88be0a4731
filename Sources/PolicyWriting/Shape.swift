import WeirModel

/// The types at a place in the source: for each component of a key or value its type, and the Swift type of the author's literals.
struct Shape: Hashable {
    struct Component: Hashable {
        /// The type that Weir gives a literal; `.invalid` if the literal's text determines it, as for NAT's addresses.
        var type: DataType
        var swift: String
    }

    var components: [Component]

    /// Usually the only one; a number's if a concatenation is empty, which documents allow.
    var first: Component { components.first ?? Component(type: .integer, swift: Self.swift(.integer)) }

    init(_ components: [Component]) { self.components = components }
    init(_ type: DataType) { components = [Component(type: type, swift: Self.swift(type))] }
    init(_ types: [DataType]) { components = types.map { Component(type: $0, swift: Self.swift($0)) } }

    /// The address that a translation goes to.
    static func address(_ family: Family?) -> Shape {
        switch family {
        case .ip: Shape(.ipv4Address)
        case .ip6: Shape(.ipv6Address)
        default: Shape([Component(type: .invalid, swift: "Address")])
        }
    }

    /// `Concat2<Address, Port>`
    var swift: String { nested(components.map(\.swift)) { "Concat\($0.count)<\($0.joined(separator: ", "))>" } }

    /// Concatenations of more than five parts hold others.
    func nested(_ parts: [String], _ join: ([String]) -> String) -> String {
        var parts = parts
        while parts.count > 5 { parts = [join(Array(parts.prefix(5)))] + parts.dropFirst(5) }
        return parts.count == 1 ? parts[0] : join(parts)
    }

    func nested(_ parts: [Layout], _ join: ([Layout]) -> Layout) -> Layout {
        var parts = parts
        while parts.count > 5 { parts = [join(Array(parts.prefix(5)))] + parts.dropFirst(5) }
        return parts.count == 1 ? parts[0] : join(parts)
    }

    /// The type of Weir's authoring language for nft's.
    static func swift(_ type: DataType) -> String {
        switch type {
        case .nfproto: "NFProtocol"
        case .invalid, .ipv4Address, .ipv6Address: "Address"
        case .verdict: "Verdict"
        case .bitmask, .integer: "Number"
        case .string: "Name"
        case .lladdr, .etherAddress: "EtherAddress"
        case .etherType: "EtherType"
        case .arpOperation: "ARPOperation"
        case .inetProtocol: "InetProtocol"
        case .inetService: "Port"
        case .icmpType: "ICMPType"
        case .tcpFlag: "TCPFlag"
        case .dccpPacketType: "DCCPType"
        case .mhType: "MHType"
        case .time: "Time"
        case .mark: "Mark"
        case .ifindex, .ifname: "Interface"
        case .arphrd: "LinkType"
        case .realm: "Realm"
        case .classid: "ClassID"
        case .uid: "User"
        case .gid: "Group"
        case .ctState: "CtState"
        case .ctDirection: "CtDirection"
        case .ctStatus: "CtStatus"
        case .icmpv6Type: "ICMPv6Type"
        case .ctLabel: "CtLabel"
        case .packetType: "PacketType"
        case .icmpCode: "ICMPCode"
        case .icmpv6Code: "ICMPv6Code"
        case .icmpxCode: "ICMPXCode"
        case .devgroup: "DeviceGroup"
        case .dscp: "DSCP"
        case .ecn: "ECN"
        case .fibAddressType: "AddressType"
        case .boolean: "Presence"
        case .ctEventBit: "CtEvent"
        case .igmpType: "IGMPType"
        case .date: "Moment"
        case .hour: "Hour"
        case .day: "Day"
        case .cgroupv2: "ControlGroup"
        }
    }

    /// The name in `ValueType`; `nil` if there is none.
    static func word(_ type: DataType) -> String? {
        switch type {
        case .ifindex: "interfaceIndex"
        case .arphrd: "linkType"
        case .nfproto: "nfProtocol"
        case .devgroup: "deviceGroup"
        case .dccpPacketType: "dccpType"
        case .invalid, .verdict, .bitmask, .integer, .string, .lladdr, .ctLabel, .ctEventBit, .date, .boolean: nil
        default: "\(type)"
        }
    }
}
