extension Filter {
    /// Matches words of the packet at offsets; also a hash table of such filters.
    public struct U32: TrafficOptions {
        public static let kind = "u32"

        /// A 32-bit word of the packet in network byte order, under a mask.
        public struct Key: Codable, Hashable, Sendable {
            public var value: UInt32
            public var mask: UInt32
            /// Bytes from the network header.
            public var offset: Int32
            /// Added to the offset from the packet itself (tc's `nexthdr+`): all ones, else 0.
            public var offsetMask: Int32?
            public init(value: UInt32, mask: UInt32, offset: Int32, offsetMask: Int32? = nil) {
                self.value = value
                self.mask = mask
                self.offset = offset
                self.offsetMask = offsetMask
            }
        }
        /// How a match leads on: to which offset, by which hash (struct tc_u32_sel).
        public struct Step: Codable, Hashable, Sendable {
            /// TC_U32_*: 1 terminal, 2 offset, 4 variable offset, 8 eat.
            public var flags: UInt8 = 0
            public var shift: UInt8 = 0
            public var offsetMask: UInt16 = 0
            public var offset: UInt16 = 0
            public var offsetAt: Int16 = 0
            public var hashAt: Int16 = 0
            public var hashMask: UInt32 = 0
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
        public struct Mark: Codable, Hashable, Sendable {
            public var value: UInt32
            public var mask: UInt32
            public init(value: UInt32, mask: UInt32) {
                self.value = value
                self.mask = mask
            }
        }

        /// Of a hash table: how many buckets. The filter's handle is then the table's number, shifted left by 20.
        public var divisor: UInt32?
        /// The table that the filter stands in; nil is the root table of its priority.
        public var table: UInt32?
        public var bucket: UInt32?
        /// The table that a match goes on to.
        public var link: UInt32?
        public var keys: [Key]?
        /// Nil: a match decides, unless it goes on to another table.
        public var step: Step?
        public var mark: Mark?
        public var indev: String?
        public init() {}

        /// The step that counts when none is said. Without TC_U32_TERMINAL a match would decide nothing.
        public var impliedStep: Step {
            var step = Step()
            step.flags = link == nil ? 1 : 0
            return step
        }

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            if divisor == nil {
                // What is masked away does not count.
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
