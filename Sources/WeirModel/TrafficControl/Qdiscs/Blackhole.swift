extension Qdisc {
    /// Drops everything.
    public struct Blackhole: TrafficOptions {
        public static let kind = "blackhole"
        public init() {}
    }
}
