extension Qdisc {
    /// Fair queueing with pacing.
    public struct FQ: TrafficOptions {
        public static let kind = "fq"
        /// The packets that may wait in all flows together: tc's `limit`. 10000 by default.
        public var limit: UInt32?
        /// The packets of one flow that may wait: tc's `flow_limit`. 100 by default.
        public var flowLimit: UInt32?
        /// The bytes that a flow may send per round: tc's `quantum`. Two full frames by default.
        public var quantum: ByteSize?
        /// The bytes that a new flow may send at once: tc's `initial_quantum`. Ten full frames by default.
        public var initialQuantum: ByteSize?
        /// Whether flows are paced: tc's `pacing`, `nopacing`. On by default.
        public var pacing: Bool?
        /// The largest rate of a flow: tc's `maxrate`. No limit by default.
        public var maxRate: BitRate?
        /// The binary logarithm of the number of hash buckets: tc's `buckets`. 10 by default, for 1024.
        public var bucketsLog: UInt32?
        /// The idle time after which a flow gets its initial credit again: tc's `refill_delay`. 40 ms by default.
        public var refillDelay: TimeSpan?
        /// The mask of the hash of packets without a socket, which bounds their flows: tc's `orphan_mask`. 1023 by default.
        public var orphanMask: UInt32?
        /// The rate below which each packet is paced by itself: tc's `low_rate_threshold`. 550 kbit/s by default.
        public var lowRateThreshold: BitRate?
        /// The delay above which packets are marked with congestion experienced: tc's `ce_threshold`. `nil` turns it off.
        public var ceThreshold: TimeSpan?
        /// The slack of the timer that releases packets: tc's `timer_slack`. 10 µs by default.
        public var timerSlack: TimeSpan?
        /// The farthest departure time of a packet that is taken: tc's `horizon`. 10 s by default.
        public var horizon: TimeSpan?
        /// Whether packets beyond the horizon are dropped, or sent at it: tc's `horizon_drop`, `horizon_cap`. Dropped by default.
        public var horizonDrop: Bool?
        /// The band, 0 to 2, of each of the 16 packet priorities: tc's `bands 3 priomap`. Linux 6.7.
        public var priomap: [UInt8]?
        /// The bytes that each of the three bands sends in its turn: tc's `weights`. Linux 6.7.
        public var weights: [UInt32]?
        /// The departure times that the card paces by itself: tc's `offload_horizon`. Linux 6.13; 0 by default.
        public var offloadHorizon: TimeSpan?
        private enum CodingKeys: String, CodingKey {
            case limit, flowLimit, quantum, initialQuantum, pacing, maxRate, bucketsLog, refillDelay, orphanMask, lowRateThreshold,
                ceThreshold, timerSlack, horizon, horizonDrop, priomap, weights, offloadHorizon
        }
        /// As of the kernel; before Linux 6.7 there is one band, and nothing to set.
        package static let defaultPriomap: [UInt8] = [1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]
        package static let defaultWeights: [UInt32] = [589_824, 196_608, 65_536]

        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.limit = limit ?? 10000
            copy.flowLimit = flowLimit ?? 100
            copy.quantum = quantum ?? ByteSize(bytes: 2 * UInt64(link.frame))
            copy.initialQuantum = initialQuantum ?? ByteSize(bytes: 10 * UInt64(link.frame))
            copy.pacing = pacing ?? true
            copy.bucketsLog = bucketsLog ?? 10
            copy.refillDelay = (refillDelay ?? .milliseconds(40)).held(inJiffies: link.jiffy)
            copy.orphanMask = orphanMask ?? 1023
            copy.lowRateThreshold = lowRateThreshold ?? .bit(550_000)
            copy.timerSlack = timerSlack ?? .microseconds(10)
            copy.horizon = horizon ?? .seconds(10)
            copy.horizonDrop = horizonDrop ?? true
            copy.priomap = priomap ?? Self.defaultPriomap
            copy.weights = weights ?? Self.defaultWeights
            if offloadHorizon?.nanoseconds == 0 { copy.offloadHorizon = nil }
            return copy
        }
    }
}
