extension Qdisc {
    /// Three bands by priority; nothing can be set.
    public struct PFIFOFast: WithoutOptions {
        public static let kind = "pfifo_fast"
        public init() {}
    }
}
