extension Qdisc {
    /// Fair queueing with controlled delay.
    public struct FQCoDel: TrafficOptions {
        public static let kind = "fq_codel"
        /// The packets that may wait in all flows together: tc's `limit`. 10240 by default.
        public var limit: UInt32?
        /// The number of queues that flows are hashed to: tc's `flows`. 1024 by default; fixed once the qdisc exists.
        public var flows: UInt32?
        /// The acceptable standing delay of a flow: tc's `target`. 5 ms by default; the kernel counts units of 1024 ns.
        public var target: TimeSpan?
        /// The time within which the delay has to fall below `target`, a worst-case round trip: tc's `interval`. 100 ms by default.
        public var interval: TimeSpan?
        /// The bytes that a flow may send per round: tc's `quantum`. A full frame by default: MTU and link-layer header.
        public var quantum: ByteSize?
        /// Whether packets are marked instead of dropped: tc's `ecn`, `noecn`. On by default.
        public var ecn: Bool?
        /// The delay above which packets are marked with congestion experienced: tc's `ce_threshold`. `nil` turns it off.
        public var ceThreshold: TimeSpan?
        /// The value of the DS field, under `ceThresholdMask`, of the packets that `ceThreshold` is for: tc's `ce_threshold_selector
        /// VALUE/MASK`.
        public var ceThresholdSelector: UInt8?
        /// The bits of the DS field that `ceThresholdSelector` compares. 0, the default, is every packet.
        public var ceThresholdMask: UInt8?
        /// The bytes that may wait in all flows together: tc's `memory_limit`. 32 MiB by default, 2 GiB at most.
        public var memoryLimit: ByteSize?
        /// The packets dropped at a time when a limit is exceeded: tc's `drop_batch`. 64 by default.
        public var dropBatch: UInt32?
        private enum CodingKeys: String, CodingKey {
            case limit, flows, target, interval, quantum, ecn, ceThreshold, ceThresholdSelector, ceThresholdMask, memoryLimit, dropBatch
        }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.limit = limit ?? 10240
            copy.flows = flows ?? 1024
            copy.target = (target ?? .milliseconds(5)).held(inUnitsOf: 1024)
            copy.interval = (interval ?? .milliseconds(100)).held(inUnitsOf: 1024)
            copy.quantum = link.heldQuantum(quantum)
            copy.ecn = ecn ?? true
            copy.ceThreshold = ceThreshold?.held(inUnitsOf: 1024)
            copy.ceThresholdSelector = ceThreshold == nil ? nil : ceThresholdSelector ?? 0
            copy.ceThresholdMask = ceThreshold == nil ? nil : ceThresholdMask ?? 0
            copy.memoryLimit = memoryLimit.map { min($0, .bytes(1 << 31)) } ?? .mib(32)
            copy.dropBatch = max(dropBatch ?? 64, 1)
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? {
            other.flows != nil && flows != other.flows ? "the number of flows is fixed once packets flow" : nil
        }
    }
}
