extension Action {
    /// Meters packets against a rate; the action's control is for packets over it.
    public struct Police: TrafficOptions {
        public static let kind = "police"
        /// The rate in bytes: tc's `rate`.
        public var rate: BitRate?
        /// The size of the bucket: tc's `burst`.
        public var burst: Burst?
        /// The largest rate at which the bucket may be emptied: tc's `peakrate`.
        public var peakRate: BitRate?
        /// The length of the longest packet in bytes; longer ones exceed: tc's `mtu`. 2040 by default with `rate`, else no limit.
        public var mtu: UInt32?
        /// The rate in packets per second, instead of `rate`: tc's `pkt_rate`.
        public var packetRate: UInt64?
        /// The size of the bucket in packets, held as the time that they take: tc's `pkt_burst`.
        public var packetBurst: Burst?
        /// The estimated rate from which packets exceed, in bytes per second: tc's `avrate`. It needs an estimator.
        public var averageRate: UInt32?
        /// The fate of packets within the rate: the second word of tc's `conform-exceed`. `pass` by default here; `.police(rate:burst:)`
        /// sets `pipe`.
        public var conform: ActionControl?
        /// Bytes that are added to each packet's length: tc's `overhead`. 0 by default.
        public var overhead: UInt16?
        /// The least length that a packet counts for, in bytes: tc's `mpu`. 0 by default.
        public var mpu: UInt16?
        /// The link layer that lengths are rounded for: tc's `linklayer ethernet`, `linklayer atm`. Ethernet by default.
        public var linkLayer: LinkLayer?
        private enum CodingKeys: String, CodingKey {
            case rate, burst, peakRate, mtu, packetRate, packetBurst, averageRate, conform, overhead, mpu, linkLayer
        }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            if let rate { copy.burst = (burst ?? .bytes(0)).canonical(at: rate) }
            if let packetRate { copy.packetBurst = (packetBurst ?? .bytes(0)).canonical(at: BitRate(bytesPerSecond: packetRate)) }
            if let mtu, mtu != 0 {
                copy.mtu = mtu
            } else {
                copy.mtu = rate == nil ? .max : 2040
            }
            copy.overhead = rate == nil ? 0 : overhead ?? 0
            copy.mpu = rate == nil ? 0 : mpu ?? 0
            copy.linkLayer = rate == nil ? nil : linkLayer ?? .ethernet
            if rate == nil { copy.peakRate = nil }
            if averageRate == 0 { copy.averageRate = nil }
            copy.conform = conform ?? .pass
            return copy
        }
    }
}
