extension Qdisc {
    /// Network emulation: delay, loss, reordering.
    public struct Netem: TrafficOptions {
        public static let kind = "netem"

        /// A probability and its correlation with the one before, as fractions of 2^32 - 1.
        public struct Chance: Codable, Hashable, Sendable {
            public var probability: UInt32
            public var correlation: UInt32
            public init(_ probability: UInt32, correlation: UInt32 = 0) {
                self.probability = probability
                self.correlation = correlation
            }
            /// From 0 to 100; what lies beyond is the nearer of them.
            public init(percent probability: Double, correlation: Double = 0) {
                func fraction(_ percent: Double) -> UInt32 {
                    UInt32((Swift.max(0, min(percent, 100)) / 100 * Double(UInt32.max)).rounded())
                }
                self.init(fraction(probability), correlation: fraction(correlation))
            }
        }
        /// Models of loss with a state; fractions of 2^32 - 1.
        public enum LossModel: Codable, Hashable, Sendable {
            case state(p13: UInt32, p31: UInt32, p32: UInt32, p14: UInt32, p23: UInt32)
            case gilbertElliot(p: UInt32, r: UInt32, h: UInt32, k1: UInt32)
        }
        public struct Rate: Codable, Hashable, Sendable {
            public var rate: BitRate
            public var packetOverhead: Int32
            public var cellSize: UInt32
            public var cellOverhead: Int32
            public init(_ rate: BitRate, packetOverhead: Int32 = 0, cellSize: UInt32 = 0, cellOverhead: Int32 = 0) {
                self.rate = rate
                self.packetOverhead = packetOverhead
                self.cellSize = cellSize
                self.cellOverhead = cellOverhead
            }
        }
        /// Packets are delivered in slots.
        public struct Slot: Codable, Hashable, Sendable {
            public var minimumDelay = TimeSpan(nanoseconds: 0)
            public var maximumDelay = TimeSpan(nanoseconds: 0)
            public var packets: Int32 = 0
            public var bytes: Int32 = 0
            public var delay = TimeSpan(nanoseconds: 0)
            public var jitter = TimeSpan(nanoseconds: 0)
            /// A table as in `distribution`.
            public var distribution: String?
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

        /// Packets.
        public var limit: UInt32?
        public var delay: TimeSpan?
        public var jitter: TimeSpan?
        public var delayCorrelation: UInt32?
        /// How delays spread: a name that tc has a table for (`normal`, `pareto`, `paretonormal`). The kernel does not give the
        /// table back, so it takes no part in comparison.
        public var distribution: String?
        public var loss: Chance?
        public var lossModel: LossModel?
        public var duplicate: Chance?
        public var corrupt: Chance?
        public var reorder: Chance?
        /// Each so many packets one is not delayed.
        public var gap: UInt32?
        public var rate: Rate?
        public var slot: Slot?
        /// Mark instead of dropping.
        public var ecn: Bool?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
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
