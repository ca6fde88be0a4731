extension Qdisc {
    /// Hardware queues of one traffic class: tc's `COUNT@OFFSET`.
    public struct QueueRange: Codable, Hashable, Sendable {
        /// The number of queues.
        public var count: UInt16
        /// The first queue.
        public var offset: UInt16
        private enum CodingKeys: String, CodingKey { case count, offset }
        public init(count: UInt16, offset: UInt16) { (self.count, self.offset) = (count, offset) }
    }

    /// Whether the frames of a traffic class can interrupt those of others, or be interrupted by them (IEEE 802.1Qbu): tc's `fp E P`.
    public enum FramePreemption: String, Codable, Hashable, Sendable, CaseIterable { case express, preemptible }

    /// Traffic classes over ranges of hardware queues.
    public struct MQPrio: TrafficOptions {
        public static let kind = "mqprio"
        /// The part that hardware takes: the map alone (`dcb`), or queues and shaper as well (`channel`).
        public enum Mode: String, Codable, Hashable, Sendable, CaseIterable { case dcb, channel }
        /// The shaper of traffic classes: the hardware's, or one by rates.
        public enum Shaper: String, Codable, Hashable, Sendable, CaseIterable { case dcb, bandwidthRate }

        /// The traffic class of each of the 16 packet priorities: tc's `map`. 0 for those that are missing.
        public var map: [UInt8] = []
        /// The range of queues of each traffic class: tc's `queues 1@0 1@1`.
        public var queues: [QueueRange] = []
        /// Whether the hardware schedules: tc's `hw`. Off by default here; tc's own default is on.
        public var hardware: Bool?
        /// The part that hardware takes: tc's `mode`. Only with `hardware`.
        public var mode: Mode?
        /// The shaper: tc's `shaper dcb`, `shaper bw_rlimit`. Only with `hardware`.
        public var shaper: Shaper?
        /// The guaranteed rate of each traffic class: tc's `min_rate`. With `.bandwidthRate`.
        public var minimumRates: [BitRate]?
        /// The largest rate of each traffic class: tc's `max_rate`. With `.bandwidthRate`.
        public var maximumRates: [BitRate]?
        /// Which traffic classes are preemptible: tc's `fp`. Linux 6.4; all express by default. Needs a card with a MAC merge layer.
        public var framePreemption: [FramePreemption]?
        private enum CodingKeys: String, CodingKey { case map, queues, hardware, mode, shaper, minimumRates, maximumRates, framePreemption }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.hardware = hardware ?? false
            copy.framePreemption = framePreemption.trimmed
            copy.map = map + Array(repeating: 0, count: max(0, 16 - map.count))
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "mqprio takes no changes" }
    }
}

extension [Qdisc.FramePreemption]? {
    /// Without the express classes at the end, which are the default.
    public var trimmed: Self {
        guard let last = self?.lastIndex(of: .preemptible) else { return nil }
        return self.map { Array($0[...last]) }
    }
}
