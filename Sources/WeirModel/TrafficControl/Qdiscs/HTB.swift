extension Qdisc {
    /// Hierarchical token bucket.
    public struct HTB: TrafficOptions {
        public static let kind = "htb"
        /// The minor number of the class that unclassified packets go to: tc's `default`, in hexadecimal there. 0, the default, sends them
        /// unshaped.
        public var defaultClass: UInt32?
        /// The divisor that makes a class's quantum from its rate: tc's `r2q`. 10 by default.
        public var rateToQuantum: UInt32?
        /// The packets that may wait unshaped: tc's `direct_qlen`. The link's transmit queue length by default.
        public var directQueueLength: UInt32?
        /// Whether the hardware shapes: tc's `offload`. Off by default.
        public var offload: Bool?
        /// Bits that the kernel ignores today: tc's `debug`.
        public var debug: UInt32?
        private enum CodingKeys: String, CodingKey { case defaultClass, rateToQuantum, directQueueLength, offload, debug }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
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
