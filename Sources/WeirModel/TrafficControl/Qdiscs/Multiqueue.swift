extension Qdisc {
    /// A class for each hardware queue; children schedule.
    public struct MQ: TrafficOptions {
        public static let kind = "mq"
        public init() {}
    }

    /// A band for each hardware queue, chosen by the packet's queue mapping.
    public struct MultiQ: TrafficOptions {
        public static let kind = "multiq"
        public init() {}
    }

    /// Queues of the hardware that belong to one traffic class.
    public struct QueueRange: Codable, Hashable, Sendable {
        public var count: UInt16
        public var offset: UInt16
        public init(count: UInt16, offset: UInt16) {
            self.count = count
            self.offset = offset
        }
    }

    /// Traffic classes over ranges of hardware queues.
    public struct MQPrio: TrafficOptions {
        public static let kind = "mqprio"
        public enum Mode: String, Codable, Hashable, Sendable, CaseIterable { case dcb, channel }
        public enum Shaper: String, Codable, Hashable, Sendable, CaseIterable { case dcb, bandwidthRate }

        /// The traffic class of each of the 16 packet priorities.
        public var map: [UInt8] = []
        /// One range for each traffic class.
        public var queues: [QueueRange] = []
        /// Whether the hardware schedules.
        public var hardware: Bool?
        public var mode: Mode?
        public var shaper: Shaper?
        /// One for each traffic class.
        public var minimumRates: [BitRate]?
        public var maximumRates: [BitRate]?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.hardware = hardware ?? false
            copy.map = map + Array(repeating: 0, count: max(0, 16 - map.count))
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "mqprio takes no changes" }
    }
}
