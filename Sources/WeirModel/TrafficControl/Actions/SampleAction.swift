extension Action {
    /// Samples packets to psample.
    public struct Sample: TrafficOptions {
        public static let kind = "sample"
        /// The number N of “one in N packets”: tc's `rate`.
        public var rate: UInt32?
        /// The bytes of a packet that are sampled: tc's `trunc`. All by default.
        public var truncate: UInt32?
        /// The group of psample: tc's `group`.
        public var group: UInt32?
        private enum CodingKeys: String, CodingKey { case rate, truncate, group }
        public init() {}
    }
}
