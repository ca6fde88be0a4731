extension ip {
    /// nft's `ip option`.
    public enum option {
        public enum lsrr {
            public static var type: Field<Number> { Field(.ipOption(.lsrrType)) }
            public static var length: Field<Number> { Field(.ipOption(.lsrrLength)) }
            public static var ptr: Field<Number> { Field(.ipOption(.lsrrPtr)) }
            public static var addr: Field<Number> { Field(.ipOption(.lsrrAddr)) }
            public static var exists: Statement { .presence(.ipOptionPresence(.lsrr), true) }
            public static var missing: Statement { .presence(.ipOptionPresence(.lsrr), false) }
        }

        public enum rr {
            public static var type: Field<Number> { Field(.ipOption(.rrType)) }
            public static var length: Field<Number> { Field(.ipOption(.rrLength)) }
            public static var ptr: Field<Number> { Field(.ipOption(.rrPtr)) }
            public static var addr: Field<Number> { Field(.ipOption(.rrAddr)) }
            public static var exists: Statement { .presence(.ipOptionPresence(.rr), true) }
            public static var missing: Statement { .presence(.ipOptionPresence(.rr), false) }
        }

        public enum ssrr {
            public static var type: Field<Number> { Field(.ipOption(.ssrrType)) }
            public static var length: Field<Number> { Field(.ipOption(.ssrrLength)) }
            public static var ptr: Field<Number> { Field(.ipOption(.ssrrPtr)) }
            public static var addr: Field<Number> { Field(.ipOption(.ssrrAddr)) }
            public static var exists: Statement { .presence(.ipOptionPresence(.ssrr), true) }
            public static var missing: Statement { .presence(.ipOptionPresence(.ssrr), false) }
        }

        public enum ra {
            public static var type: Field<Number> { Field(.ipOption(.raType)) }
            public static var length: Field<Number> { Field(.ipOption(.raLength)) }
            public static var value: Field<Number> { Field(.ipOption(.raValue)) }
            public static var exists: Statement { .presence(.ipOptionPresence(.ra), true) }
            public static var missing: Statement { .presence(.ipOptionPresence(.ra), false) }
        }
    }
}
