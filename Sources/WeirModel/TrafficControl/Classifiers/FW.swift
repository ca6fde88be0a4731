extension Filter {
    /// Matches the packet's mark, which is the filter's handle.
    public struct FW: TrafficOptions {
        public static let kind = "fw"
        /// The bits of the mark that are compared: the mask of tc's `handle 6/0xff`. All by default.
        public var mask: UInt32?
        /// The link by which the packet has to come in: tc's `indev`.
        public var indev: String?
        private enum CodingKeys: String, CodingKey { case mask, indev }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            if mask == .max { copy.mask = nil }
            return copy
        }
    }
}
