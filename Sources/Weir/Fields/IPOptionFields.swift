extension ip {
    /// nft's `ip option`.
    public enum option {
        /// Loose source route: nft's `ip option lsrr`.
        public enum lsrr {
            /// The option's type byte: nft's `ip option lsrr type`.
            public static var type: Field<Number> { Field(.ipOption(.lsrrType)) }
            /// The option's length in bytes: nft's `ip option lsrr length`.
            public static var length: Field<Number> { Field(.ipOption(.lsrrLength)) }
            /// The pointer to the next address, counted in bytes from 1 at the option's start: nft's `ip option lsrr ptr`.
            public static var ptr: Field<Number> { Field(.ipOption(.lsrrPtr)) }
            /// The first address, as a number of 32 bits: nft's `ip option lsrr addr`.
            public static var addr: Field<Number> { Field(.ipOption(.lsrrAddr)) }
            /// The option exists: nft's `ip option lsrr exists`.
            public static var exists: Statement { .presence(.ipOptionPresence(.lsrr), true) }
            /// The option is missing: nft's `ip option lsrr missing`.
            public static var missing: Statement { .presence(.ipOptionPresence(.lsrr), false) }
        }

        /// Record route: nft's `ip option rr`.
        public enum rr {
            /// The option's type byte: nft's `ip option rr type`.
            public static var type: Field<Number> { Field(.ipOption(.rrType)) }
            /// The option's length in bytes: nft's `ip option rr length`.
            public static var length: Field<Number> { Field(.ipOption(.rrLength)) }
            /// The pointer to the next address, counted in bytes from 1 at the option's start: nft's `ip option rr ptr`.
            public static var ptr: Field<Number> { Field(.ipOption(.rrPtr)) }
            /// The first address, as a number of 32 bits: nft's `ip option rr addr`.
            public static var addr: Field<Number> { Field(.ipOption(.rrAddr)) }
            /// The option exists: nft's `ip option rr exists`.
            public static var exists: Statement { .presence(.ipOptionPresence(.rr), true) }
            /// The option is missing: nft's `ip option rr missing`.
            public static var missing: Statement { .presence(.ipOptionPresence(.rr), false) }
        }

        /// Strict source route: nft's `ip option ssrr`.
        public enum ssrr {
            /// The option's type byte: nft's `ip option ssrr type`.
            public static var type: Field<Number> { Field(.ipOption(.ssrrType)) }
            /// The option's length in bytes: nft's `ip option ssrr length`.
            public static var length: Field<Number> { Field(.ipOption(.ssrrLength)) }
            /// The pointer to the next address, counted in bytes from 1 at the option's start: nft's `ip option ssrr ptr`.
            public static var ptr: Field<Number> { Field(.ipOption(.ssrrPtr)) }
            /// The first address, as a number of 32 bits: nft's `ip option ssrr addr`.
            public static var addr: Field<Number> { Field(.ipOption(.ssrrAddr)) }
            /// The option exists: nft's `ip option ssrr exists`.
            public static var exists: Statement { .presence(.ipOptionPresence(.ssrr), true) }
            /// The option is missing: nft's `ip option ssrr missing`.
            public static var missing: Statement { .presence(.ipOptionPresence(.ssrr), false) }
        }

        /// Router alert: nft's `ip option ra`.
        public enum ra {
            /// The option's type byte: nft's `ip option ra type`.
            public static var type: Field<Number> { Field(.ipOption(.raType)) }
            /// The option's length in bytes: nft's `ip option ra length`.
            public static var length: Field<Number> { Field(.ipOption(.raLength)) }
            /// The value, 0 where routers have to examine the packet: nft's `ip option ra value`.
            public static var value: Field<Number> { Field(.ipOption(.raValue)) }
            /// The option exists: nft's `ip option ra exists`.
            public static var exists: Statement { .presence(.ipOptionPresence(.ra), true) }
            /// The option is missing: nft's `ip option ra missing`.
            public static var missing: Statement { .presence(.ipOptionPresence(.ra), false) }
        }
    }
}
