extension TrafficClass {
    /// A class of drr.
    public struct DRR: TrafficOptions {
        public static let kind = "drr"
        /// A full frame when not said.
        public var quantum: ByteSize?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.quantum = quantum ?? link.frameSize
            return copy
        }
    }

    /// A class of qfq.
    public struct QFQ: TrafficOptions {
        public static let kind = "qfq"
        public var weight: UInt32?
        /// The longest packet; a full frame when not said.
        public var maxPacket: ByteSize?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.weight = weight ?? 1
            copy.maxPacket = maxPacket ?? link.frameSize
            return copy
        }
    }

    /// A band of ets, made by the qdisc; only a sharing band has a quantum.
    public struct ETS: TrafficOptions {
        public static let kind = "ets"
        public var quantum: ByteSize?
        public init() {}
    }
}
