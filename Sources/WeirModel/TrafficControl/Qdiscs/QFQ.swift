extension Qdisc {
    /// Quick fair queueing; only its classes have options.
    public struct QFQ: TrafficOptions {
        public static let kind = "qfq"
        public init() {}
    }
}
