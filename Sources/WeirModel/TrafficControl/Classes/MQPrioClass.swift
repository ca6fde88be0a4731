extension TrafficClass {
    /// A traffic class or hardware queue of mqprio, made by the qdisc.
    public struct MQPrio: TrafficOptions {
        public static let kind = "mqprio"
        public init() {}
    }
}
