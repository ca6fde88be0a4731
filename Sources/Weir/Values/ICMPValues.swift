/// The type of an ICMP message.
public struct ICMPType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Echo reply: nft's `echo-reply`, type 0.
    public static var echoReply: ICMPType { ICMPType(named: "echo-reply") }
    /// Destination unreachable: nft's `destination-unreachable`, type 3.
    public static var destinationUnreachable: ICMPType { ICMPType(named: "destination-unreachable") }
    /// Source quench (deprecated): nft's `source-quench`, type 4.
    public static var sourceQuench: ICMPType { ICMPType(named: "source-quench") }
    /// Redirect: nft's `redirect`, type 5.
    public static var redirect: ICMPType { ICMPType(named: "redirect") }
    /// Echo request: nft's `echo-request`, type 8.
    public static var echoRequest: ICMPType { ICMPType(named: "echo-request") }
    /// Router advertisement: nft's `router-advertisement`, type 9.
    public static var routerAdvertisement: ICMPType { ICMPType(named: "router-advertisement") }
    /// Router solicitation: nft's `router-solicitation`, type 10.
    public static var routerSolicitation: ICMPType { ICMPType(named: "router-solicitation") }
    /// Time exceeded: nft's `time-exceeded`, type 11.
    public static var timeExceeded: ICMPType { ICMPType(named: "time-exceeded") }
    /// Parameter problem: nft's `parameter-problem`, type 12.
    public static var parameterProblem: ICMPType { ICMPType(named: "parameter-problem") }
    /// Timestamp request: nft's `timestamp-request`, type 13.
    public static var timestampRequest: ICMPType { ICMPType(named: "timestamp-request") }
    /// Timestamp reply: nft's `timestamp-reply`, type 14.
    public static var timestampReply: ICMPType { ICMPType(named: "timestamp-reply") }
    /// Information request (deprecated): nft's `info-request`, type 15.
    public static var infoRequest: ICMPType { ICMPType(named: "info-request") }
    /// Information reply (deprecated): nft's `info-reply`, type 16.
    public static var infoReply: ICMPType { ICMPType(named: "info-reply") }
    /// Address mask request (deprecated): nft's `address-mask-request`, type 17.
    public static var addressMaskRequest: ICMPType { ICMPType(named: "address-mask-request") }
    /// Address mask reply (deprecated): nft's `address-mask-reply`, type 18.
    public static var addressMaskReply: ICMPType { ICMPType(named: "address-mask-reply") }
}

/// The code of an ICMP message; the names are those of destination unreachable.
public struct ICMPCode: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Network unreachable: nft's `net-unreachable`, code 0.
    public static var netUnreachable: ICMPCode { ICMPCode(named: "net-unreachable") }
    /// Host unreachable: nft's `host-unreachable`, code 1.
    public static var hostUnreachable: ICMPCode { ICMPCode(named: "host-unreachable") }
    /// Protocol unreachable: nft's `prot-unreachable`, code 2.
    public static var protUnreachable: ICMPCode { ICMPCode(named: "prot-unreachable") }
    /// Port unreachable: nft's `port-unreachable`, code 3.
    public static var portUnreachable: ICMPCode { ICMPCode(named: "port-unreachable") }
    /// Network administratively prohibited: nft's `net-prohibited`, code 9.
    public static var netProhibited: ICMPCode { ICMPCode(named: "net-prohibited") }
    /// Host administratively prohibited: nft's `host-prohibited`, code 10.
    public static var hostProhibited: ICMPCode { ICMPCode(named: "host-prohibited") }
    /// Communication administratively prohibited: nft's `admin-prohibited`, code 13.
    public static var adminProhibited: ICMPCode { ICMPCode(named: "admin-prohibited") }
    /// Fragmentation needed, but the packet forbids it: nft's `frag-needed`, code 4.
    public static var fragNeeded: ICMPCode { ICMPCode(named: "frag-needed") }
}

