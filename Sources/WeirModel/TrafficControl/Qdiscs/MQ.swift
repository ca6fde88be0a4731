extension Qdisc {
    /// A class for each hardware queue; children schedule.
    public struct MQ: TrafficOptions {
        public static let kind = "mq"
        public init() {}
    }
}
