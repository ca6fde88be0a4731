extension TrafficClass {
    /// A class of htb.
    public struct HTB: TrafficOptions {
        public static let kind = "htb"
        public var rate = BitRate(bytesPerSecond: 0)
        /// `rate` when not said.
        public var ceil: BitRate?
        /// tc's 1600 bytes and a nanosecond's worth when not said.
        public var burst: Burst?
        public var cburst: Burst?
        /// Bytes served at a turn; from the rate and the qdisc's r2q when not said.
        public var quantum: UInt32?
        /// 0 is served first, 7 last.
        public var priority: UInt32?
        /// Bytes added to each packet.
        public var overhead: UInt16?
        public var mpu: UInt16?
        public var linkLayer: LinkLayer?
        public init() {}
        public init(rate: BitRate) { self.rate = rate }

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            let ceil = self.ceil ?? rate
            copy.ceil = ceil
            copy.burst = (burst ?? Self.defaultBurst(rate)).canonical(at: rate)
            copy.cburst = (cburst ?? Self.defaultBurst(ceil)).canonical(at: ceil)
            copy.quantum =
                quantum ?? UInt32(clamping: Swift.min(Swift.max(rate.bytesPerSecond / UInt64(max(link.rateToQuantum, 1)), 1000), 200_000))
            copy.priority = Swift.min(priority ?? 0, 7)
            copy.overhead = overhead ?? 0
            copy.mpu = mpu ?? 0
            copy.linkLayer = linkLayer ?? .ethernet
            return copy
        }

        /// A packet, and what goes out while a timer of a nanosecond runs.
        public static func defaultBurst(_ rate: BitRate) -> Burst { .bytes(rate.bytesPerSecond / 1_000_000_000 + 1600) }
    }
}
