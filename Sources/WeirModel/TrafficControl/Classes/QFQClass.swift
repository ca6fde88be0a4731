extension TrafficClass {
    /// A class of qfq.
    public struct QFQ: TrafficOptions {
        public static let kind = "qfq"
        /// The weight among the classes, from 1 to 1024: tc's `weight`. 1 by default.
        public var weight: UInt32?
        /// The length of the longest packet: tc's `maxpkt`. A full frame by default.
        public var maxPacket: ByteSize?
        private enum CodingKeys: String, CodingKey { case weight, maxPacket }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.weight = weight ?? 1
            copy.maxPacket = maxPacket ?? link.frameSize
            return copy
        }
    }
}
