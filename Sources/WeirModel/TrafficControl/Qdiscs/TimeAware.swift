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
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.delta = delta ?? TimeSpan(nanoseconds: 0)
            copy.deadlineMode = deadlineMode ?? false
            copy.offload = offload ?? false
            copy.skipSocketCheck = skipSocketCheck ?? false
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "etf takes no changes" }
    }

    /// Credit-based shaper; slopes in kbit/s, credits in bytes.
    public struct CBS: TrafficOptions {
        public static let kind = "cbs"
        /// The most credit that can be saved, in bytes: tc's `hicredit`.
        public var hicredit: Int32?
        /// The least credit that can be reached, in bytes: tc's `locredit`. Negative.
        public var locredit: Int32?
        /// The rate at which credit grows, in kbit/s: tc's `idleslope`. The bandwidth of the class.
        public var idleslope: Int32?
        /// The rate at which credit falls while sending, in kbit/s: tc's `sendslope`. Negative: `idleslope` less the port's rate.
        public var sendslope: Int32?
        /// Whether hardware shapes: tc's `offload`. Off by default.
        public var offload: Bool?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.hicredit = hicredit ?? 0
            copy.locredit = locredit ?? 0
            copy.idleslope = idleslope ?? 0
            copy.sendslope = sendslope ?? 0
            copy.offload = offload ?? false
            return copy
        }
    }

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
            public init(command: UInt8 = 0, gateMask: UInt32, interval: TimeSpan) {
                self.command = command
                self.gateMask = gateMask
                self.interval = interval
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
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.map = map + Array(repeating: 0, count: max(0, 16 - map.count))
            copy.baseTime = baseTime ?? 0
            copy.cycleTime = cycleTime ?? TimeSpan(nanoseconds: schedule.reduce(0) { $0 &+ $1.interval.nanoseconds })
            copy.cycleTimeExtension = cycleTimeExtension ?? TimeSpan(nanoseconds: 0)
            if flags == 0 { copy.flags = nil }
            if txtimeDelay?.nanoseconds == 0 { copy.txtimeDelay = nil }
            copy.maxSDU = maxSDU.flatMap { $0.allSatisfy { $0 == 0 } ? nil : $0 }
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? {
            map != other.map || queues != other.queues || flags != other.flags || clockID != other.clockID
                ? "taprio's classes, queues, flags and clock are fixed once it runs" : nil
        }
    }
}
