extension Qdisc {
    /// Generic random early detection: virtual queues, chosen by tc_index.
    public struct GRED: TrafficOptions {
        public static let kind = "gred"

        /// A virtual queue: tc's `vq`.
        public struct VirtualQueue: Codable, Hashable, Sendable {
            /// The `tc_index` of its packets: tc's `vq`.
            public var index: UInt32
            /// The thresholds and the probability.
            public var parameters: REDParameters
            /// The priority with `grio`, 1 highest: tc's `prio`.
            public var priority: UInt8?
            private enum CodingKeys: String, CodingKey { case index, parameters, priority }
            public init(index: UInt32, parameters: REDParameters, priority: UInt8? = nil) {
                (self.index, self.parameters, self.priority) = (index, parameters, priority)
            }
        }

        /// The number of virtual queues, 16 at most: tc's `vqs`.
        public var queues: UInt32 = 0
        /// The virtual queue of packets that name none: tc's `default`.
        public var defaultQueue: UInt32 = 0
        /// Whether virtual queues have priorities: tc's `grio`. Off by default.
        public var grio: Bool?
        /// Flags of all virtual queues: tc's `ecn`, `harddrop`.
        public var flags: REDFlags?
        /// The bytes that may wait in all virtual queues together: tc's `limit`.
        public var limit: ByteSize?
        /// The virtual queues. `VirtualQueue(0, limit: …)` of `.gred(queues:default:)` computes one.
        public var virtualQueues: [VirtualQueue] = []
        private enum CodingKeys: String, CodingKey { case queues, defaultQueue, grio, flags, limit, virtualQueues }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.grio = grio ?? false
            copy.flags = flags ?? []
            copy.limit = limit ?? ByteSize(bytes: UInt64(link.transmitQueueLength) * link.frameSize.bytes)
            copy.virtualQueues.sort { $0.index < $1.index }
            for index in copy.virtualQueues.indices {
                var parameters = copy.virtualQueues[index].parameters.canonical
                // A queue's limit is at most the limit of all queues.
                parameters.limit = Swift.min(parameters.limit, UInt32(clamping: copy.limit?.bytes ?? .max))
                copy.virtualQueues[index].parameters = parameters
                copy.virtualQueues[index].priority = copy.priority(at: index)
            }
            return copy
        }

        /// A queue without a priority gets the default queue's, where that is there before it, else GRED_DEF_PRIO.
        private func priority(at index: Int) -> UInt8 {
            let usual: UInt8 = 8
            guard grio == true else { return usual }
            if let said = virtualQueues[index].priority, said != 0 { return said }
            return virtualQueues[..<index].first { $0.index == defaultQueue }?.priority ?? usual
        }
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "gred can't change its virtual queues in place" }
    }
}
