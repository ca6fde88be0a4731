extension Action {
    /// Rewrites words of the packet.
    public struct PEdit: TrafficOptions {
        public static let kind = "pedit"
        /// The header that an offset counts from, in the extended form: tc's `munge ip …`.
        public enum Header: String, Codable, Hashable, Sendable, CaseIterable { case network, eth, ip, ip6, tcp, udp }
        /// Whether a word is replaced or added to: tc's `set`, `add`.
        public enum Command: String, Codable, Hashable, Sendable, CaseIterable { case set, add }

        /// A 32-bit word in network byte order: the bits that the mask keeps are combined with the value by exclusive or.
        public struct Key: Codable, Hashable, Sendable {
            /// The bits that are kept.
            public var mask: UInt32
            /// The bits that are combined by exclusive or.
            public var value: UInt32
            /// The word's place in bytes from the header: tc's `offset`.
            public var offset: Int32
            /// The place in the packet of a number that is added to the offset: tc's `at`.
            public var at: UInt32?
            /// The bits of that number that count: tc's `offmask`.
            public var offsetMask: UInt32?
            /// Bits by which that number is shifted to the right: tc's `shift`.
            public var shift: UInt32?
            /// The header that the offset counts from. Only in the extended form, tc's `ex`.
            public var header: Header?
            /// Whether the word is set or added to. Only in the extended form, tc's `ex`.
            public var command: Command?
            private enum CodingKeys: String, CodingKey { case mask, value, offset, at, offsetMask, shift, header, command }
            public init(
                mask: UInt32, value: UInt32, offset: Int32, at: UInt32? = nil, offsetMask: UInt32? = nil, shift: UInt32? = nil,
                header: Header? = nil,
                command: Command? = nil
            ) {
                self.mask = mask
                self.value = value
                self.offset = offset
                self.at = at
                self.offsetMask = offsetMask
                self.shift = shift
                self.header = header
                self.command = command
            }
        }
        /// The words to edit: tc's `munge`, one for each.
        public var keys: [Key] = []
        /// The kernel's flags of the selector. 0 by default.
        public var flags: UInt8?
        private enum CodingKeys: String, CodingKey { case keys, flags }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            if flags == 0 { copy.flags = nil }
            return copy
        }
    }
}
