extension TrafficClass {
    /// A traffic class or hardware queue of mqprio, made by the qdisc.
    public struct MQPrio: WithoutOptions {
        public static let kind = "mqprio"
        public init() {}
    }
}
