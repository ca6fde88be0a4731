extension Qdisc {
    /// Earliest transmission time first.
    public struct ETF: TrafficOptions {
        public static let kind = "etf"
        /// The time before its departure that a packet is handed to the driver, in nanoseconds: tc's `delta`. 0 by default.
        public var delta: TimeSpan?
        /// The clock, `CLOCK_*` of linux/time.h: tc's `clockid`. 11 is `CLOCK_TAI`.
        public var clockID: Int32 = 11
        /// Whether a packet's time is its deadline rather than its departure: tc's `deadline_mode`. Off by default.
        public var deadlineMode: Bool?
        /// Whether hardware holds packets until their time: tc's `offload`. Off by default.
        public var offload: Bool?
        /// Whether packets of sockets without `SO_TXTIME` are taken: tc's `skip_sock_check`. Off by default.
        public var skipSocketCheck: Bool?
        private enum CodingKeys: String, CodingKey { case delta, clockID, deadlineMode, offload, skipSocketCheck }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.delta = delta ?? TimeSpan(nanoseconds: 0)
            copy.deadlineMode = deadlineMode ?? false
            copy.offload = offload ?? false
            copy.skipSocketCheck = skipSocketCheck ?? false
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "etf takes no changes" }
    }
}
