extension sctp {
    /// nft's `sctp chunk`.
    public enum chunk {
        /// User data: nft's `sctp chunk data`.
        public enum data {
            /// The chunk's type byte: nft's `sctp chunk data type`.
            public static var type: Field<Number> { Field(.sctpChunk(.dataType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk data flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.dataFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk data length`.
            public static var length: Field<Number> { Field(.sctpChunk(.dataLength)) }
            /// The transmission sequence number: nft's `sctp chunk data tsn`.
            public static var tsn: Field<Number> { Field(.sctpChunk(.dataTsn)) }
            /// The stream's number: nft's `sctp chunk data stream`.
            public static var stream: Field<Number> { Field(.sctpChunk(.dataStream)) }
            /// The sequence number within the stream: nft's `sctp chunk data ssn`.
            public static var ssn: Field<Number> { Field(.sctpChunk(.dataSsn)) }
            /// The payload protocol's number: nft's `sctp chunk data ppid`.
            public static var ppid: Field<Number> { Field(.sctpChunk(.dataPpid)) }
            /// The chunk exists: nft's `sctp chunk data exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.data), true) }
            /// The chunk is missing: nft's `sctp chunk data missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.data), false) }
        }

        /// Initiation of an association: nft's `sctp chunk init`.
        public enum `init` {
            /// The chunk's type byte: nft's `sctp chunk init type`.
            public static var type: Field<Number> { Field(.sctpChunk(.initType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk init flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.initFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk init length`.
            public static var length: Field<Number> { Field(.sctpChunk(.initLength)) }
            /// The tag that the receiver puts into its packets: nft's `sctp chunk init init-tag`.
            public static var initTag: Field<Number> { Field(.sctpChunk(.initInitTag)) }
            /// The advertised receive window in bytes: nft's `sctp chunk init a-rwnd`.
            public static var aRwnd: Field<Number> { Field(.sctpChunk(.initARwnd)) }
            /// The number of outbound streams: nft's `sctp chunk init num-outbound-streams`.
            public static var numOutboundStreams: Field<Number> { Field(.sctpChunk(.initNumOutboundStreams)) }
            /// The number of inbound streams: nft's `sctp chunk init num-inbound-streams`.
            public static var numInboundStreams: Field<Number> { Field(.sctpChunk(.initNumInboundStreams)) }
            /// The first transmission sequence number: nft's `sctp chunk init initial-tsn`.
            public static var initialTsn: Field<Number> { Field(.sctpChunk(.initInitialTsn)) }
            /// The chunk exists: nft's `sctp chunk init exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.`init`), true) }
            /// The chunk is missing: nft's `sctp chunk init missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.`init`), false) }
        }

        /// Acknowledgement of an initiation: nft's `sctp chunk init-ack`.
        public enum initAck {
            /// The chunk's type byte: nft's `sctp chunk init-ack type`.
            public static var type: Field<Number> { Field(.sctpChunk(.initAckType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk init-ack flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.initAckFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk init-ack length`.
            public static var length: Field<Number> { Field(.sctpChunk(.initAckLength)) }
            /// The tag that the receiver puts into its packets: nft's `sctp chunk init-ack init-tag`.
            public static var initTag: Field<Number> { Field(.sctpChunk(.initAckInitTag)) }
            /// The advertised receive window in bytes: nft's `sctp chunk init-ack a-rwnd`.
            public static var aRwnd: Field<Number> { Field(.sctpChunk(.initAckARwnd)) }
            /// The number of outbound streams: nft's `sctp chunk init-ack num-outbound-streams`.
            public static var numOutboundStreams: Field<Number> { Field(.sctpChunk(.initAckNumOutboundStreams)) }
            /// The number of inbound streams: nft's `sctp chunk init-ack num-inbound-streams`.
            public static var numInboundStreams: Field<Number> { Field(.sctpChunk(.initAckNumInboundStreams)) }
            /// The first transmission sequence number: nft's `sctp chunk init-ack initial-tsn`.
            public static var initialTsn: Field<Number> { Field(.sctpChunk(.initAckInitialTsn)) }
            /// The chunk exists: nft's `sctp chunk init-ack exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.initAck), true) }
            /// The chunk is missing: nft's `sctp chunk init-ack missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.initAck), false) }
        }

