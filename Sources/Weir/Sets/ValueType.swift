public import WeirModel

/// The order of a value's bytes: that of the host, or the network's.
public typealias ByteOrder = WeirModel.ByteOrder

/// nft's types of keys and of the data of maps: `type ipv4_addr . inet_service`, `typeof ip saddr . tcp dport`.
public struct ValueType<Value: FieldValue>: Sendable {
    let content: SetDraft.Content
    /// A map's data that may contain ranges.
    let isInterval: Bool

    init(_ type: DataType) { self.init(.of(Selector(type: type), .types([type]))) }
    init(_ content: SetDraft.Content, isInterval: Bool = false) { (self.content, self.isInterval) = (content, isInterval) }

    /// A type by its nft name, where there is no shorter word for it.
    public static func type(_ type: DataType) -> ValueType { ValueType(type) }

    /// Types with explicit lengths and byte orders, as programs other than nft may create them.
    public static func sized(_ types: (DataType, bytes: UInt32, ByteOrder)...) -> ValueType {
        let sized = types.map { WeirModel.SetDeclaration.SizedType(type: $0.0, bytes: $0.bytes, byteOrder: $0.2) }
        let components = sized.map { type in
            Selector.Component(
                term: .value(.number(0, type.type)), type: type.type, bits: type.bytes.multipliedReportingOverflow(by: 8).partialValue)
        }
        return ValueType(.of(Selector(.concatenation(components.map(\.term)), components: components), .sized(sized)))
    }

    /// The data of a map that may contain ranges: nft's `map { type … : interval … }`. Elements that are ranges imply it.
    public static func interval(_ type: ValueType) -> ValueType { ValueType(type.content, isInterval: true) }

    /// The type of a field: nft's `typeof`.
    public static func typeof(_ field: Field<Value>) -> ValueType {
        guard let selector = field.draft.value[.ip] else { return ValueType(.byUse) }
        return ValueType(.of(selector, .typeof(selector.components.map(\.term))))
    }
}

extension ValueType where Value == Address {
    /// nft's `ipv4_addr`.
    public static var ipv4Address: Self { Self(.ipv4Address) }
    /// nft's `ipv6_addr`.
    public static var ipv6Address: Self { Self(.ipv6Address) }
}
extension ValueType where Value == EtherAddress {
    /// nft's `ether_addr`.
    public static var etherAddress: Self { Self(.etherAddress) }
}
extension ValueType where Value == EtherType {
    /// nft's `ether_type`.
    public static var etherType: Self { Self(.etherType) }
}
extension ValueType where Value == InetProtocol {
    /// nft's `inet_proto`.
    public static var inetProtocol: Self { Self(.inetProtocol) }
}
extension ValueType where Value == Port {
    /// nft's `inet_service`.
    public static var inetService: Self { Self(.inetService) }
}
extension ValueType where Value == Mark {
    /// nft's `mark`.
    public static var mark: Self { Self(.mark) }
}
extension ValueType where Value == Interface {
    /// nft's `ifname`.
    public static var ifname: Self { Self(.ifname) }
    /// nft's `iface_index`.
    public static var interfaceIndex: Self { Self(.ifindex) }
}
extension ValueType where Value == ICMPType {
    /// nft's `icmp_type`.
    public static var icmpType: Self { Self(.icmpType) }
}
extension ValueType where Value == ICMPv6Type {
    /// nft's `icmpv6_type`.
    public static var icmpv6Type: Self { Self(.icmpv6Type) }
}
extension ValueType where Value == TCPFlag {
    /// nft's `tcp_flag`.
    public static var tcpFlag: Self { Self(.tcpFlag) }
}
extension ValueType where Value == CtState {
    /// nft's `ct_state`.
    public static var ctState: Self { Self(.ctState) }
}
extension ValueType where Value == CtStatus {
    /// nft's `ct_status`.
    public static var ctStatus: Self { Self(.ctStatus) }
}
extension ValueType where Value == CtDirection {
    /// nft's `ct_dir`.
    public static var ctDirection: Self { Self(.ctDirection) }
}
extension ValueType where Value == PacketType {
    /// nft's `pkt_type`.
    public static var packetType: Self { Self(.packetType) }
}
extension ValueType where Value == User {
    /// nft's `uid`.
    public static var uid: Self { Self(.uid) }
}
extension ValueType where Value == Group {
    /// nft's `gid`.
    public static var gid: Self { Self(.gid) }
}
extension ValueType where Value == Realm {
    /// nft's `realm`.
    public static var realm: Self { Self(.realm) }
}
extension ValueType where Value == ClassID {
    /// nft's `classid`.
    public static var classid: Self { Self(.classid) }
}
extension ValueType where Value == DeviceGroup {
    /// nft's `devgroup`.
    public static var deviceGroup: Self { Self(.devgroup) }
}
extension ValueType where Value == DSCP {
    /// nft's `dscp`.
    public static var dscp: Self { Self(.dscp) }
}
extension ValueType where Value == ECN {
    /// nft's `ecn`.
    public static var ecn: Self { Self(.ecn) }
}
extension ValueType where Value == ARPOperation {
    /// nft's `arp_op`.
    public static var arpOperation: Self { Self(.arpOperation) }
}
extension ValueType where Value == LinkType {
    /// nft's `iface_type`.
    public static var linkType: Self { Self(.arphrd) }
}
extension ValueType where Value == AddressType {
    /// nft's `fib_addrtype`.
    public static var fibAddressType: Self { Self(.fibAddressType) }
}
extension ValueType where Value == IGMPType {
    /// nft's `igmp_type`.
    public static var igmpType: Self { Self(.igmpType) }
}
extension ValueType where Value == ControlGroup {
    /// nft's `cgroupsv2`.
    public static var cgroupv2: Self { Self(.cgroupv2) }
}
extension ValueType where Value == NFProtocol {
    /// nft's `nf_proto`.
    public static var nfProtocol: Self { Self(.nfproto) }
}
extension ValueType where Value == ICMPCode {
    /// nft's `icmp_code`.
    public static var icmpCode: Self { Self(.icmpCode) }
}
extension ValueType where Value == ICMPv6Code {
    /// nft's `icmpv6_code`.
    public static var icmpv6Code: Self { Self(.icmpv6Code) }
}
extension ValueType where Value == ICMPXCode {
    /// nft's `icmpx_code`.
    public static var icmpxCode: Self { Self(.icmpxCode) }
}
extension ValueType where Value == DCCPType {
    /// nft's `dccp_pkttype`.
    public static var dccpType: Self { Self(.dccpPacketType) }
}
extension ValueType where Value == MHType {
    /// nft's `mh_type`.
    public static var mhType: Self { Self(.mhType) }
}
extension ValueType where Value == Hour {
    /// nft's `hour`.
    public static var hour: Self { Self(.hour) }
}
extension ValueType where Value == Day {
    /// nft's `day`.
    public static var day: Self { Self(.day) }
}
extension ValueType where Value == Time {
    /// nft's `time`.
    public static var time: Self { Self(.time) }
}

