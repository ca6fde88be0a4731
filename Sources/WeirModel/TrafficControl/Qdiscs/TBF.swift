extension Qdisc {
    /// Token bucket filter.
    public struct TBF: TrafficOptions {
        public static let kind = "tbf"
        /// The rate: tc's `rate`. Required.
        public var rate = BitRate(bytesPerSecond: 0)
        /// The size of the bucket: tc's `burst`, also `buffer`. At least the rate divided by the kernel's timer frequency.
        public var burst = Burst.bytes(0)
        /// The bytes that may wait for tokens: tc's `limit`; tc computes it from `latency` too.
        public var limit = ByteSize(bytes: 0)
        /// The largest rate at which the bucket may be emptied: tc's `peakrate`. No limit by default.
        public var peakRate: BitRate?
        /// The size of the peak rate's bucket: tc's `mtu`, also `minburst`. Needed with `peakRate`.
        public var peakBurst: Burst?
        /// Bytes that are added to each packet's length: tc's `overhead`. 0 by default.
        public var overhead: UInt16?
        /// The least length that a packet counts for, in bytes: tc's `mpu`. 0 by default.
        public var mpu: UInt16?
        /// The link layer that lengths are rounded for: tc's `linklayer ethernet`, `linklayer atm`. Ethernet by default.
        public var linkLayer: LinkLayer?
        private enum CodingKeys: String, CodingKey { case rate, burst, limit, peakRate, peakBurst, overhead, mpu, linkLayer }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.burst = burst.canonicalExactly(at: pace)
            copy.peakBurst = peakRate.flatMap { peak in peakBurst?.canonicalExactly(at: pace(peak)) }
            copy.overhead = overhead ?? 0
            copy.mpu = mpu ?? 0
            copy.linkLayer = linkLayer ?? .ethernet
            return copy
        }

        /// How the kernel counts a packet's time at these rates.
        public var pace: Pace { pace(rate) }
        public func pace(_ rate: BitRate) -> Pace { Pace(rate: rate, overhead: overhead ?? 0, linkLayer: linkLayer ?? .ethernet) }
    }
}
