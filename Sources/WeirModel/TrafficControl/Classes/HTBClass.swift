extension TrafficClass {
    /// A class of htb.
    public struct HTB: TrafficOptions {
        public static let kind = "htb"
        /// The rate that is guaranteed to the class: tc's `rate`. Required.
        public var rate = BitRate(bytesPerSecond: 0)
        /// The rate up to which the class may borrow: tc's `ceil`. `rate` by default.
        public var ceil: BitRate?
        /// The bytes that may be sent at once at `rate`: tc's `burst`. 1600 bytes and a nanosecond's worth by default.
        public var burst: Burst?
        /// The bytes that may be sent at once at `ceil`: tc's `cburst`. 1600 bytes and a nanosecond's worth by default.
        public var cburst: Burst?
        /// The bytes that the class may send per round when it borrows: tc's `quantum`. The rate in bytes, divided by the qdisc's `r2q`, by
        /// default; 1000 to 200,000.
        public var quantum: UInt32?
        /// The order in which classes are offered spare bandwidth: tc's `prio`. 0, the default, is first, 7 last.
        public var priority: UInt32?
        /// Bytes that are added to each packet's length: tc's `overhead`. 0 by default.
        public var overhead: UInt16?
        /// The least length that a packet counts for, in bytes: tc's `mpu`. 0 by default.
        public var mpu: UInt16?
        /// The link layer that lengths are rounded for: tc's `linklayer ethernet`, `linklayer atm`. Ethernet by default.
        public var linkLayer: LinkLayer?
        private enum CodingKeys: String, CodingKey { case rate, ceil, burst, cburst, quantum, priority, overhead, mpu, linkLayer }
        public init() {}
        public init(rate: BitRate) { self.rate = rate }

        public func canonical(on link: LinkDefaults) -> Self {
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
