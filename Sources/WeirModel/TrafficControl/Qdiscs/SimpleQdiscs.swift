extension Qdisc {
    /// A band for each packet priority; a full queue drops from the lowest.
    public struct SKBPrio: TrafficOptions {
        public static let kind = "skbprio"
        /// The packets that may wait: tc's `limit`. 64 by default.
        public var limit: UInt32?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.limit = limit ?? 64
            return copy
        }
    }

    /// A queue that holds packets until they are released. The kernel reports nothing about an existing one.
    public struct Plug: TrafficOptions {
        public static let kind = "plug"
        /// The bytes that may wait: tc's `limit`.
        public var limit: ByteSize?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self { Plug() }
    }

    /// No queue at all.
    public struct NoQueue: TrafficOptions {
        public static let kind = "noqueue"
        public init() {}
    }

    /// Drops everything.
    public struct Blackhole: TrafficOptions {
        public static let kind = "blackhole"
        public init() {}
    }

    /// The qdisc of filters of received packets.
    public struct Ingress: TrafficOptions {
        public static let kind = "ingress"
        public init() {}
    }

    /// The qdisc of filters of received and of sent packets.
    public struct ClsAct: TrafficOptions {
        public static let kind = "clsact"
        public init() {}
    }
}