/// The type of an ICMPv6 message.
public struct ICMPv6Type: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Destination unreachable: nft's `destination-unreachable`, type 1.
    public static var destinationUnreachable: ICMPv6Type { ICMPv6Type(named: "destination-unreachable") }
    /// Packet too big: nft's `packet-too-big`, type 2.
    public static var packetTooBig: ICMPv6Type { ICMPv6Type(named: "packet-too-big") }
    /// Time exceeded: nft's `time-exceeded`, type 3.
    public static var timeExceeded: ICMPv6Type { ICMPv6Type(named: "time-exceeded") }
    /// Parameter problem: nft's `parameter-problem`, type 4.
    public static var parameterProblem: ICMPv6Type { ICMPv6Type(named: "parameter-problem") }
    /// Echo request: nft's `echo-request`, type 128.
    public static var echoRequest: ICMPv6Type { ICMPv6Type(named: "echo-request") }
    /// Echo reply: nft's `echo-reply`, type 129.
    public static var echoReply: ICMPv6Type { ICMPv6Type(named: "echo-reply") }
    /// Multicast listener query: nft's `mld-listener-query`, type 130.
    public static var mldListenerQuery: ICMPv6Type { ICMPv6Type(named: "mld-listener-query") }
    /// Multicast listener report: nft's `mld-listener-report`, type 131.
    public static var mldListenerReport: ICMPv6Type { ICMPv6Type(named: "mld-listener-report") }
    /// Multicast listener done: nft's `mld-listener-done`, type 132.
    public static var mldListenerDone: ICMPv6Type { ICMPv6Type(named: "mld-listener-done") }
    /// Multicast listener done, under nft's older name: nft's `mld-listener-reduction`, type 132.
    public static var mldListenerReduction: ICMPv6Type { ICMPv6Type(named: "mld-listener-reduction") }
    /// Router solicitation: nft's `nd-router-solicit`, type 133.
    public static var ndRouterSolicit: ICMPv6Type { ICMPv6Type(named: "nd-router-solicit") }
    /// Router advertisement: nft's `nd-router-advert`, type 134.
    public static var ndRouterAdvert: ICMPv6Type { ICMPv6Type(named: "nd-router-advert") }
    /// Neighbour solicitation: nft's `nd-neighbor-solicit`, type 135.
    public static var ndNeighborSolicit: ICMPv6Type { ICMPv6Type(named: "nd-neighbor-solicit") }
    /// Neighbour advertisement: nft's `nd-neighbor-advert`, type 136.
    public static var ndNeighborAdvert: ICMPv6Type { ICMPv6Type(named: "nd-neighbor-advert") }
    /// Redirect: nft's `nd-redirect`, type 137.
    public static var ndRedirect: ICMPv6Type { ICMPv6Type(named: "nd-redirect") }
    /// Router renumbering: nft's `router-renumbering`, type 138.
    public static var routerRenumbering: ICMPv6Type { ICMPv6Type(named: "router-renumbering") }
    /// Inverse neighbour discovery solicitation: nft's `ind-neighbor-solicit`, type 141.
    public static var indNeighborSolicit: ICMPv6Type { ICMPv6Type(named: "ind-neighbor-solicit") }
    /// Inverse neighbour discovery advertisement: nft's `ind-neighbor-advert`, type 142.
    public static var indNeighborAdvert: ICMPv6Type { ICMPv6Type(named: "ind-neighbor-advert") }
    /// Multicast listener report of MLDv2: nft's `mld2-listener-report`, type 143.
    public static var mld2ListenerReport: ICMPv6Type { ICMPv6Type(named: "mld2-listener-report") }

    // The names of RFC 4861.
    /// Router solicitation: nft's `nd-router-solicit`, type 133.
    public static var routerSolicitation: ICMPv6Type { ICMPv6Type(named: "nd-router-solicit") }
    /// Router advertisement: nft's `nd-router-advert`, type 134.
    public static var routerAdvertisement: ICMPv6Type { ICMPv6Type(named: "nd-router-advert") }
    /// Neighbour solicitation: nft's `nd-neighbor-solicit`, type 135.
    public static var neighbourSolicitation: ICMPv6Type { ICMPv6Type(named: "nd-neighbor-solicit") }
    /// Neighbour advertisement: nft's `nd-neighbor-advert`, type 136.
    public static var neighbourAdvertisement: ICMPv6Type { ICMPv6Type(named: "nd-neighbor-advert") }
}

/// The code of an ICMPv6 message; the names are those of destination unreachable.
public struct ICMPv6Code: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// No route to the destination: nft's `no-route`, code 0.
    public static var noRoute: ICMPv6Code { ICMPv6Code(named: "no-route") }
    /// Communication administratively prohibited: nft's `admin-prohibited`, code 1.
    public static var adminProhibited: ICMPv6Code { ICMPv6Code(named: "admin-prohibited") }
    /// Address unreachable: nft's `addr-unreachable`, code 3.
    public static var addrUnreachable: ICMPv6Code { ICMPv6Code(named: "addr-unreachable") }
    /// Port unreachable: nft's `port-unreachable`, code 4.
    public static var portUnreachable: ICMPv6Code { ICMPv6Code(named: "port-unreachable") }
    /// The source address failed the ingress or egress policy: nft's `policy-fail`, code 5.
    public static var policyFail: ICMPv6Code { ICMPv6Code(named: "policy-fail") }
    /// The route rejects the destination: nft's `reject-route`, code 6.
    public static var rejectRoute: ICMPv6Code { ICMPv6Code(named: "reject-route") }
}

/// A reason to reject that exists in both ICMP and ICMPv6: `enum nft_reject_inet_code`.
public struct ICMPXCode: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Port unreachable: nft's `port-unreachable`.
    public static var portUnreachable: ICMPXCode { ICMPXCode(named: "port-unreachable") }
    /// Communication administratively prohibited: nft's `admin-prohibited`.
    public static var adminProhibited: ICMPXCode { ICMPXCode(named: "admin-prohibited") }
    /// No route to the destination: nft's `no-route`.
    public static var noRoute: ICMPXCode { ICMPXCode(named: "no-route") }
    /// Host unreachable: nft's `host-unreachable`.
    public static var hostUnreachable: ICMPXCode { ICMPXCode(named: "host-unreachable") }
}

/// The type of an IGMP message.
public struct IGMPType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Membership query: nft's `membership-query`, type 17.
    public static var membershipQuery: IGMPType { IGMPType(named: "membership-query") }
    /// Membership report of IGMPv1: nft's `membership-report-v1`, type 18.
    public static var membershipReportV1: IGMPType { IGMPType(named: "membership-report-v1") }
    /// Membership report of IGMPv2: nft's `membership-report-v2`, type 22.
    public static var membershipReportV2: IGMPType { IGMPType(named: "membership-report-v2") }
    /// Membership report of IGMPv3: nft's `membership-report-v3`, type 34.
    public static var membershipReportV3: IGMPType { IGMPType(named: "membership-report-v3") }
    /// Leave group: nft's `leave-group`, type 23.
    public static var leaveGroup: IGMPType { IGMPType(named: "leave-group") }
}