extension ValueType {
    /// nft's `ipv4_addr . inet_service`: `.concat(.ipv4Address, .inetService)`.
    public static func concat<First, Second>(_ first: ValueType<First>, _ second: ValueType<Second>) -> Self
    where Value == Concat2<First, Second> {
        Self(concatenating: [first.content, second.content])
    }

    /// nft's `ifname . ipv4_addr . inet_service`: `.concat(.ifname, .ipv4Address, .inetService)`.
    public static func concat<First, Second, Third>(
        _ first: ValueType<First>, _ second: ValueType<Second>, _ third: ValueType<Third>
    ) -> Self where Value == Concat3<First, Second, Third> { Self(concatenating: [first.content, second.content, third.content]) }

    /// Four types together.
    public static func concat<First, Second, Third, Fourth>(
        _ first: ValueType<First>, _ second: ValueType<Second>, _ third: ValueType<Third>, _ fourth: ValueType<Fourth>
    ) -> Self where Value == Concat4<First, Second, Third, Fourth> {
        Self(concatenating: [first.content, second.content, third.content, fourth.content])
    }

    /// Five types together.
    public static func concat<First, Second, Third, Fourth, Fifth>(
        _ first: ValueType<First>, _ second: ValueType<Second>, _ third: ValueType<Third>, _ fourth: ValueType<Fourth>,
        _ fifth: ValueType<Fifth>
    ) -> Self where Value == Concat5<First, Second, Third, Fourth, Fifth> {
        Self(concatenating: [first.content, second.content, third.content, fourth.content, fifth.content])
    }

    /// nft takes either types or fields: with a field among them, all are taken as `typeof`.
    private init(concatenating parts: [SetDraft.Content]) {
        var selectors: [Selector] = []
        var types: [DataType] = []
        for part in parts {
            guard case .of(let selector, let content) = part else {
                self.init(.byUse)
                return
            }
            selectors.append(selector)
            if case .types(let more) = content { types += more }
        }
        let selector = Selector(concatenating: selectors)
        let isTyped = types.count == selector.components.count
        self.init(.of(selector, isTyped ? .types(types) : .typeof(selector.components.map(\.term))))
    }
}
