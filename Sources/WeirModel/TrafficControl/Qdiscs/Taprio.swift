extension Qdisc {
    /// Time-aware priority shaper: gates that open and close by a schedule.
    public struct Taprio: TrafficOptions {
        public static let kind = "taprio"

        /// One step of the schedule: tc's `sched-entry S 01 300000`.
        public struct Entry: Codable, Hashable, Sendable {
            /// `TC_TAPRIO_CMD_*`: 0 sets gates (tc's `S`), 1 sets and holds (`H`), 2 sets and releases (`R`).
            public var command: UInt8
            /// A bit for each traffic class whose gate is open.
            public var gateMask: UInt32
            /// The duration of the step.
            public var interval: TimeSpan
            private enum CodingKeys: String, CodingKey { case command, gateMask, interval }
            public init(command: UInt8 = 0, gateMask: UInt32, interval: TimeSpan) {
                (self.command, self.gateMask, self.interval) = (command, gateMask, interval)
            }
        }

        /// The traffic class of each of the 16 packet priorities: tc's `map`. 0 for those that are missing.
        public var map: [UInt8] = []
        /// The range of queues of each traffic class: tc's `queues 1@0 1@1`.
        public var queues: [QueueRange] = []
        /// The steps of a cycle: tc's `sched-entry`, one for each.
        public var schedule: [Entry] = []
        /// The start of the schedule, in nanoseconds of the clock: tc's `base-time`. 0 by default.
        public var baseTime: Int64?
        /// The length of a cycle: tc's `cycle-time`. The sum of the steps by default.
        public var cycleTime: TimeSpan?
        /// The most by which a cycle may be lengthened before a new schedule: tc's `cycle-time-extension`. 0 by default.
        public var cycleTimeExtension: TimeSpan?
        /// The clock, `CLOCK_*` of linux/time.h: tc's `clockid`. 11 is `CLOCK_TAI`. Unset with full offload.
        public var clockID: Int32?
        /// tc's `flags`: 1 is txtime-assist, 2 full offload to hardware. 0 by default.
        public var flags: UInt32?
        /// With txtime-assist, the most time that a packet takes from the qdisc to the card: tc's `txtime-delay`.
        public var txtimeDelay: TimeSpan?
        /// The longest frame of each traffic class in bytes, 0 for no limit: tc's `max-sdu`.
        public var maxSDU: [UInt32]?
        /// Which traffic classes are preemptible: tc's `fp`. Linux 6.4; all express by default. Needs a card with a MAC merge layer.
        public var framePreemption: [FramePreemption]?
        private enum CodingKeys: String, CodingKey {
            case map, queues, schedule, baseTime, cycleTime, cycleTimeExtension, clockID, flags, txtimeDelay, maxSDU, framePreemption
        }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.map = map + Array(repeating: 0, count: max(0, 16 - map.count))
            copy.baseTime = baseTime ?? 0
            copy.cycleTime = cycleTime ?? TimeSpan(nanoseconds: schedule.reduce(0) { $0 &+ $1.interval.nanoseconds })
            copy.cycleTimeExtension = cycleTimeExtension ?? TimeSpan(nanoseconds: 0)
            if flags == 0 { copy.flags = nil }
            if txtimeDelay?.nanoseconds == 0 { copy.txtimeDelay = nil }
            copy.framePreemption = framePreemption.trimmed
            copy.maxSDU = maxSDU.flatMap { $0.allSatisfy { $0 == 0 } ? nil : $0 }
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? {
            map != other.map || queues != other.queues || flags != other.flags || clockID != other.clockID
                ? "taprio's classes, queues, flags and clock are fixed once it runs" : nil
        }
    }
}
