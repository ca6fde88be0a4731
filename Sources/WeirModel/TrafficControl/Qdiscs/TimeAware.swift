extension Qdisc {
    /// Earliest transmission time first.
    public struct ETF: TrafficOptions {
        public static let kind = "etf"
        /// How long before its time a packet is handed on; nanoseconds count.
        public var delta: TimeSpan?
        /// CLOCK_* of linux/time.h: 11 is TAI.
        public var clockID: Int32 = 11
        public var deadlineMode: Bool?
        public var offload: Bool?
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
        public var hicredit: Int32?
        public var locredit: Int32?
        public var idleslope: Int32?
        public var sendslope: Int32?
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

        public struct Entry: Codable, Hashable, Sendable {
            /// TC_TAPRIO_CMD_*: 0 set gates, 1 set and hold, 2 set and release.
            public var command: UInt8
            /// A bit for each traffic class whose gate is open.
            public var gateMask: UInt32
            public var interval: TimeSpan
            public init(command: UInt8 = 0, gateMask: UInt32, interval: TimeSpan) {
                self.command = command
                self.gateMask = gateMask
                self.interval = interval
            }
        }

        /// The traffic class of each of the 16 packet priorities.
        public var map: [UInt8] = []
        /// One range for each traffic class.
        public var queues: [QueueRange] = []
        public var schedule: [Entry] = []
        /// Nanoseconds of the clock.
        public var baseTime: Int64?
        public var cycleTime: TimeSpan?
        public var cycleTimeExtension: TimeSpan?
        /// CLOCK_* of linux/time.h: 11 is TAI.
        public var clockID: Int32?
        /// 1 txtime-assist, 2 full offload.
        public var flags: UInt32?
        public var txtimeDelay: TimeSpan?
        /// The longest frame of each traffic class, by index.
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
