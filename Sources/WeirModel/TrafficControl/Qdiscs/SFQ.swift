extension Qdisc {
    /// Stochastic fairness queueing.
    public struct SFQ: TrafficOptions {
        public static let kind = "sfq"
        public var quantum: ByteSize?
        /// Seconds between changes of the hash; 0 is never.
        public var perturb: Int32?
        /// Packets in all.
        public var limit: UInt32?
        public var divisor: UInt32?
        public var flows: UInt32?
        /// Packets of one flow.
        public var depth: UInt32?
        public var headdrop: Bool?
        /// Random early detection within each flow; the limit here is a flow's, in bytes.
        public var red: REDParameters?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.quantum = quantum ?? link.frameSize
            copy.perturb = perturb ?? 0
            copy.divisor = divisor ?? 1024
            copy.flows = flows ?? 127
            copy.depth = depth ?? 127
            copy.limit = limit ?? 127
            copy.headdrop = headdrop ?? false
            copy.red = red?.canonical
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "sfq takes no changes" }
    }
}
