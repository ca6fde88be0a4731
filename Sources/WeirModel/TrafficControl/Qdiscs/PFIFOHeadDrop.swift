extension Qdisc {
    /// First in, first out, limited in packets; a full queue drops its oldest.
    public struct PFIFOHeadDrop: TrafficOptions {
        public static let kind = "pfifo_head_drop"
        /// The packets that may wait: tc's `limit`. The link's transmit queue length by default.
        public var limit: UInt32?
        private enum CodingKeys: String, CodingKey { case limit }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.limit = limit ?? max(link.transmitQueueLength, 1)
            return copy
        }
    }
}
