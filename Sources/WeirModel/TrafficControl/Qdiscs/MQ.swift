extension Qdisc {
    /// A class for each hardware queue; children schedule.
    public struct MQ: WithoutOptions {
        public static let kind = "mq"
        public init() {}
    }
}
