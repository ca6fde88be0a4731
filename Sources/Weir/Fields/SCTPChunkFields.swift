extension sctp {
    /// nft's `sctp chunk`.
    public enum chunk {
        public enum data {
            public static var type: Field<Number> { Field(.sctpChunk(.dataType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.dataFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.dataLength)) }
            public static var tsn: Field<Number> { Field(.sctpChunk(.dataTsn)) }
            public static var stream: Field<Number> { Field(.sctpChunk(.dataStream)) }
            public static var ssn: Field<Number> { Field(.sctpChunk(.dataSsn)) }
            public static var ppid: Field<Number> { Field(.sctpChunk(.dataPpid)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.data), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.data), false) }
        }

        public enum `init` {
            public static var type: Field<Number> { Field(.sctpChunk(.initType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.initFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.initLength)) }
            public static var initTag: Field<Number> { Field(.sctpChunk(.initInitTag)) }
            public static var aRwnd: Field<Number> { Field(.sctpChunk(.initARwnd)) }
            public static var numOutboundStreams: Field<Number> { Field(.sctpChunk(.initNumOutboundStreams)) }
            public static var numInboundStreams: Field<Number> { Field(.sctpChunk(.initNumInboundStreams)) }
            public static var initialTsn: Field<Number> { Field(.sctpChunk(.initInitialTsn)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.`init`), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.`init`), false) }
        }

        public enum initAck {
            public static var type: Field<Number> { Field(.sctpChunk(.initAckType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.initAckFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.initAckLength)) }
            public static var initTag: Field<Number> { Field(.sctpChunk(.initAckInitTag)) }
            public static var aRwnd: Field<Number> { Field(.sctpChunk(.initAckARwnd)) }
            public static var numOutboundStreams: Field<Number> { Field(.sctpChunk(.initAckNumOutboundStreams)) }
            public static var numInboundStreams: Field<Number> { Field(.sctpChunk(.initAckNumInboundStreams)) }
            public static var initialTsn: Field<Number> { Field(.sctpChunk(.initAckInitialTsn)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.initAck), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.initAck), false) }
        }

        public enum sack {
            public static var type: Field<Number> { Field(.sctpChunk(.sackType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.sackFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.sackLength)) }
            public static var cumTsnAck: Field<Number> { Field(.sctpChunk(.sackCumTsnAck)) }
            public static var aRwnd: Field<Number> { Field(.sctpChunk(.sackARwnd)) }
            public static var numGapAckBlocks: Field<Number> { Field(.sctpChunk(.sackNumGapAckBlocks)) }
            public static var numDupTsns: Field<Number> { Field(.sctpChunk(.sackNumDupTsns)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.sack), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.sack), false) }
        }

        public enum heartbeat {
            public static var type: Field<Number> { Field(.sctpChunk(.heartbeatType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.heartbeatFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.heartbeatLength)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.heartbeat), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.heartbeat), false) }
        }

        public enum heartbeatAck {
            public static var type: Field<Number> { Field(.sctpChunk(.heartbeatAckType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.heartbeatAckFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.heartbeatAckLength)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.heartbeatAck), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.heartbeatAck), false) }
        }

        public enum abort {
            public static var type: Field<Number> { Field(.sctpChunk(.abortType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.abortFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.abortLength)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.abort), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.abort), false) }
        }

        public enum shutdown {
            public static var type: Field<Number> { Field(.sctpChunk(.shutdownType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.shutdownFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.shutdownLength)) }
            public static var cumTsnAck: Field<Number> { Field(.sctpChunk(.shutdownCumTsnAck)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.shutdown), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.shutdown), false) }
        }

        public enum shutdownAck {
            public static var type: Field<Number> { Field(.sctpChunk(.shutdownAckType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.shutdownAckFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.shutdownAckLength)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.shutdownAck), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.shutdownAck), false) }
        }

        public enum error {
            public static var type: Field<Number> { Field(.sctpChunk(.errorType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.errorFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.errorLength)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.error), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.error), false) }
        }

        public enum cookieEcho {
            public static var type: Field<Number> { Field(.sctpChunk(.cookieEchoType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.cookieEchoFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.cookieEchoLength)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.cookieEcho), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.cookieEcho), false) }
        }

        public enum cookieAck {
            public static var type: Field<Number> { Field(.sctpChunk(.cookieAckType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.cookieAckFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.cookieAckLength)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.cookieAck), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.cookieAck), false) }
        }

        public enum ecne {
            public static var type: Field<Number> { Field(.sctpChunk(.ecneType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.ecneFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.ecneLength)) }
            public static var lowestTsn: Field<Number> { Field(.sctpChunk(.ecneLowestTsn)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.ecne), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.ecne), false) }
        }

        public enum cwr {
            public static var type: Field<Number> { Field(.sctpChunk(.cwrType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.cwrFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.cwrLength)) }
            public static var lowestTsn: Field<Number> { Field(.sctpChunk(.cwrLowestTsn)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.cwr), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.cwr), false) }
        }

        public enum shutdownComplete {
            public static var type: Field<Number> { Field(.sctpChunk(.shutdownCompleteType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.shutdownCompleteFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.shutdownCompleteLength)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.shutdownComplete), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.shutdownComplete), false) }
        }

        public enum asconfAck {
            public static var type: Field<Number> { Field(.sctpChunk(.asconfAckType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.asconfAckFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.asconfAckLength)) }
            public static var seqno: Field<Number> { Field(.sctpChunk(.asconfAckSeqno)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.asconfAck), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.asconfAck), false) }
        }

        public enum forwardTsn {
            public static var type: Field<Number> { Field(.sctpChunk(.forwardTsnType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.forwardTsnFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.forwardTsnLength)) }
            public static var newCumTsn: Field<Number> { Field(.sctpChunk(.forwardTsnNewCumTsn)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.forwardTsn), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.forwardTsn), false) }
        }

        public enum asconf {
            public static var type: Field<Number> { Field(.sctpChunk(.asconfType)) }
            public static var flags: Field<Number> { Field(.sctpChunk(.asconfFlags)) }
            public static var length: Field<Number> { Field(.sctpChunk(.asconfLength)) }
            public static var seqno: Field<Number> { Field(.sctpChunk(.asconfSeqno)) }
            public static var exists: Statement { .presence(.sctpChunkPresence(.asconf), true) }
            public static var missing: Statement { .presence(.sctpChunkPresence(.asconf), false) }
        }
    }
}
