extension Qdisc {
    /// Stochastic fair blue.
    public struct SFB: TrafficOptions {
        public static let kind = "sfb"
        /// The time between changes of the hash, in whole milliseconds: tc's `rehash`. 10 minutes by default.
        public var rehash: TimeSpan?
        /// The time that a new hash learns before it is used, in whole milliseconds: tc's `db`. 1 minute by default.
        public var warmup: TimeSpan?
        /// The packets of a bin from which its probability grows: tc's `target`. 20 by default.
        public var target: UInt32?
        /// The packets of a bin from which it drops: tc's `max`. 25 by default.
        public var max: UInt32?
        /// The step by which a bin's probability grows, in units of 1/65535: tc's `increment`. 33 by default, which is tc's; the kernel's
        /// own default (66) applies only if no options are sent.
        public var increment: UInt32?
        /// The step by which a bin's probability falls, in units of 1/65535: tc's `decrement`. 3 by default, which is tc's; the kernel's
        /// own default (11) applies only if no options are sent.
        public var decrement: UInt32?
        /// The packets that may wait: tc's `limit`. The link's transmit queue length by default, which 0 is as well.
        public var limit: UInt32?
        /// The packets per second of flows that do not respond: tc's `penalty_rate`. 10 by default.
        public var penaltyRate: UInt32?
        /// The packets by which such a flow may exceed that rate: tc's `penalty_burst`. 20 by default.
        public var penaltyBurst: UInt32?
        private enum CodingKeys: String, CodingKey {
            case rehash, warmup, target, max, increment, decrement, limit, penaltyRate, penaltyBurst
        }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.rehash = (rehash ?? .seconds(600)).held(inJiffies: link.jiffy)
            copy.warmup = (warmup ?? .seconds(60)).held(inJiffies: link.jiffy)
            copy.target = target ?? 20
            copy.max = max ?? 25
            copy.increment = increment ?? 33
            copy.decrement = decrement ?? 3
            copy.limit = limit.flatMap { $0 == 0 ? nil : $0 } ?? Swift.max(link.transmitQueueLength, 1)
            copy.penaltyRate = penaltyRate ?? 10
            copy.penaltyBurst = penaltyBurst ?? 20
            return copy
        }
    }
}