        /// Selective acknowledgement: nft's `sctp chunk sack`.
        public enum sack {
            /// The chunk's type byte: nft's `sctp chunk sack type`.
            public static var type: Field<Number> { Field(.sctpChunk(.sackType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk sack flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.sackFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk sack length`.
            public static var length: Field<Number> { Field(.sctpChunk(.sackLength)) }
            /// The last transmission sequence number received without a gap: nft's `sctp chunk sack cum-tsn-ack`.
            public static var cumTsnAck: Field<Number> { Field(.sctpChunk(.sackCumTsnAck)) }
            /// The advertised receive window in bytes: nft's `sctp chunk sack a-rwnd`.
            public static var aRwnd: Field<Number> { Field(.sctpChunk(.sackARwnd)) }
            /// The number of acknowledged blocks behind a gap: nft's `sctp chunk sack num-gap-ack-blocks`.
            public static var numGapAckBlocks: Field<Number> { Field(.sctpChunk(.sackNumGapAckBlocks)) }
            /// The number of duplicates received: nft's `sctp chunk sack num-dup-tsns`.
            public static var numDupTsns: Field<Number> { Field(.sctpChunk(.sackNumDupTsns)) }
            /// The chunk exists: nft's `sctp chunk sack exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.sack), true) }
            /// The chunk is missing: nft's `sctp chunk sack missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.sack), false) }
        }

        /// Heartbeat request: nft's `sctp chunk heartbeat`.
        public enum heartbeat {
            /// The chunk's type byte: nft's `sctp chunk heartbeat type`.
            public static var type: Field<Number> { Field(.sctpChunk(.heartbeatType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk heartbeat flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.heartbeatFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk heartbeat length`.
            public static var length: Field<Number> { Field(.sctpChunk(.heartbeatLength)) }
            /// The chunk exists: nft's `sctp chunk heartbeat exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.heartbeat), true) }
            /// The chunk is missing: nft's `sctp chunk heartbeat missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.heartbeat), false) }
        }

        /// Heartbeat acknowledgement: nft's `sctp chunk heartbeat-ack`.
        public enum heartbeatAck {
            /// The chunk's type byte: nft's `sctp chunk heartbeat-ack type`.
            public static var type: Field<Number> { Field(.sctpChunk(.heartbeatAckType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk heartbeat-ack flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.heartbeatAckFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk heartbeat-ack length`.
            public static var length: Field<Number> { Field(.sctpChunk(.heartbeatAckLength)) }
            /// The chunk exists: nft's `sctp chunk heartbeat-ack exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.heartbeatAck), true) }
            /// The chunk is missing: nft's `sctp chunk heartbeat-ack missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.heartbeatAck), false) }
        }

        /// Abort: nft's `sctp chunk abort`.
        public enum abort {
            /// The chunk's type byte: nft's `sctp chunk abort type`.
            public static var type: Field<Number> { Field(.sctpChunk(.abortType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk abort flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.abortFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk abort length`.
            public static var length: Field<Number> { Field(.sctpChunk(.abortLength)) }
            /// The chunk exists: nft's `sctp chunk abort exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.abort), true) }
            /// The chunk is missing: nft's `sctp chunk abort missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.abort), false) }
        }

        /// Shutdown: nft's `sctp chunk shutdown`.
        public enum shutdown {
            /// The chunk's type byte: nft's `sctp chunk shutdown type`.
            public static var type: Field<Number> { Field(.sctpChunk(.shutdownType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk shutdown flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.shutdownFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk shutdown length`.
            public static var length: Field<Number> { Field(.sctpChunk(.shutdownLength)) }
            /// The last transmission sequence number received without a gap: nft's `sctp chunk shutdown cum-tsn-ack`.
            public static var cumTsnAck: Field<Number> { Field(.sctpChunk(.shutdownCumTsnAck)) }
            /// The chunk exists: nft's `sctp chunk shutdown exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.shutdown), true) }
            /// The chunk is missing: nft's `sctp chunk shutdown missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.shutdown), false) }
        }

