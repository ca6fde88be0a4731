/// Flags of a TCP header.
public struct TCPFlag: BitmaskValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var fin: TCPFlag { TCPFlag(named: "fin") }
    public static var syn: TCPFlag { TCPFlag(named: "syn") }
    public static var rst: TCPFlag { TCPFlag(named: "rst") }
    public static var psh: TCPFlag { TCPFlag(named: "psh") }
    public static var ack: TCPFlag { TCPFlag(named: "ack") }
    public static var urg: TCPFlag { TCPFlag(named: "urg") }
    public static var ecn: TCPFlag { TCPFlag(named: "ecn") }
    public static var cwr: TCPFlag { TCPFlag(named: "cwr") }
}

/// The type of a DCCP packet.
public struct DCCPType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var request: DCCPType { DCCPType(named: "request") }
    public static var response: DCCPType { DCCPType(named: "response") }
    public static var data: DCCPType { DCCPType(named: "data") }
    public static var ack: DCCPType { DCCPType(named: "ack") }
    public static var dataack: DCCPType { DCCPType(named: "dataack") }
    public static var closereq: DCCPType { DCCPType(named: "closereq") }
    public static var close: DCCPType { DCCPType(named: "close") }
    public static var reset: DCCPType { DCCPType(named: "reset") }
    public static var sync: DCCPType { DCCPType(named: "sync") }
    public static var syncack: DCCPType { DCCPType(named: "syncack") }
}

/// The type of a mobility header.
public struct MHType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var bindingRefreshRequest: MHType { MHType(named: "binding-refresh-request") }
    public static var homeTestInit: MHType { MHType(named: "home-test-init") }
    public static var careofTestInit: MHType { MHType(named: "careof-test-init") }
    public static var homeTest: MHType { MHType(named: "home-test") }
    public static var careofTest: MHType { MHType(named: "careof-test") }
    public static var bindingUpdate: MHType { MHType(named: "binding-update") }
    public static var bindingAcknowledgement: MHType { MHType(named: "binding-acknowledgement") }
    public static var bindingError: MHType { MHType(named: "binding-error") }
    public static var fastBindingUpdate: MHType { MHType(named: "fast-binding-update") }
    public static var fastBindingAcknowledgement: MHType { MHType(named: "fast-binding-acknowledgement") }
    public static var fastBindingAdvertisement: MHType { MHType(named: "fast-binding-advertisement") }
    public static var experimentalMobilityHeader: MHType { MHType(named: "experimental-mobility-header") }
    public static var homeAgentSwitchMessage: MHType { MHType(named: "home-agent-switch-message") }
}
