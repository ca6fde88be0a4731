extension Qdisc {
    /// Enhanced transmission selection: strict bands first, then bands that share by quantum.
    public struct ETS: TrafficOptions {
        public static let kind = "ets"
        /// The number of bands, 1 to 16: tc's `bands`. As many as `strict` and `quanta` name by default.
        public var bands: UInt8?
        /// The number of strict bands, which come first: tc's `strict`. 0 by default.
        public var strict: UInt8?
        /// The bytes per round of the bands behind the strict ones: tc's `quanta`. A full frame by default.
        public var quanta: [ByteSize]?
        /// The band of each of the 16 packet priorities: tc's `priomap`. The last band by default.
        public var priomap: [UInt8]?
        private enum CodingKeys: String, CodingKey { case bands, strict, quanta, priomap }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            let strict = self.strict ?? 0
            let named = UInt8(clamping: Int(strict) + (quanta?.count ?? 0))
            let bands = max(self.bands ?? named, 1)
            copy.bands = bands
            copy.strict = strict
            let sharing = max(0, Int(bands) - Int(strict))
            let quanta = (self.quanta ?? []).prefix(sharing)
            copy.quanta = quanta + Array(repeating: link.frameSize, count: sharing - quanta.count)
            let priomap = (self.priomap ?? []).prefix(16)
            copy.priomap = priomap + Array(repeating: bands - 1, count: 16 - priomap.count)
            return copy
        }
    }
}
