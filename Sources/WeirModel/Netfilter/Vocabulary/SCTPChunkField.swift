/// The fields of SCTP chunks. Raw values are what follows nft's `sctp chunk`.
public enum SCTPChunkField: String, Sendable, Codable, Hashable, CaseIterable {
    case dataType = "data type"
    case dataFlags = "data flags"
    case dataLength = "data length"
    case dataTsn = "data tsn"
    case dataStream = "data stream"
    case dataSsn = "data ssn"
    case dataPpid = "data ppid"
    case initType = "init type"
    case initFlags = "init flags"
    case initLength = "init length"
    case initInitTag = "init init-tag"
    case initARwnd = "init a-rwnd"
    case initNumOutboundStreams = "init num-outbound-streams"
    case initNumInboundStreams = "init num-inbound-streams"
    case initInitialTsn = "init initial-tsn"
    case initAckType = "init-ack type"
    case initAckFlags = "init-ack flags"
    case initAckLength = "init-ack length"
    case initAckInitTag = "init-ack init-tag"
    case initAckARwnd = "init-ack a-rwnd"
    case initAckNumOutboundStreams = "init-ack num-outbound-streams"
    case initAckNumInboundStreams = "init-ack num-inbound-streams"
    case initAckInitialTsn = "init-ack initial-tsn"
    case sackType = "sack type"
    case sackFlags = "sack flags"
    case sackLength = "sack length"
    case sackCumTsnAck = "sack cum-tsn-ack"
    case sackARwnd = "sack a-rwnd"
    case sackNumGapAckBlocks = "sack num-gap-ack-blocks"
    case sackNumDupTsns = "sack num-dup-tsns"
    case heartbeatType = "heartbeat type"
    case heartbeatFlags = "heartbeat flags"
    case heartbeatLength = "heartbeat length"
    case heartbeatAckType = "heartbeat-ack type"
    case heartbeatAckFlags = "heartbeat-ack flags"
    case heartbeatAckLength = "heartbeat-ack length"
    case abortType = "abort type"
    case abortFlags = "abort flags"
    case abortLength = "abort length"
    case shutdownType = "shutdown type"
    case shutdownFlags = "shutdown flags"
    case shutdownLength = "shutdown length"
    case shutdownCumTsnAck = "shutdown cum-tsn-ack"
    case shutdownAckType = "shutdown-ack type"
    case shutdownAckFlags = "shutdown-ack flags"
    case shutdownAckLength = "shutdown-ack length"
    case errorType = "error type"
    case errorFlags = "error flags"
    case errorLength = "error length"
    case cookieEchoType = "cookie-echo type"
    case cookieEchoFlags = "cookie-echo flags"
    case cookieEchoLength = "cookie-echo length"
    case cookieAckType = "cookie-ack type"
    case cookieAckFlags = "cookie-ack flags"
    case cookieAckLength = "cookie-ack length"
    case ecneType = "ecne type"
    case ecneFlags = "ecne flags"
    case ecneLength = "ecne length"
    case ecneLowestTsn = "ecne lowest-tsn"
    case cwrType = "cwr type"
    case cwrFlags = "cwr flags"
    case cwrLength = "cwr length"
    case cwrLowestTsn = "cwr lowest-tsn"
    case shutdownCompleteType = "shutdown-complete type"
    case shutdownCompleteFlags = "shutdown-complete flags"
    case shutdownCompleteLength = "shutdown-complete length"
    case asconfAckType = "asconf-ack type"
    case asconfAckFlags = "asconf-ack flags"
    case asconfAckLength = "asconf-ack length"
    case asconfAckSeqno = "asconf-ack seqno"
    case forwardTsnType = "forward-tsn type"
    case forwardTsnFlags = "forward-tsn flags"
    case forwardTsnLength = "forward-tsn length"
    case forwardTsnNewCumTsn = "forward-tsn new-cum-tsn"
    case asconfType = "asconf type"
    case asconfFlags = "asconf flags"
    case asconfLength = "asconf length"
    case asconfSeqno = "asconf seqno"
}

extension SCTPChunkField {
    public var chunk: SCTPChunk { row.0 }
    public var layout: FieldLayout { row.1 }

    /// nft's number of the field in the userdata of `typeof` sets.
    public var typeofIndex: UInt32 { position(among: Self.allCases.filter { $0.chunk == chunk }) }

    public static func find(_ chunk: SCTPChunk, bitOffset: UInt32, bitLength: UInt32) -> Self? {
        allCases.first { $0.chunk == chunk && $0.layout.bitOffset == bitOffset && $0.layout.bitLength == bitLength }
    }

