extension TrafficClass {
    /// A band of ets, made by the qdisc; only a sharing band has a quantum.
    public struct ETS: TrafficOptions {
        public static let kind = "ets"
        /// The bytes that the band may send per round: tc's `quantum`.
        public var quantum: ByteSize?
        private enum CodingKeys: String, CodingKey { case quantum }
        public init() {}
    }
}
