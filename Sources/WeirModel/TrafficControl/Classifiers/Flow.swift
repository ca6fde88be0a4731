extension Filter {
    /// Spreads packets over classes by a hash or a map of their keys.
    public struct Flow: TrafficOptions {
        public static let kind = "flow"
        public enum Mode: String, Codable, Hashable, Sendable, CaseIterable { case map, hash }
        /// By number: FLOW_KEY_* of linux/pkt_cls.h.
        public enum Key: String, Codable, Hashable, Sendable, CaseIterable {
            case src, dst, proto
            case protoSrc = "proto-src"
            case protoDst = "proto-dst"
            case iif, priority, mark, nfct
            case nfctSrc = "nfct-src"
            case nfctDst = "nfct-dst"
            case nfctProtoSrc = "nfct-proto-src"
            case nfctProtoDst = "nfct-proto-dst"
            case rtClassid = "rt-classid"
            case skUID = "sk-uid"
            case skGID = "sk-gid"
            case vlanTag = "vlan-tag"
            case rxhash
        }
        /// The keys, one in map mode: tc's `map key`, `hash keys`.
        public var keys: [Key]?
        /// A class by a key's value, or by the hash of keys. `map` by default.
        public var mode: Mode?
        /// The class that the result is added to: tc's `baseclass`.
        public var baseClass: Handle?
        /// Bits by which the key is shifted to the right: tc's `rshift`.
        public var rightShift: UInt32?
        /// The number that is added to the key: tc's `addend`.
        public var addend: UInt32?
        /// The bits of the key that count: tc's `and`. All by default.
        public var mask: UInt32?
        /// The bits that are flipped: tc's `xor`. 0 by default.
        public var xor: UInt32?
        /// The number of classes; the result is taken modulo it: tc's `divisor`.
        public var divisor: UInt32?
        /// The time between changes of the hash, in whole seconds: tc's `perturb`. Never by default.
        public var perturb: TimeSpan?
        /// The tree of extended matches: tc's `match '…'`. See tc-ematch(8).
        public var ematches: [Ematch]?
        private enum CodingKeys: String, CodingKey { case keys, mode, baseClass, rightShift, addend, mask, xor, divisor, perturb, ematches }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.keys = keys?.sorted { (Key.allCases.firstIndex(of: $0) ?? 0) < (Key.allCases.firstIndex(of: $1) ?? 0) }
            copy.mode = mode ?? .map
            copy.mask = mask ?? .max
            copy.xor = xor ?? 0
            if rightShift == 0 { copy.rightShift = nil }
            if addend == 0 { copy.addend = nil }
            if perturb?.nanoseconds == 0 { copy.perturb = nil }
            return copy
        }
    }
}
