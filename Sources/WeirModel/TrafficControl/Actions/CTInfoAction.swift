extension Action {
    /// Restores the packet's DSCP and mark from its connection.
    public struct CTInfo: TrafficOptions {
        public static let kind = "ctinfo"
        /// The conntrack zone: tc's `zone`. 0 by default.
        public var zone: UInt16?
        /// The bits of the connection's mark that hold the DSCP: tc's `dscp MASK`.
        public var dscpMask: UInt32?
        /// The bits of the mark, of which at least one has to be set for the DSCP to be restored: the second number of tc's `dscp`.
        public var dscpStateMask: UInt32?
        /// The bits of the connection's mark that are copied to the packet's: tc's `cpmark`.
        public var cpmarkMask: UInt32?
        private enum CodingKeys: String, CodingKey { case zone, dscpMask, dscpStateMask, cpmarkMask }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.zone = zone ?? 0
            if dscpMask == nil { copy.dscpStateMask = nil }
            return copy
        }
    }
}
