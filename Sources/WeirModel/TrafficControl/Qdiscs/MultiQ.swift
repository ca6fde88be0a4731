extension Qdisc {
    /// A band for each hardware queue, chosen by the packet's queue mapping.
    public struct MultiQ: TrafficOptions {
        public static let kind = "multiq"
        public init() {}
    }
}
