extension Qdisc {
    /// Stochastic fair blue.
    public struct SFB: TrafficOptions {
        public static let kind = "sfb"
        /// Whole milliseconds.
        public var rehash: TimeSpan?
        public var warmup: TimeSpan?
        /// Packets of one bin above which its probability grows, and above which it drops.
        public var target: UInt32?
        public var max: UInt32?
        /// Of 65535. Unsaid, they are tc's: the kernel would take 66 and 11 where it is told nothing at all.
        public var increment: UInt32?
        public var decrement: UInt32?
        /// Packets in all; 0 is the link's transmit queue length.
        public var limit: UInt32?
        /// Packets per second for flows that do not respond.
        public var penaltyRate: UInt32?
        public var penaltyBurst: UInt32?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
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
