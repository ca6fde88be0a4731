extension Qdisc {
    /// Stochastic fairness queueing.
    public struct SFQ: TrafficOptions {
        public static let kind = "sfq"
        /// The bytes that a flow may send per round: tc's `quantum`. A full frame by default: MTU and link-layer header.
        public var quantum: ByteSize?
        /// The seconds between changes of the hash: tc's `perturb`. 0, the default, is never.
        public var perturb: Int32?
        /// The packets that may wait in all flows together: tc's `limit`. 127 by default.
        public var limit: UInt32?
        /// The size of the hash table, a power of two up to 65536: tc's `divisor`. 1024 by default.
        public var divisor: UInt32?
        /// The number of flows: tc's `flows`. 128 by default.
        public var flows: UInt32?
        /// The packets of one flow that may wait, 127 at most: tc's `depth`. 127 by default.
        public var depth: UInt32?
        /// Whether the oldest packet of a flow is dropped instead of the newest: tc's `headdrop`. Off by default.
        public var headdrop: Bool?
        /// Random early detection within each flow: tc's `redflowlimit` and what follows it. `REDParameters.flow(limit:)` makes it; its
        /// limit is a flow's, in bytes.
        public var red: REDParameters?
        private enum CodingKeys: String, CodingKey { case quantum, perturb, limit, divisor, flows, depth, headdrop, red }
        public init() {}

        static let defaultLimit: UInt32 = 127
        /// `nil` for the default limit, which allows fewer packets than flows.
        public var saidLimit: UInt32? { limit == Self.defaultLimit && (flows ?? 128) > Self.defaultLimit ? nil : limit }

        /// Zeros removed, which mean unset.
        private var withoutZeros: Self {
            var copy = self
            if quantum?.bytes == 0 { copy.quantum = nil }
            if limit == 0 { copy.limit = nil }
            if divisor == 0 { copy.divisor = nil }
            if flows == 0 { copy.flows = nil }
            if depth == 0 { copy.depth = nil }
            return copy
        }

        public func canonical(on link: LinkDefaults) -> Self { withoutZeros.filledIn(on: link) }

        private func filledIn(on link: LinkDefaults) -> Self {
            var copy = self
            copy.quantum = link.heldQuantum(quantum)
            copy.perturb = perturb ?? 0
            copy.divisor = divisor ?? 1024
            copy.depth = min(depth ?? 127, 127)
            // An explicit limit bounds the flows, the default limit does not.
            copy.limit = limit ?? Self.defaultLimit
            let mostFlows = min(flows ?? 128, 65408)
            copy.flows = saidLimit.map { min($0, mostFlows) } ?? mostFlows
            if saidLimit != nil { copy.limit = min(limit ?? .max, (copy.depth ?? 127) * mostFlows) }
            copy.headdrop = headdrop ?? false
            copy.red = red?.canonical
            // The kernel does not give it back.
            copy.red?.limit = 0
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "sfq takes no changes" }
    }
}
