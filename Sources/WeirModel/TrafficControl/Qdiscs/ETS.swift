extension Qdisc {
    /// Enhanced transmission selection: strict bands first, then bands that share by quantum.
    public struct ETS: TrafficOptions {
        public static let kind = "ets"
        /// 1 to 16; as many as `strict` and `quanta` name when not said.
        public var bands: UInt8?
        public var strict: UInt8?
        /// Of the bands after the strict ones; a full frame where not said.
        public var quanta: [ByteSize]?
        /// The band of each packet priority; the last band where not said.
        public var priomap: [UInt8]?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
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
