/// SCTP chunks. Raw values are nft's words.
public enum SCTPChunk: String, Sendable, Codable, Hashable, CaseIterable {
    case data
    case `init`
    case initAck = "init-ack"
    case sack
    case heartbeat
    case heartbeatAck = "heartbeat-ack"
    case abort
    case shutdown
    case shutdownAck = "shutdown-ack"
    case error
    case cookieEcho = "cookie-echo"
    case cookieAck = "cookie-ack"
    case ecne
    case cwr
    case shutdownComplete = "shutdown-complete"
    case asconfAck = "asconf-ack"
    case forwardTsn = "forward-tsn"
    case asconf

    /// The chunk's type on the wire: `NFTA_EXTHDR_TYPE`.
    public var number: UInt8 {
        switch self {
        case .data: 0
        case .`init`: 1
        case .initAck: 2
        case .sack: 3
        case .heartbeat: 4
        case .heartbeatAck: 5
        case .abort: 6
        case .shutdown: 7
        case .shutdownAck: 8
        case .error: 9
        case .cookieEcho: 10
        case .cookieAck: 11
        case .ecne: 12
        case .cwr: 13
        case .shutdownComplete: 14
        case .asconfAck: 128
        case .forwardTsn: 192
        case .asconf: 193
        }
    }

    public init?(number: UInt8) {
        guard let chunk = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = chunk
    }
}
