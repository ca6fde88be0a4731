extension Qdisc {
    /// First in, first out, limited in bytes.
    public struct BFIFO: TrafficOptions {
        public static let kind = "bfifo"
        /// The bytes that may wait: tc's `limit`. A transmit queue length of full frames by default.
        public var limit: ByteSize?
        private enum CodingKeys: String, CodingKey { case limit }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.limit = limit ?? ByteSize(bytes: UInt64(max(link.transmitQueueLength, 1)) * UInt64(link.frame))
            return copy
        }
    }
}
