extension TrafficClass {
    /// A class of drr.
    public struct DRR: TrafficOptions {
        public static let kind = "drr"
        /// The bytes that the class may send per round: tc's `quantum`. A full frame by default.
        public var quantum: ByteSize?
        private enum CodingKeys: String, CodingKey { case quantum }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.quantum = quantum ?? link.frameSize
            return copy
        }
    }
}
