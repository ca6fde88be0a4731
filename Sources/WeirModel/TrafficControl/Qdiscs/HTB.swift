extension Qdisc {
    /// Hierarchical token bucket.
    public struct HTB: TrafficOptions {
        public static let kind = "htb"
        /// Minor number of the class that unclassified packets go to; 0 sends them unshaped.
        public var defaultClass: UInt32?
        /// Bytes per second per byte of quantum; 10 when not said.
        public var rateToQuantum: UInt32?
        /// Packets that may wait unshaped; the link's transmit queue length when not said.
        public var directQueueLength: UInt32?
        /// Whether the hardware shapes.
        public var offload: Bool?
        public var debug: UInt32?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.defaultClass = defaultClass ?? 0
            copy.rateToQuantum = max(rateToQuantum ?? 10, 1)
            copy.directQueueLength = directQueueLength ?? link.transmitQueueLength
            if offload == false { copy.offload = nil }
            // The kernel does not give it back.
            copy.debug = nil
            return copy
        }
        public func obstacle(changingTo other: Self) -> String? { self == other ? nil : "htb takes no changes of the qdisc itself" }
    }
}
