extension Filter {
    /// Matches every packet.
    public struct MatchAll: TrafficOptions {
        public static let kind = "matchall"
        public init() {}
    }

    /// Matches by a tree of extended matches; without one, every packet.
    public struct Basic: TrafficOptions {
        public static let kind = "basic"
        /// The tree of extended matches: tc's `match '…'`. See tc-ematch(8).
        public var ematches: [Ematch]?
        public init() {}
    }

    /// Matches the packet's mark, which is the filter's handle.
    public struct FW: TrafficOptions {
        public static let kind = "fw"
        /// The bits of the mark that are compared: the mask of tc's `handle 6/0xff`. All by default.
        public var mask: UInt32?
        /// The link by which the packet has to come in: tc's `indev`.
        public var indev: String?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            if mask == .max { copy.mask = nil }
            return copy
        }
    }

    /// Matches the realm of the packet's route.
    public struct Route: TrafficOptions {
        public static let kind = "route"
        /// The realm of the destination, 0 to 255: tc's `to`.
        public var to: UInt32?
        /// The realm of the source, 0 to 255: tc's `from`.
        public var from: UInt32?
        /// The link by which the packet came in, instead of `from`: tc's `fromif`.
        public var fromInterface: String?
        public init() {}
    }

    /// Matches the class that the sending process's control group has.
    public struct CGroup: TrafficOptions {
        public static let kind = "cgroup"
        /// The tree of extended matches: tc's `match '…'`. See tc-ematch(8).
        public var ematches: [Ematch]?
        public init() {}
    }

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
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
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

    /// Matches by a BPF program: classic byte code, or a loaded program.
    public struct BPF: TrafficOptions {
        public static let kind = "bpf"
        /// The program: tc's `object-pinned`, `bytecode`.
        public var program = BPFProgram()
        /// Whether the program's return value is the verdict: tc's `direct-action`. Off by default.
        public var directAction: Bool?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.directAction = directAction ?? false
            copy.program.pinned = nil
            return copy
        }
    }
}

/// A BPF program that a classifier or an action runs.
public struct BPFProgram: Codable, Hashable, Sendable {
    /// One instruction of classic BPF (struct sock_filter).
    public struct Instruction: Codable, Hashable, Sendable {
        public var code: UInt16
        public var jumpTrue: UInt8
        public var jumpFalse: UInt8
        public var k: UInt32
        public init(code: UInt16, jumpTrue: UInt8, jumpFalse: UInt8, k: UInt32) {
            self.code = code
            self.jumpTrue = jumpTrue
            self.jumpFalse = jumpFalse
            self.k = k
        }
    }
    public var bytecode: [Instruction]?
    /// The path under which a loaded program is pinned. The kernel gives name, number and tag of the program, not the path.
    public var pinned: String?
    public var name: String?
    public var id: UInt32?
    /// The hash of the program's instructions, eight bytes.
    public var tag: HexBytes?
    public init(bytecode: [Instruction]? = nil, pinned: String? = nil, name: String? = nil, id: UInt32? = nil, tag: HexBytes? = nil) {
        self.bytecode = bytecode
        self.pinned = pinned
        self.name = name
        self.id = id
        self.tag = tag
    }
}
