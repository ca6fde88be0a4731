extension Qdisc {
    /// Deficit round robin; only its classes have options.
    public struct DRR: WithoutOptions {
        public static let kind = "drr"
        public init() {}
    }
}
