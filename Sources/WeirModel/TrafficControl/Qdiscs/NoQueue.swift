extension Qdisc {
    /// No queue at all.
    public struct NoQueue: TrafficOptions {
        public static let kind = "noqueue"
        public init() {}
    }
}
