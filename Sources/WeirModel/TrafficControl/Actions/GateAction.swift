extension Action {
    /// Lets packets pass or drops them by a schedule.
    public struct Gate: TrafficOptions {
        public static let kind = "gate"
        /// One step of the schedule: tc's `sched-entry open 200000000 -1 8000000`.
        public struct Entry: Codable, Hashable, Sendable {
            /// Whether packets pass: tc's `open`, `close`.
            public var isOpen: Bool
            /// The duration of the step.
            public var interval: TimeSpan
            /// The internal priority of packets; -1, the default, is none.
            public var internalPriority: Int32?
            /// The bytes that may pass during the step; -1, the default, means no limit.
            public var maxOctets: Int32?
            private enum CodingKeys: String, CodingKey { case isOpen, interval, internalPriority, maxOctets }
            public init(isOpen: Bool, interval: TimeSpan, internalPriority: Int32? = nil, maxOctets: Int32? = nil) {
                (self.isOpen, self.interval, self.internalPriority, self.maxOctets) = (isOpen, interval, internalPriority, maxOctets)
            }
        }
        /// The action's priority: tc's `priority`. -1, none, by default.
        public var priority: Int32?
        /// The steps of a cycle: tc's `sched-entry`, one for each.
        public var entries: [Entry] = []
        /// The start of the schedule, in nanoseconds of the clock: tc's `base-time`. 0 by default.
        public var baseTime: UInt64?
        /// The length of a cycle: tc's `cycle-time`. The sum of the steps by default.
        public var cycleTime: TimeSpan?
        /// The most by which a cycle may be lengthened: tc's `cycle-time-ext`. 0 by default.
        public var cycleTimeExtension: TimeSpan?
        /// tc's `flags`. 0 by default.
        public var flags: UInt32?
        /// The clock, `CLOCK_*` of linux/time.h: tc's `clockid`. 11, `CLOCK_TAI`, by default.
        public var clockID: Int32?
        private enum CodingKeys: String, CodingKey { case priority, entries, baseTime, cycleTime, cycleTimeExtension, flags, clockID }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.priority = priority ?? -1
            copy.baseTime = baseTime ?? 0
            copy.cycleTime =
                cycleTime.flatMap { $0.nanoseconds == 0 ? nil : $0 }
                ?? TimeSpan(nanoseconds: entries.reduce(0) { $0 &+ $1.interval.nanoseconds })
            copy.cycleTimeExtension = cycleTimeExtension ?? TimeSpan(nanoseconds: 0)
            copy.flags = flags ?? 0
            copy.clockID = clockID ?? 11
            copy.entries = entries.map {
                Entry(isOpen: $0.isOpen, interval: $0.interval, internalPriority: $0.internalPriority ?? -1, maxOctets: $0.maxOctets ?? -1)
            }
            return copy
        }
    }
}
