extension Qdisc {
    /// Fair queueing with pacing.
    public struct FQ: TrafficOptions {
        public static let kind = "fq"
        /// Packets, of all flows and of one.
        public var limit: UInt32?
        public var flowLimit: UInt32?
        public var quantum: ByteSize?
        public var initialQuantum: ByteSize?
        public var pacing: Bool?
        /// The largest rate that a flow may have; nil is no limit.
        public var maxRate: BitRate?
        public var bucketsLog: UInt32?
        public var refillDelay: TimeSpan?
        public var orphanMask: UInt32?
        public var lowRateThreshold: BitRate?
        /// The delay from which packets are marked; nil is never.
        public var ceThreshold: TimeSpan?
        public var timerSlack: TimeSpan?
        public var horizon: TimeSpan?
        public var horizonDrop: Bool?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.limit = limit ?? 10000
            copy.flowLimit = flowLimit ?? 100
            copy.quantum = quantum ?? ByteSize(bytes: 2 * UInt64(link.frame))
            copy.initialQuantum = initialQuantum ?? ByteSize(bytes: 10 * UInt64(link.frame))
            copy.pacing = pacing ?? true
            copy.bucketsLog = bucketsLog ?? 10
            copy.refillDelay = (refillDelay ?? .milliseconds(40)).held(inJiffies: link.jiffy)
            copy.orphanMask = orphanMask ?? 1023
            copy.lowRateThreshold = lowRateThreshold ?? .bit(550_000)
            copy.timerSlack = timerSlack ?? .microseconds(10)
            copy.horizon = horizon ?? .seconds(10)
            copy.horizonDrop = horizonDrop ?? true
            return copy
        }
    }
}
