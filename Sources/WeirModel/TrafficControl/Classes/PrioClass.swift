extension TrafficClass {
    /// A band of prio, made by the qdisc.
    public struct Prio: WithoutOptions {
        public static let kind = "prio"
        public init() {}
    }
}
