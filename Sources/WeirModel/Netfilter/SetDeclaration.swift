/// A named set or map of a table.
public struct SetDeclaration: Sendable, Codable, Hashable {
    public struct Flags: OptionSet, Sendable, Codable, Hashable {
        public var rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// Lives with the rule that updates it, as nft's `meter` does. `NFT_SET_ANONYMOUS`.
        public static let anonymous = Flags(rawValue: 1)
        /// `NFT_SET_CONSTANT`, `NFT_SET_INTERVAL`, `NFT_SET_TIMEOUT`, `NFT_SET_EVAL` (nft's `dynamic`).
        public static let constant = Flags(rawValue: 2)
        public static let interval = Flags(rawValue: 4)
        public static let timeout = Flags(rawValue: 0x10)
        public static let dynamic = Flags(rawValue: 0x20)
    }

    /// Who adds and removes elements, where the policy does not.
    public enum ElementManagement: String, Sendable, Codable, Hashable {
        /// Another program, such as fail2ban or a resolver. The policy's elements are those that a new set starts with.
        case managedElsewhere
    }

    public enum Policy: String, Sendable, Codable, Hashable { case performance, memory }

    /// The types of the keys, or of a map's data.
    public enum Content: Sendable, Codable, Hashable {
        /// `type ipv4_addr . inet_service`
        case types([DataType])
        /// `typeof ip saddr . tcp dport`
        case typeof([Term])
        /// Types with explicit lengths in bytes, such as an `integer` of a foreign program's set.
        case sized([SizedType])
    }

    public struct SizedType: Sendable, Codable, Hashable {
        public var type: DataType
        public var bytes: UInt32
        public var byteOrder: ByteOrder
        public init(type: DataType, bytes: UInt32, byteOrder: ByteOrder) {
            (self.type, self.bytes, self.byteOrder) = (type, bytes, byteOrder)
        }
    }

    /// The data of a map's elements.
    public enum Data: Sendable, Codable, Hashable {
        case values(Content)
        /// Values that may be intervals (NAT maps): `map { … : 10.0.0.1-10.0.0.9 }`
        case intervals(Content)
        case verdict
        case object(StatefulObject.Kind)
    }

    public var name: String
    public var key: Content
    /// `nil` for a set.
    public var data: Data?
    public var flags: Flags
    /// Milliseconds.
    public var timeout: UInt64?
    /// Milliseconds.
    public var gcInterval: UInt32?
    public var size: UInt32?
    public var policy: Policy?
    public var autoMerge: Bool
    public var comment: String?
    /// Stateful statements that every new element gets: `set { … counter }`.
    public var statements: [Statement]
    /// `nil`: the policy's elements are all that the set holds, but for those that packets add.
    public var elementManagement: ElementManagement?
    public var elements: ElementList
    /// The data file that the elements come from, relative to the policy; its elements are read by weir.
    public var elementsFile: String?
    public var at: Located

    public init(
        name: String, key: Content, data: Data? = nil, flags: Flags = [], timeout: UInt64? = nil, gcInterval: UInt32? = nil,
        size: UInt32? = nil, policy: Policy? = nil, autoMerge: Bool = false, comment: String? = nil, statements: [Statement] = [],
        elementManagement: ElementManagement? = nil, elements: ElementList = [], elementsFile: String? = nil,
        at location: SourceLocation? = nil
    ) {
        self.name = name
        self.key = key
        self.data = data
        self.flags = flags
        self.timeout = timeout
        self.gcInterval = gcInterval
        self.size = size
        self.policy = policy
        self.autoMerge = autoMerge
        self.comment = comment
        self.statements = statements
        self.elementManagement = elementManagement
        self.elements = elements
        self.elementsFile = elementsFile
        self.at = Located(location)
    }
}
