extension Qdisc {
    /// Token bucket filter.
    public struct TBF: TrafficOptions {
        public static let kind = "tbf"
        public var rate = BitRate(bytesPerSecond: 0)
        /// What the bucket holds.
        public var burst = Burst.bytes(0)
        /// Bytes that may wait.
        public var limit = ByteSize(bytes: 0)
        public var peakRate: BitRate?
        /// What the peak rate's bucket holds: tc's `mtu` or `minburst`.
        public var peakBurst: Burst?
        /// Bytes added to each packet.
        public var overhead: UInt16?
        public var mpu: UInt16?
        public var linkLayer: LinkLayer?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
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