    private var row: (SCTPChunk, FieldLayout) {
        switch self {
        case .dataType: (.data, .bits(0, 8))
        case .dataFlags: (.data, .bits(8, 8))
        case .dataLength: (.data, .bits(16, 16))
        case .dataTsn: (.data, .bits(32, 32))
        case .dataStream: (.data, .bits(64, 16))
        case .dataSsn: (.data, .bits(80, 16))
        case .dataPpid: (.data, .bits(96, 32))
        case .initType: (.`init`, .bits(0, 8))
        case .initFlags: (.`init`, .bits(8, 8))
        case .initLength: (.`init`, .bits(16, 16))
        case .initInitTag: (.`init`, .bits(32, 32))
        case .initARwnd: (.`init`, .bits(64, 32))
        case .initNumOutboundStreams: (.`init`, .bits(96, 16))
        case .initNumInboundStreams: (.`init`, .bits(112, 16))
        case .initInitialTsn: (.`init`, .bits(128, 32))
        case .initAckType: (.initAck, .bits(0, 8))
        case .initAckFlags: (.initAck, .bits(8, 8))
        case .initAckLength: (.initAck, .bits(16, 16))
        case .initAckInitTag: (.initAck, .bits(32, 32))
        case .initAckARwnd: (.initAck, .bits(64, 32))
        case .initAckNumOutboundStreams: (.initAck, .bits(96, 16))
        case .initAckNumInboundStreams: (.initAck, .bits(112, 16))
        case .initAckInitialTsn: (.initAck, .bits(128, 32))
        case .sackType: (.sack, .bits(0, 8))
        case .sackFlags: (.sack, .bits(8, 8))
        case .sackLength: (.sack, .bits(16, 16))
        case .sackCumTsnAck: (.sack, .bits(32, 32))
        case .sackARwnd: (.sack, .bits(64, 32))
        case .sackNumGapAckBlocks: (.sack, .bits(96, 16))
        case .sackNumDupTsns: (.sack, .bits(112, 16))
        case .heartbeatType: (.heartbeat, .bits(0, 8))
        case .heartbeatFlags: (.heartbeat, .bits(8, 8))
        case .heartbeatLength: (.heartbeat, .bits(16, 16))
        case .heartbeatAckType: (.heartbeatAck, .bits(0, 8))
        case .heartbeatAckFlags: (.heartbeatAck, .bits(8, 8))
        case .heartbeatAckLength: (.heartbeatAck, .bits(16, 16))
        case .abortType: (.abort, .bits(0, 8))
        case .abortFlags: (.abort, .bits(8, 8))
        case .abortLength: (.abort, .bits(16, 16))
        case .shutdownType: (.shutdown, .bits(0, 8))
        case .shutdownFlags: (.shutdown, .bits(8, 8))
        case .shutdownLength: (.shutdown, .bits(16, 16))
        case .shutdownCumTsnAck: (.shutdown, .bits(32, 32))
        case .shutdownAckType: (.shutdownAck, .bits(0, 8))
        case .shutdownAckFlags: (.shutdownAck, .bits(8, 8))
        case .shutdownAckLength: (.shutdownAck, .bits(16, 16))
        case .errorType: (.error, .bits(0, 8))
        case .errorFlags: (.error, .bits(8, 8))
        case .errorLength: (.error, .bits(16, 16))
        case .cookieEchoType: (.cookieEcho, .bits(0, 8))
        case .cookieEchoFlags: (.cookieEcho, .bits(8, 8))
        case .cookieEchoLength: (.cookieEcho, .bits(16, 16))
        case .cookieAckType: (.cookieAck, .bits(0, 8))
        case .cookieAckFlags: (.cookieAck, .bits(8, 8))
        case .cookieAckLength: (.cookieAck, .bits(16, 16))
        case .ecneType: (.ecne, .bits(0, 8))
        case .ecneFlags: (.ecne, .bits(8, 8))
        case .ecneLength: (.ecne, .bits(16, 16))
        case .ecneLowestTsn: (.ecne, .bits(32, 32))
        case .cwrType: (.cwr, .bits(0, 8))
        case .cwrFlags: (.cwr, .bits(8, 8))
        case .cwrLength: (.cwr, .bits(16, 16))
        case .cwrLowestTsn: (.cwr, .bits(32, 32))
        case .shutdownCompleteType: (.shutdownComplete, .bits(0, 8))
        case .shutdownCompleteFlags: (.shutdownComplete, .bits(8, 8))
        case .shutdownCompleteLength: (.shutdownComplete, .bits(16, 16))
        case .asconfAckType: (.asconfAck, .bits(0, 8))
        case .asconfAckFlags: (.asconfAck, .bits(8, 8))
        case .asconfAckLength: (.asconfAck, .bits(16, 16))
        case .asconfAckSeqno: (.asconfAck, .bits(32, 32))
        case .forwardTsnType: (.forwardTsn, .bits(0, 8))
        case .forwardTsnFlags: (.forwardTsn, .bits(8, 8))
        case .forwardTsnLength: (.forwardTsn, .bits(16, 16))
        case .forwardTsnNewCumTsn: (.forwardTsn, .bits(32, 32))
        case .asconfType: (.asconf, .bits(0, 8))
        case .asconfFlags: (.asconf, .bits(8, 8))
        case .asconfLength: (.asconf, .bits(16, 16))
        case .asconfSeqno: (.asconf, .bits(32, 32))
        }
    }
}
