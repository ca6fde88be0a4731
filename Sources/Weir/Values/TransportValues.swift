/// Flags of a TCP header.
public struct TCPFlag: BitmaskValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// No more data, 0x01: nft's `fin`.
    public static var fin: TCPFlag { TCPFlag(named: "fin") }
    /// Synchronizes sequence numbers, 0x02: nft's `syn`.
    public static var syn: TCPFlag { TCPFlag(named: "syn") }
    /// Resets the connection, 0x04: nft's `rst`.
    public static var rst: TCPFlag { TCPFlag(named: "rst") }
    /// Push, 0x08: nft's `psh`.
    public static var psh: TCPFlag { TCPFlag(named: "psh") }
    /// The acknowledgement number is valid, 0x10: nft's `ack`.
    public static var ack: TCPFlag { TCPFlag(named: "ack") }
    /// The urgent pointer is valid, 0x20: nft's `urg`.
    public static var urg: TCPFlag { TCPFlag(named: "urg") }
    /// ECN echo, 0x40: nft's `ecn`.
    public static var ecn: TCPFlag { TCPFlag(named: "ecn") }
    /// Congestion window reduced, 0x80: nft's `cwr`.
    public static var cwr: TCPFlag { TCPFlag(named: "cwr") }
}

/// The type of a DCCP packet.
public struct DCCPType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Type 0: nft's `request`.
    public static var request: DCCPType { DCCPType(named: "request") }
    /// Type 1: nft's `response`.
    public static var response: DCCPType { DCCPType(named: "response") }
    /// Type 2: nft's `data`.
    public static var data: DCCPType { DCCPType(named: "data") }
    /// Type 3: nft's `ack`.
    public static var ack: DCCPType { DCCPType(named: "ack") }
    /// Type 4: nft's `dataack`.
    public static var dataack: DCCPType { DCCPType(named: "dataack") }
    /// Type 5: nft's `closereq`.
    public static var closereq: DCCPType { DCCPType(named: "closereq") }
    /// Type 6: nft's `close`.
    public static var close: DCCPType { DCCPType(named: "close") }
    /// Type 7: nft's `reset`.
    public static var reset: DCCPType { DCCPType(named: "reset") }
    /// Type 8: nft's `sync`.
    public static var sync: DCCPType { DCCPType(named: "sync") }
    /// Type 9: nft's `syncack`.
    public static var syncack: DCCPType { DCCPType(named: "syncack") }
}

/// The type of a mobility header.
public struct MHType: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Type 0: nft's `binding-refresh-request`.
    public static var bindingRefreshRequest: MHType { MHType(named: "binding-refresh-request") }
    /// Type 1: nft's `home-test-init`.
    public static var homeTestInit: MHType { MHType(named: "home-test-init") }
    /// Type 2: nft's `careof-test-init`.
    public static var careofTestInit: MHType { MHType(named: "careof-test-init") }
    /// Type 3: nft's `home-test`.
    public static var homeTest: MHType { MHType(named: "home-test") }
    /// Type 4: nft's `careof-test`.
    public static var careofTest: MHType { MHType(named: "careof-test") }
    /// Type 5: nft's `binding-update`.
    public static var bindingUpdate: MHType { MHType(named: "binding-update") }
    /// Type 6: nft's `binding-acknowledgement`.
    public static var bindingAcknowledgement: MHType { MHType(named: "binding-acknowledgement") }
    /// Type 7: nft's `binding-error`.
    public static var bindingError: MHType { MHType(named: "binding-error") }
    /// Type 8: nft's `fast-binding-update`.
    public static var fastBindingUpdate: MHType { MHType(named: "fast-binding-update") }
    /// Type 9: nft's `fast-binding-acknowledgement`.
    public static var fastBindingAcknowledgement: MHType { MHType(named: "fast-binding-acknowledgement") }
    /// Type 10: nft's `fast-binding-advertisement`.
    public static var fastBindingAdvertisement: MHType { MHType(named: "fast-binding-advertisement") }
    /// Type 11: nft's `experimental-mobility-header`.
    public static var experimentalMobilityHeader: MHType { MHType(named: "experimental-mobility-header") }
    /// Type 12: nft's `home-agent-switch-message`.
    public static var homeAgentSwitchMessage: MHType { MHType(named: "home-agent-switch-message") }
}
