extension Qdisc {
    /// Strict priority between bands, each a class.
    public struct Prio: TrafficOptions {
        public static let kind = "prio"
        /// 2 to 16; 3 when not said.
        public var bands: UInt32?
        /// The band of each of the 16 packet priorities.
        public var priomap: [UInt8]?
        public init() {}

        static let defaultPriomap: [UInt8] = [1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.bands = bands ?? 3
            copy.priomap = priomap ?? Self.defaultPriomap
            return copy
        }
    }
}
