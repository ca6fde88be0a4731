extension Qdisc {
    /// Drops everything.
    public struct Blackhole: WithoutOptions {
        public static let kind = "blackhole"
        public init() {}
    }
}
