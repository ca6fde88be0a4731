extension TrafficClass {
    /// A band of prio, made by the qdisc.
    public struct Prio: TrafficOptions {
        public static let kind = "prio"
        public init() {}
    }

    /// A hardware queue of mq, made by the qdisc.
    public struct MQ: TrafficOptions {
        public static let kind = "mq"
        public init() {}
    }

    /// A traffic class or hardware queue of mqprio, made by the qdisc.
    public struct MQPrio: TrafficOptions {
        public static let kind = "mqprio"
        public init() {}
    }
}
