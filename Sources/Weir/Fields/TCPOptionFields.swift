extension tcp {
    /// nft's `tcp option`.
    public enum option {
        /// End of the list of options: nft's `tcp option eol`.
        public enum eol {
            /// The option's kind byte: nft's `tcp option eol kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.eolKind)) }
            /// The option exists: nft's `tcp option eol exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 0), true) }
            /// The option is missing: nft's `tcp option eol missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 0), false) }
        }

        /// Padding of one byte: nft's `tcp option nop`.
        public enum nop {
            /// The option's kind byte: nft's `tcp option nop kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.nopKind)) }
            /// The option exists: nft's `tcp option nop exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 1), true) }
            /// The option is missing: nft's `tcp option nop missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 1), false) }
        }

        /// Maximum segment size: nft's `tcp option maxseg`. `tcp.option.maxseg.size.set(rt.mtu)` clamps it to the route's MTU.
        public enum maxseg {
            /// The option's kind byte: nft's `tcp option maxseg kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.maxsegKind)) }
            /// The option's length in bytes: nft's `tcp option maxseg length`.
            public static var length: Field<Number> { Field(.tcpOption(.maxsegLength)) }
            /// The largest segment that the sender takes, in bytes: nft's `tcp option maxseg size`.
            public static var size: Field<Number> { Field(.tcpOption(.maxsegSize)) }
            /// The option exists: nft's `tcp option maxseg exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 2), true) }
            /// The option is missing: nft's `tcp option maxseg missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 2), false) }
        }

        /// Window scaling: nft's `tcp option window`.
        public enum window {
            /// The option's kind byte: nft's `tcp option window kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.windowKind)) }
            /// The option's length in bytes: nft's `tcp option window length`.
            public static var length: Field<Number> { Field(.tcpOption(.windowLength)) }
            /// The number of bits that windows are shifted by: nft's `tcp option window count`.
            public static var count: Field<Number> { Field(.tcpOption(.windowCount)) }
            /// The option exists: nft's `tcp option window exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 3), true) }
            /// The option is missing: nft's `tcp option window missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 3), false) }
        }

        /// Selective acknowledgement permitted: nft's `tcp option sack-perm`.
        public enum sackPerm {
            /// The option's kind byte: nft's `tcp option sack-perm kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.sackPermKind)) }
            /// The option's length in bytes: nft's `tcp option sack-perm length`.
            public static var length: Field<Number> { Field(.tcpOption(.sackPermLength)) }
            /// The option exists: nft's `tcp option sack-perm exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 4), true) }
            /// The option is missing: nft's `tcp option sack-perm missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 4), false) }
        }

        /// Selective acknowledgement: nft's `tcp option sack`. Its fields are those of the first block.
        public enum sack {
            /// The option's kind byte: nft's `tcp option sack kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.sackKind)) }
            /// The option's length in bytes: nft's `tcp option sack length`.
            public static var length: Field<Number> { Field(.tcpOption(.sackLength)) }
            /// The first sequence number of the block: nft's `tcp option sack left`.
            public static var left: Field<Number> { Field(.tcpOption(.sackLeft)) }
            /// The sequence number behind the block: nft's `tcp option sack right`.
            public static var right: Field<Number> { Field(.tcpOption(.sackRight)) }
            /// The option exists: nft's `tcp option sack exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 5), true) }
            /// The option is missing: nft's `tcp option sack missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 5), false) }
        }

        /// The second block of a selective acknowledgement: nft's `tcp option sack1`.
        public enum sack1 {
            /// The first sequence number of the block: nft's `tcp option sack1 left`.
            public static var left: Field<Number> { Field(.tcpOption(.sack1Left)) }
            /// The sequence number behind the block: nft's `tcp option sack1 right`.
            public static var right: Field<Number> { Field(.tcpOption(.sack1Right)) }
        }

        /// The third block of a selective acknowledgement: nft's `tcp option sack2`.
        public enum sack2 {
            /// The first sequence number of the block: nft's `tcp option sack2 left`.
            public static var left: Field<Number> { Field(.tcpOption(.sack2Left)) }
            /// The sequence number behind the block: nft's `tcp option sack2 right`.
            public static var right: Field<Number> { Field(.tcpOption(.sack2Right)) }
        }

        /// The fourth block of a selective acknowledgement: nft's `tcp option sack3`.
        public enum sack3 {
            /// The first sequence number of the block: nft's `tcp option sack3 left`.
            public static var left: Field<Number> { Field(.tcpOption(.sack3Left)) }
            /// The sequence number behind the block: nft's `tcp option sack3 right`.
            public static var right: Field<Number> { Field(.tcpOption(.sack3Right)) }
        }

        /// Timestamps: nft's `tcp option timestamp`.
        public enum timestamp {
            /// The option's kind byte: nft's `tcp option timestamp kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.timestampKind)) }
            /// The option's length in bytes: nft's `tcp option timestamp length`.
            public static var length: Field<Number> { Field(.tcpOption(.timestampLength)) }
            /// The sender's timestamp: nft's `tcp option timestamp tsval`.
            public static var tsval: Field<Number> { Field(.tcpOption(.timestampTsval)) }
            /// The timestamp that is echoed: nft's `tcp option timestamp tsecr`.
            public static var tsecr: Field<Number> { Field(.tcpOption(.timestampTsecr)) }
            /// The option exists: nft's `tcp option timestamp exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 8), true) }
            /// The option is missing: nft's `tcp option timestamp missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 8), false) }
        }

        /// MD5 signature of BGP sessions (RFC 2385): nft's `tcp option md5sig`.
        public enum md5sig {
            /// The option's kind byte: nft's `tcp option md5sig kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.md5sigKind)) }
            /// The option's length in bytes: nft's `tcp option md5sig length`.
            public static var length: Field<Number> { Field(.tcpOption(.md5sigLength)) }
            /// The option exists: nft's `tcp option md5sig exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 19), true) }
            /// The option is missing: nft's `tcp option md5sig missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 19), false) }
        }

        /// Multipath TCP: nft's `tcp option mptcp`.
        public enum mptcp {
            /// The option's kind byte: nft's `tcp option mptcp kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.mptcpKind)) }
            /// The option's length in bytes: nft's `tcp option mptcp length`.
            public static var length: Field<Number> { Field(.tcpOption(.mptcpLength)) }
            /// The subtype, 4 bits: nft's `tcp option mptcp subtype`.
            public static var subtype: Field<Number> { Field(.tcpOption(.mptcpSubtype)) }
            /// The option exists: nft's `tcp option mptcp exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 30), true) }
            /// The option is missing: nft's `tcp option mptcp missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 30), false) }
        }

        /// TCP Fast Open: nft's `tcp option fastopen`.
        public enum fastopen {
            /// The option's kind byte: nft's `tcp option fastopen kind`.
            public static var kind: Field<Number> { Field(.tcpOption(.fastopenKind)) }
            /// The option's length in bytes: nft's `tcp option fastopen length`.
            public static var length: Field<Number> { Field(.tcpOption(.fastopenLength)) }
            /// The option exists: nft's `tcp option fastopen exists`.
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 34), true) }
            /// The option is missing: nft's `tcp option fastopen missing`.
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 34), false) }
        }
    }
}
