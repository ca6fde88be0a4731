extension TrafficClass {
    /// A hardware queue of mq, made by the qdisc.
    public struct MQ: WithoutOptions {
        public static let kind = "mq"
        public init() {}
    }
}
