extension Qdisc {
    /// No queue at all.
    public struct NoQueue: WithoutOptions {
        public static let kind = "noqueue"
        public init() {}
    }
}
