extension Filter {
    /// Matches words of the packet at offsets; also a hash table of such filters.
    public struct U32: TrafficOptions {
        public static let kind = "u32"

        /// A 32-bit word of the packet in network byte order, under a mask.
        public struct Key: Codable, Hashable, Sendable {
            /// The bits to compare with, in network byte order.
            public var value: UInt32
            /// The bits that are compared.
            public var mask: UInt32
            /// The word's place in bytes from the network header: tc's `at`.
            public var offset: Int32
            /// All ones adds the offset that the table before computed, tc's `nexthdr+`; 0 by default.
            public var offsetMask: Int32?
            private enum CodingKeys: String, CodingKey { case value, mask, offset, offsetMask }
            public init(value: UInt32, mask: UInt32, offset: Int32, offsetMask: Int32? = nil) {
                (self.value, self.mask, self.offset, self.offsetMask) = (value, mask, offset, offsetMask)
            }
        }
        /// The step from a match to another table: the offset and the hash (struct tc_u32_sel).
        public struct Step: Codable, Hashable, Sendable {
            /// `TC_U32_*`: 1 terminal, 2 offset, 4 variable offset, 8 eat.
            public var flags: UInt8 = 0
            /// Bits by which the offset read from the packet is shifted to the right: tc's `offset … shift`.
            public var shift: UInt8 = 0
            /// The bits of the offset read from the packet that count: tc's `offset mask`.
            public var offsetMask: UInt16 = 0
            /// A fixed offset in bytes: tc's `offset plus`.
            public var offset: UInt16 = 0
            /// The place of the offset in the packet: tc's `offset at`.
            public var offsetAt: Int16 = 0
            /// The place of the hash key in the packet: tc's `hashkey … at`.
            public var hashAt: Int16 = 0
            /// The bits of the hash key: tc's `hashkey mask`.
            public var hashMask: UInt32 = 0
            private enum CodingKeys: String, CodingKey { case flags, shift, offsetMask, offset, offsetAt, hashAt, hashMask }
            public init(
                flags: UInt8 = 0, shift: UInt8 = 0, offsetMask: UInt16 = 0, offset: UInt16 = 0, offsetAt: Int16 = 0, hashAt: Int16 = 0,
                hashMask: UInt32 = 0
            ) {
                self.flags = flags
                self.shift = shift
                self.offsetMask = offsetMask
                self.offset = offset
                self.offsetAt = offsetAt
                self.hashAt = hashAt
                self.hashMask = hashMask
            }
        }
        /// The packet's mark under a mask: tc's `match mark`.
        public struct Mark: Codable, Hashable, Sendable {
            /// The mark to compare with.
            public var value: UInt32
            /// The bits that are compared.
            public var mask: UInt32
            private enum CodingKeys: String, CodingKey { case value, mask }
            public init(value: UInt32, mask: UInt32) { (self.value, self.mask) = (value, mask) }
        }

        /// For a hash table, the number of buckets, a power of two up to 256: tc's `divisor`. The filter's handle is then the table's
        /// number, shifted left by 20.
        public var divisor: UInt32?
        /// The table that the filter is in: tc's `ht`. `nil` is the root table of its priority.
        public var table: UInt32?
        /// The bucket of the table: the second number of tc's `ht 1:2:`.
        public var bucket: UInt32?
        /// The table that a match goes on to: tc's `link`.
        public var link: UInt32?
        /// The words to compare, all of which have to match: tc's `match u32`.
        public var keys: [Key]?
        /// The offset and hash of the next table. `nil` means the match is terminal unless `link` is set.
        public var step: Step?
        /// The mark to compare: tc's `match mark`.
        public var mark: Mark?
        /// The link by which the packet has to come in: tc's `indev`.
        public var indev: String?
        private enum CodingKeys: String, CodingKey { case divisor, table, bucket, link, keys, step, mark, indev }
        public init() {}

        /// The default step. Without TC_U32_TERMINAL a match would decide nothing.
        public var impliedStep: Step {
            var step = Step()
            step.flags = link == nil ? 1 : 0
            return step
        }

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            if divisor == nil {
                // Masked bits do not count.
                copy.keys = (keys ?? []).map {
                    Key(value: $0.value & $0.mask, mask: $0.mask, offset: $0.offset, offsetMask: $0.offsetMask ?? 0)
                }
                copy.step = step ?? impliedStep
                if bucket == 0 { copy.bucket = nil }
            }
            return copy
        }
    }
}
