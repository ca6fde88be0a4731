extension Qdisc {
    /// First in, first out, limited in packets.
    public struct PFIFO: TrafficOptions {
        public static let kind = "pfifo"
        /// The packets that may wait: tc's `limit`. The link's transmit queue length by default.
        public var limit: UInt32?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.limit = limit ?? max(link.transmitQueueLength, 1)
            return copy
        }
    }

    /// First in, first out, limited in bytes.
    public struct BFIFO: TrafficOptions {
        public static let kind = "bfifo"
        /// The bytes that may wait: tc's `limit`. A transmit queue length of full frames by default.
        public var limit: ByteSize?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.limit = limit ?? ByteSize(bytes: UInt64(max(link.transmitQueueLength, 1)) * UInt64(link.frame))
            return copy
        }
    }

    /// First in, first out, limited in packets; a full queue drops its oldest.
    public struct PFIFOHeadDrop: TrafficOptions {
        public static let kind = "pfifo_head_drop"
        /// The packets that may wait: tc's `limit`. The link's transmit queue length by default.
        public var limit: UInt32?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.limit = limit ?? max(link.transmitQueueLength, 1)
            return copy
        }
    }

    /// Three bands by priority; nothing can be set.
    public struct PFIFOFast: TrafficOptions {
        public static let kind = "pfifo_fast"
        public init() {}
    }
}
