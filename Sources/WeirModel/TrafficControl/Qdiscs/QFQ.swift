extension Qdisc {
    /// Quick fair queueing; only its classes have options.
    public struct QFQ: WithoutOptions {
        public static let kind = "qfq"
        public init() {}
    }
}
