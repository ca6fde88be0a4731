extension Qdisc {
    /// Credit-based shaper; slopes in kbit/s, credits in bytes.
    public struct CBS: TrafficOptions {
        public static let kind = "cbs"
        /// The most credit that can be saved, in bytes: tc's `hicredit`.
        public var hicredit: Int32?
        /// The least credit that can be reached, in bytes: tc's `locredit`. Negative.
        public var locredit: Int32?
        /// The rate at which credit grows, in kbit/s: tc's `idleslope`. The bandwidth of the class.
        public var idleslope: Int32?
        /// The rate at which credit falls while sending, in kbit/s: tc's `sendslope`. Negative: `idleslope` less the port's rate.
        public var sendslope: Int32?
        /// Whether hardware shapes: tc's `offload`. Off by default.
        public var offload: Bool?
        private enum CodingKeys: String, CodingKey { case hicredit, locredit, idleslope, sendslope, offload }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.hicredit = hicredit ?? 0
            copy.locredit = locredit ?? 0
            copy.idleslope = idleslope ?? 0
            copy.sendslope = sendslope ?? 0
            copy.offload = offload ?? false
            return copy
        }
    }
}
