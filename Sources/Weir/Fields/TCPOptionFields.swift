extension tcp {
    /// nft's `tcp option`.
    public enum option {
        public enum eol {
            public static var kind: Field<Number> { Field(.tcpOption(.eolKind)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 0), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 0), false) }
        }

        public enum nop {
            public static var kind: Field<Number> { Field(.tcpOption(.nopKind)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 1), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 1), false) }
        }

        public enum maxseg {
            public static var kind: Field<Number> { Field(.tcpOption(.maxsegKind)) }
            public static var length: Field<Number> { Field(.tcpOption(.maxsegLength)) }
            public static var size: Field<Number> { Field(.tcpOption(.maxsegSize)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 2), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 2), false) }
        }

        public enum window {
            public static var kind: Field<Number> { Field(.tcpOption(.windowKind)) }
            public static var length: Field<Number> { Field(.tcpOption(.windowLength)) }
            public static var count: Field<Number> { Field(.tcpOption(.windowCount)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 3), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 3), false) }
        }

        public enum sackPerm {
            public static var kind: Field<Number> { Field(.tcpOption(.sackPermKind)) }
            public static var length: Field<Number> { Field(.tcpOption(.sackPermLength)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 4), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 4), false) }
        }

        public enum sack {
            public static var kind: Field<Number> { Field(.tcpOption(.sackKind)) }
            public static var length: Field<Number> { Field(.tcpOption(.sackLength)) }
            public static var left: Field<Number> { Field(.tcpOption(.sackLeft)) }
            public static var right: Field<Number> { Field(.tcpOption(.sackRight)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 5), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 5), false) }
        }

        public enum sack1 {
            public static var left: Field<Number> { Field(.tcpOption(.sack1Left)) }
            public static var right: Field<Number> { Field(.tcpOption(.sack1Right)) }
        }

        public enum sack2 {
            public static var left: Field<Number> { Field(.tcpOption(.sack2Left)) }
            public static var right: Field<Number> { Field(.tcpOption(.sack2Right)) }
        }

        public enum sack3 {
            public static var left: Field<Number> { Field(.tcpOption(.sack3Left)) }
            public static var right: Field<Number> { Field(.tcpOption(.sack3Right)) }
        }

        public enum timestamp {
            public static var kind: Field<Number> { Field(.tcpOption(.timestampKind)) }
            public static var length: Field<Number> { Field(.tcpOption(.timestampLength)) }
            public static var tsval: Field<Number> { Field(.tcpOption(.timestampTsval)) }
            public static var tsecr: Field<Number> { Field(.tcpOption(.timestampTsecr)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 8), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 8), false) }
        }

        public enum md5sig {
            public static var kind: Field<Number> { Field(.tcpOption(.md5sigKind)) }
            public static var length: Field<Number> { Field(.tcpOption(.md5sigLength)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 19), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 19), false) }
        }

        public enum mptcp {
            public static var kind: Field<Number> { Field(.tcpOption(.mptcpKind)) }
            public static var length: Field<Number> { Field(.tcpOption(.mptcpLength)) }
            public static var subtype: Field<Number> { Field(.tcpOption(.mptcpSubtype)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 30), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 30), false) }
        }

        public enum fastopen {
            public static var kind: Field<Number> { Field(.tcpOption(.fastopenKind)) }
            public static var length: Field<Number> { Field(.tcpOption(.fastopenLength)) }
            public static var exists: Statement { .presence(.tcpOptionPresence(kind: 34), true) }
            public static var missing: Statement { .presence(.tcpOptionPresence(kind: 34), false) }
        }
    }
}