        /// Shutdown acknowledgement: nft's `sctp chunk shutdown-ack`.
        public enum shutdownAck {
            /// The chunk's type byte: nft's `sctp chunk shutdown-ack type`.
            public static var type: Field<Number> { Field(.sctpChunk(.shutdownAckType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk shutdown-ack flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.shutdownAckFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk shutdown-ack length`.
            public static var length: Field<Number> { Field(.sctpChunk(.shutdownAckLength)) }
            /// The chunk exists: nft's `sctp chunk shutdown-ack exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.shutdownAck), true) }
            /// The chunk is missing: nft's `sctp chunk shutdown-ack missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.shutdownAck), false) }
        }

        /// Operation error: nft's `sctp chunk error`.
        public enum error {
            /// The chunk's type byte: nft's `sctp chunk error type`.
            public static var type: Field<Number> { Field(.sctpChunk(.errorType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk error flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.errorFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk error length`.
            public static var length: Field<Number> { Field(.sctpChunk(.errorLength)) }
            /// The chunk exists: nft's `sctp chunk error exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.error), true) }
            /// The chunk is missing: nft's `sctp chunk error missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.error), false) }
        }

        /// State cookie: nft's `sctp chunk cookie-echo`.
        public enum cookieEcho {
            /// The chunk's type byte: nft's `sctp chunk cookie-echo type`.
            public static var type: Field<Number> { Field(.sctpChunk(.cookieEchoType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk cookie-echo flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.cookieEchoFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk cookie-echo length`.
            public static var length: Field<Number> { Field(.sctpChunk(.cookieEchoLength)) }
            /// The chunk exists: nft's `sctp chunk cookie-echo exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.cookieEcho), true) }
            /// The chunk is missing: nft's `sctp chunk cookie-echo missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.cookieEcho), false) }
        }

        /// Acknowledgement of the state cookie: nft's `sctp chunk cookie-ack`.
        public enum cookieAck {
            /// The chunk's type byte: nft's `sctp chunk cookie-ack type`.
            public static var type: Field<Number> { Field(.sctpChunk(.cookieAckType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk cookie-ack flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.cookieAckFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk cookie-ack length`.
            public static var length: Field<Number> { Field(.sctpChunk(.cookieAckLength)) }
            /// The chunk exists: nft's `sctp chunk cookie-ack exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.cookieAck), true) }
            /// The chunk is missing: nft's `sctp chunk cookie-ack missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.cookieAck), false) }
        }

        /// Explicit congestion notification echo: nft's `sctp chunk ecne`.
        public enum ecne {
            /// The chunk's type byte: nft's `sctp chunk ecne type`.
            public static var type: Field<Number> { Field(.sctpChunk(.ecneType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk ecne flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.ecneFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk ecne length`.
            public static var length: Field<Number> { Field(.sctpChunk(.ecneLength)) }
            /// The lowest transmission sequence number: nft's `sctp chunk ecne lowest-tsn`.
            public static var lowestTsn: Field<Number> { Field(.sctpChunk(.ecneLowestTsn)) }
            /// The chunk exists: nft's `sctp chunk ecne exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.ecne), true) }
            /// The chunk is missing: nft's `sctp chunk ecne missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.ecne), false) }
        }

