extension Qdisc {
    /// Strict priority between bands, each a class.
    public struct Prio: TrafficOptions {
        public static let kind = "prio"
        /// The number of bands, 2 to 16: tc's `bands`. 3 by default.
        public var bands: UInt32?
        /// The band of each of the 16 packet priorities: tc's `priomap`. 1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1 by default.
        public var priomap: [UInt8]?
        private enum CodingKeys: String, CodingKey { case bands, priomap }
        public init() {}

        static let defaultPriomap: [UInt8] = [1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.bands = bands ?? 3
            copy.priomap = priomap ?? Self.defaultPriomap
            return copy
        }
    }
}
