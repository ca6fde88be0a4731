/// The type of an ICMP message.
public struct ICMPType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var echoReply: ICMPType { ICMPType(named: "echo-reply") }
    public static var destinationUnreachable: ICMPType { ICMPType(named: "destination-unreachable") }
    public static var sourceQuench: ICMPType { ICMPType(named: "source-quench") }
    public static var redirect: ICMPType { ICMPType(named: "redirect") }
    public static var echoRequest: ICMPType { ICMPType(named: "echo-request") }
    public static var routerAdvertisement: ICMPType { ICMPType(named: "router-advertisement") }
    public static var routerSolicitation: ICMPType { ICMPType(named: "router-solicitation") }
    public static var timeExceeded: ICMPType { ICMPType(named: "time-exceeded") }
    public static var parameterProblem: ICMPType { ICMPType(named: "parameter-problem") }
    public static var timestampRequest: ICMPType { ICMPType(named: "timestamp-request") }
    public static var timestampReply: ICMPType { ICMPType(named: "timestamp-reply") }
    public static var infoRequest: ICMPType { ICMPType(named: "info-request") }
    public static var infoReply: ICMPType { ICMPType(named: "info-reply") }
    public static var addressMaskRequest: ICMPType { ICMPType(named: "address-mask-request") }
    public static var addressMaskReply: ICMPType { ICMPType(named: "address-mask-reply") }
}

/// The code of an ICMP message; the names are those of destination unreachable.
public struct ICMPCode: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var netUnreachable: ICMPCode { ICMPCode(named: "net-unreachable") }
    public static var hostUnreachable: ICMPCode { ICMPCode(named: "host-unreachable") }
    public static var protUnreachable: ICMPCode { ICMPCode(named: "prot-unreachable") }
    public static var portUnreachable: ICMPCode { ICMPCode(named: "port-unreachable") }
    public static var netProhibited: ICMPCode { ICMPCode(named: "net-prohibited") }
    public static var hostProhibited: ICMPCode { ICMPCode(named: "host-prohibited") }
    public static var adminProhibited: ICMPCode { ICMPCode(named: "admin-prohibited") }
    public static var fragNeeded: ICMPCode { ICMPCode(named: "frag-needed") }
}

/// The type of an ICMPv6 message.
public struct ICMPv6Type: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var destinationUnreachable: ICMPv6Type { ICMPv6Type(named: "destination-unreachable") }
    public static var packetTooBig: ICMPv6Type { ICMPv6Type(named: "packet-too-big") }
    public static var timeExceeded: ICMPv6Type { ICMPv6Type(named: "time-exceeded") }
    public static var parameterProblem: ICMPv6Type { ICMPv6Type(named: "parameter-problem") }
    public static var echoRequest: ICMPv6Type { ICMPv6Type(named: "echo-request") }
    public static var echoReply: ICMPv6Type { ICMPv6Type(named: "echo-reply") }
    public static var mldListenerQuery: ICMPv6Type { ICMPv6Type(named: "mld-listener-query") }
    public static var mldListenerReport: ICMPv6Type { ICMPv6Type(named: "mld-listener-report") }
    public static var mldListenerDone: ICMPv6Type { ICMPv6Type(named: "mld-listener-done") }
    public static var mldListenerReduction: ICMPv6Type { ICMPv6Type(named: "mld-listener-reduction") }
    public static var ndRouterSolicit: ICMPv6Type { ICMPv6Type(named: "nd-router-solicit") }
    public static var ndRouterAdvert: ICMPv6Type { ICMPv6Type(named: "nd-router-advert") }
    public static var ndNeighborSolicit: ICMPv6Type { ICMPv6Type(named: "nd-neighbor-solicit") }
    public static var ndNeighborAdvert: ICMPv6Type { ICMPv6Type(named: "nd-neighbor-advert") }
    public static var ndRedirect: ICMPv6Type { ICMPv6Type(named: "nd-redirect") }
    public static var routerRenumbering: ICMPv6Type { ICMPv6Type(named: "router-renumbering") }
    public static var indNeighborSolicit: ICMPv6Type { ICMPv6Type(named: "ind-neighbor-solicit") }
    public static var indNeighborAdvert: ICMPv6Type { ICMPv6Type(named: "ind-neighbor-advert") }
    public static var mld2ListenerReport: ICMPv6Type { ICMPv6Type(named: "mld2-listener-report") }

    // RFC 4861's words.
    public static var routerSolicitation: ICMPv6Type { ICMPv6Type(named: "nd-router-solicit") }
    public static var routerAdvertisement: ICMPv6Type { ICMPv6Type(named: "nd-router-advert") }
    public static var neighbourSolicitation: ICMPv6Type { ICMPv6Type(named: "nd-neighbor-solicit") }
    public static var neighbourAdvertisement: ICMPv6Type { ICMPv6Type(named: "nd-neighbor-advert") }
}

/// The code of an ICMPv6 message; the names are those of destination unreachable.
public struct ICMPv6Code: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var noRoute: ICMPv6Code { ICMPv6Code(named: "no-route") }
    public static var adminProhibited: ICMPv6Code { ICMPv6Code(named: "admin-prohibited") }
    public static var addrUnreachable: ICMPv6Code { ICMPv6Code(named: "addr-unreachable") }
    public static var portUnreachable: ICMPv6Code { ICMPv6Code(named: "port-unreachable") }
    public static var policyFail: ICMPv6Code { ICMPv6Code(named: "policy-fail") }
    public static var rejectRoute: ICMPv6Code { ICMPv6Code(named: "reject-route") }
}

/// A reason to reject that both ICMP and ICMPv6 can tell: `enum nft_reject_inet_code`.
public struct ICMPXCode: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var portUnreachable: ICMPXCode { ICMPXCode(named: "port-unreachable") }
    public static var adminProhibited: ICMPXCode { ICMPXCode(named: "admin-prohibited") }
    public static var noRoute: ICMPXCode { ICMPXCode(named: "no-route") }
    public static var hostUnreachable: ICMPXCode { ICMPXCode(named: "host-unreachable") }
}

/// The type of an IGMP message.
public struct IGMPType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var membershipQuery: IGMPType { IGMPType(named: "membership-query") }
    public static var membershipReportV1: IGMPType { IGMPType(named: "membership-report-v1") }
    public static var membershipReportV2: IGMPType { IGMPType(named: "membership-report-v2") }
    public static var membershipReportV3: IGMPType { IGMPType(named: "membership-report-v3") }
    public static var leaveGroup: IGMPType { IGMPType(named: "leave-group") }
}
