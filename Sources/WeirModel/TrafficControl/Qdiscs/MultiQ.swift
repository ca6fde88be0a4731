extension Qdisc {
    /// A band for each hardware queue, chosen by the packet's queue mapping.
    public struct MultiQ: WithoutOptions {
        public static let kind = "multiq"
        public init() {}
    }
}