        /// Congestion window reduced: nft's `sctp chunk cwr`.
        public enum cwr {
            /// The chunk's type byte: nft's `sctp chunk cwr type`.
            public static var type: Field<Number> { Field(.sctpChunk(.cwrType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk cwr flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.cwrFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk cwr length`.
            public static var length: Field<Number> { Field(.sctpChunk(.cwrLength)) }
            /// The lowest transmission sequence number: nft's `sctp chunk cwr lowest-tsn`.
            public static var lowestTsn: Field<Number> { Field(.sctpChunk(.cwrLowestTsn)) }
            /// The chunk exists: nft's `sctp chunk cwr exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.cwr), true) }
            /// The chunk is missing: nft's `sctp chunk cwr missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.cwr), false) }
        }

        /// Shutdown complete: nft's `sctp chunk shutdown-complete`.
        public enum shutdownComplete {
            /// The chunk's type byte: nft's `sctp chunk shutdown-complete type`.
            public static var type: Field<Number> { Field(.sctpChunk(.shutdownCompleteType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk shutdown-complete flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.shutdownCompleteFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk shutdown-complete length`.
            public static var length: Field<Number> { Field(.sctpChunk(.shutdownCompleteLength)) }
            /// The chunk exists: nft's `sctp chunk shutdown-complete exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.shutdownComplete), true) }
            /// The chunk is missing: nft's `sctp chunk shutdown-complete missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.shutdownComplete), false) }
        }

        /// Acknowledgement of an address configuration change: nft's `sctp chunk asconf-ack`.
        public enum asconfAck {
            /// The chunk's type byte: nft's `sctp chunk asconf-ack type`.
            public static var type: Field<Number> { Field(.sctpChunk(.asconfAckType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk asconf-ack flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.asconfAckFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk asconf-ack length`.
            public static var length: Field<Number> { Field(.sctpChunk(.asconfAckLength)) }
            /// The sequence number of the change: nft's `sctp chunk asconf-ack seqno`.
            public static var seqno: Field<Number> { Field(.sctpChunk(.asconfAckSeqno)) }
            /// The chunk exists: nft's `sctp chunk asconf-ack exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.asconfAck), true) }
            /// The chunk is missing: nft's `sctp chunk asconf-ack missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.asconfAck), false) }
        }

        /// Forward cumulative transmission sequence number: nft's `sctp chunk forward-tsn`.
        public enum forwardTsn {
            /// The chunk's type byte: nft's `sctp chunk forward-tsn type`.
            public static var type: Field<Number> { Field(.sctpChunk(.forwardTsnType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk forward-tsn flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.forwardTsnFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk forward-tsn length`.
            public static var length: Field<Number> { Field(.sctpChunk(.forwardTsnLength)) }
            /// The new cumulative transmission sequence number: nft's `sctp chunk forward-tsn new-cum-tsn`.
            public static var newCumTsn: Field<Number> { Field(.sctpChunk(.forwardTsnNewCumTsn)) }
            /// The chunk exists: nft's `sctp chunk forward-tsn exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.forwardTsn), true) }
            /// The chunk is missing: nft's `sctp chunk forward-tsn missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.forwardTsn), false) }
        }

        /// Address configuration change: nft's `sctp chunk asconf`.
        public enum asconf {
            /// The chunk's type byte: nft's `sctp chunk asconf type`.
            public static var type: Field<Number> { Field(.sctpChunk(.asconfType)) }
            /// The chunk's flags, 8 bits: nft's `sctp chunk asconf flags`.
            public static var flags: Field<Number> { Field(.sctpChunk(.asconfFlags)) }
            /// The chunk's length in bytes, without padding: nft's `sctp chunk asconf length`.
            public static var length: Field<Number> { Field(.sctpChunk(.asconfLength)) }
            /// The sequence number of the change: nft's `sctp chunk asconf seqno`.
            public static var seqno: Field<Number> { Field(.sctpChunk(.asconfSeqno)) }
            /// The chunk exists: nft's `sctp chunk asconf exists`.
            public static var exists: Statement { .presence(.sctpChunkPresence(.asconf), true) }
            /// The chunk is missing: nft's `sctp chunk asconf missing`.
            public static var missing: Statement { .presence(.sctpChunkPresence(.asconf), false) }
        }
    }
}
