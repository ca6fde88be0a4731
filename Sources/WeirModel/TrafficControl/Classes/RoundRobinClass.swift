extension TrafficClass {
    /// A class of drr.
    public struct DRR: TrafficOptions {
        public static let kind = "drr"
        /// The bytes that the class may send per round: tc's `quantum`. A full frame by default.
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
        /// The weight among the classes, from 1 to 1024: tc's `weight`. 1 by default.
        public var weight: UInt32?
        /// The length of the longest packet: tc's `maxpkt`. A full frame by default.
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
        /// The bytes that the band may send per round: tc's `quantum`.
        public var quantum: ByteSize?
        public init() {}
    }
}
