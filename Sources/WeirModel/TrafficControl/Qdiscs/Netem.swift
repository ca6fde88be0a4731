extension Qdisc {
    /// Network emulation: delay, loss, reordering.
    public struct Netem: TrafficOptions {
        public static let kind = "netem"

        /// A probability and its correlation with the one before, as fractions of 2^32 - 1.
        public struct Chance: Codable, Hashable, Sendable {
            /// The probability, as a fraction of 2^32 - 1. `.percent(1)` computes it.
            public var probability: UInt32
            /// The dependence on the packet before, as a fraction of 2^32 - 1.
            public var correlation: UInt32
            private enum CodingKeys: String, CodingKey { case probability, correlation }
            public init(_ probability: UInt32, correlation: UInt32 = 0) {
                (self.probability, self.correlation) = (probability, correlation)
            }
            /// From 0 to 100; other values are clamped.
            public init(percent probability: Double, correlation: Double = 0) {
                func fraction(_ percent: Double) -> UInt32 {
                    UInt32((Swift.max(0, min(percent, 100)) / 100 * Double(UInt32.max)).rounded())
                }
                self.init(fraction(probability), correlation: fraction(correlation))
            }
        }
        /// A model of loss with states; probabilities are fractions of 2^32 - 1. See tc-netem(8).
        public enum LossModel: Codable, Hashable, Sendable {
            /// Four states of good reception, burst loss and single losses: tc's `loss state`.
            case state(p13: UInt32, p31: UInt32, p32: UInt32, p14: UInt32, p23: UInt32)
            /// Gilbert and Elliot's two states, with the probabilities of changing and of losing in each: tc's `loss gemodel`. `h` and `k1`
            /// are tc's `1-h` and `1-k`.
            case gilbertElliot(p: UInt32, r: UInt32, h: UInt32, k1: UInt32)
        }
        /// The rate of a link and the framing that it counts: tc's `rate`.
        public struct Rate: Codable, Hashable, Sendable {
            /// The rate of the link.
            public var rate: BitRate
            /// Bytes that are added to each packet; negative ones are taken off.
            public var packetOverhead: Int32
            /// The payload of a cell in bytes, 48 for ATM; 0 for no cells.
            public var cellSize: UInt32
            /// Bytes that are added to each cell, 5 for ATM.
            public var cellOverhead: Int32
            private enum CodingKeys: String, CodingKey { case rate, packetOverhead, cellSize, cellOverhead }
            public init(_ rate: BitRate, packetOverhead: Int32 = 0, cellSize: UInt32 = 0, cellOverhead: Int32 = 0) {
                (self.rate, self.packetOverhead, self.cellSize, self.cellOverhead) = (rate, packetOverhead, cellSize, cellOverhead)
            }
        }
        /// Slots in which waiting packets are delivered: tc's `slot`.
        public struct Slot: Codable, Hashable, Sendable {
            /// The least time between slots.
            public var minimumDelay = TimeSpan(nanoseconds: 0)
            /// The most time between slots.
            public var maximumDelay = TimeSpan(nanoseconds: 0)
            /// The packets of a slot; 0 for no limit.
            public var packets: Int32 = 0
            /// The bytes of a slot; 0 for no limit.
            public var bytes: Int32 = 0
            /// The mean time between slots, with a distribution.
            public var delay = TimeSpan(nanoseconds: 0)
            /// The variation of that time.
            public var jitter = TimeSpan(nanoseconds: 0)
            /// The distribution of that time, a table as in `Netem.distribution`.
            public var distribution: String?
            private enum CodingKeys: String, CodingKey { case minimumDelay, maximumDelay, packets, bytes, delay, jitter, distribution }
            public init(
                minimumDelay: TimeSpan = TimeSpan(nanoseconds: 0), maximumDelay: TimeSpan = TimeSpan(nanoseconds: 0), packets: Int32 = 0,
                bytes: Int32 = 0,
                delay: TimeSpan = TimeSpan(nanoseconds: 0), jitter: TimeSpan = TimeSpan(nanoseconds: 0), distribution: String? = nil
            ) {
                self.minimumDelay = minimumDelay
                self.maximumDelay = maximumDelay
                self.packets = packets
                self.bytes = bytes
                self.delay = delay
                self.jitter = jitter
                self.distribution = distribution
            }
        }

        /// The packets that may wait: tc's `limit`. 1000 by default.
        public var limit: UInt32?
        /// The delay of each packet: tc's `delay`. None by default.
        public var delay: TimeSpan?
        /// The variation of the delay: the second number of tc's `delay`.
        public var jitter: TimeSpan?
        /// The dependence of a delay on the one before, as a fraction of 2^32 - 1: the third number of tc's `delay`. `.percent(25)`
        public var delayCorrelation: UInt32?
        /// The distribution of delays: tc's `distribution`, a name that tc ships a table for (`normal`, `pareto`, `paretonormal`). The kernel
        /// does not return the table, so it takes no part in comparison.
        public var distribution: String?
        /// The probability that a packet is lost: tc's `loss random`. `.percent(1)`
        public var loss: Chance?
        /// A model of loss with states, instead of `loss`: tc's `loss state`, `loss gemodel`.
        public var lossModel: LossModel?
        /// The probability that a packet is sent twice: tc's `duplicate`. `.percent(1)`
        public var duplicate: Chance?
        /// The probability that a bit of a packet is flipped: tc's `corrupt`. `.percent(0.1)`
        public var corrupt: Chance?
        /// The probability that a packet is sent without delay: tc's `reorder`. Needs `delay`.
        public var reorder: Chance?
        /// The distance between packets that may be reordered: tc's `gap`. 1 with `reorder`, by default.
        public var gap: UInt32?
        /// The rate of the emulated link: tc's `rate`.
        public var rate: Rate?
        /// The slots in which packets are delivered: tc's `slot`.
        public var slot: Slot?
        /// Whether lost packets are marked instead: tc's `ecn`. Off by default.
        public var ecn: Bool?
        /// The number that the random losses follow from: tc's `seed`. Linux 6.6; by default the kernel takes one at random.
        public var seed: UInt64?
        private enum CodingKeys: String, CodingKey {
            case limit, delay, jitter, delayCorrelation, distribution, loss, lossModel, duplicate, corrupt, reorder, gap, rate, slot, ecn,
                seed
        }
        public init() {}

        public func filled(from live: Self) -> Self {
            var copy = self
            copy.seed = seed ?? live.seed
            return copy
        }

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.limit = limit ?? 1000
            copy.delay = delay ?? TimeSpan(nanoseconds: 0)
            // Later kernels hold at most what a signed number of 32 bits does.
            copy.jitter = min(jitter ?? TimeSpan(nanoseconds: 0), TimeSpan(nanoseconds: Int64(Int32.max)))
            copy.delayCorrelation = delayCorrelation ?? 0
            copy.distribution = nil
            copy.gap = gap ?? (reorder.map { $0.probability > 0 ? 1 : 0 } ?? 0)
            copy.reorder = reorder ?? Chance(copy.gap == 0 ? 0 : .max)
            copy.loss = loss ?? Chance(0)
            copy.duplicate = duplicate ?? Chance(0)
            copy.corrupt = corrupt ?? Chance(0)
            copy.rate = rate ?? Rate(BitRate(bytesPerSecond: 0))
            copy.slot?.distribution = nil
            copy.ecn = ecn ?? false
            return copy
        }
    }
}
