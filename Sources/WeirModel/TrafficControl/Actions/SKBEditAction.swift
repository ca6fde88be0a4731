extension Action {
    /// Edits the packet's metadata.
    public struct SKBEdit: TrafficOptions {
        public static let kind = "skbedit"
        /// The packet's priority, a class's handle or a number: tc's `priority`.
        public var priority: UInt32?
        /// The transmit queue: tc's `queue_mapping`.
        public var queueMapping: UInt16?
        /// The last queue of a range, from which the packet's hash chooses: tc's `queue_mapping skbhash 2 6`.
        public var queueMappingMax: UInt16?
        /// The packet's mark: tc's `mark`.
        public var mark: UInt32?
        /// The bits of the mark that are set: tc's `mark VALUE/MASK`. All by default.
        public var markMask: UInt32?
        /// `PACKET_*`: 0 host, 1 broadcast, 2 multicast, 3 otherhost: tc's `ptype`.
        public var packetType: UInt16?
        /// Whether the priority is taken from the DS field: tc's `inheritdsfield`.
        public var inheritDSField: Bool?
        private enum CodingKeys: String, CodingKey {
            case priority, queueMapping, queueMappingMax, mark, markMask, packetType, inheritDSField
        }
        public init() {}
    }
}
