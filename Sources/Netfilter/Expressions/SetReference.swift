/// A set that an expression refers to: by name, or an anonymous one that lives with its rule.
public enum SetReference: Sendable, Hashable {
    case named(String)
    case anonymous(AnonymousSet)
}

/// An anonymous set or map as the kernel has it: flags, types, elements in register form.
public struct AnonymousSet: Sendable, Hashable {
    public var specification: SetSpecification
    /// Their order means nothing: `==` ignores it, and `canonical` sorts them.
    public var elements: [SetElement]
    public init(specification: SetSpecification, elements: [SetElement]) {
        self.specification = specification
        self.elements = elements
    }
}

/// The attributes of a set in the kernel's terms, save its name and elements.
public struct SetSpecification: Sendable, Hashable {
    /// `NFT_SET_*`, all of them.
    public var flags: UInt32
    /// nft's type number: 6 bits a field in a concatenation.
    public var keyType: UInt32
    /// Bytes.
    public var keyLength: UInt32
    /// 0xffffff00 for verdicts.
    public var dataType: UInt32?
    public var dataLength: UInt32?
    /// `NFT_OBJECT_*` of an object map.
    public var objectType: UInt32?
    /// `NFTA_SET_DESC_CONCAT`: the length in bytes of each field; empty for a single key.
    public var fieldLengths: [UInt32]
    public var size: UInt32?
    /// `NFT_SET_POL_*`; `nil` for performance.
    public var policy: UInt32?
    /// Milliseconds.
    public var timeout: UInt64?
    public var gcInterval: UInt32?
    /// The TLVs of `NFTA_SET_USERDATA`.
    public var userdata: [UInt8]
    public var expressions: [Expression]
    public init(
        flags: UInt32, keyType: UInt32, keyLength: UInt32, dataType: UInt32? = nil, dataLength: UInt32? = nil, objectType: UInt32? = nil,
        fieldLengths: [UInt32] = [], size: UInt32? = nil, policy: UInt32? = nil, timeout: UInt64? = nil, gcInterval: UInt32? = nil,
        userdata: [UInt8] = [], expressions: [Expression] = []
    ) {
        self.flags = flags
        self.keyType = keyType
        self.keyLength = keyLength
        self.dataType = dataType
        self.dataLength = dataLength
        self.objectType = objectType
        self.fieldLengths = fieldLengths
        self.size = size
        self.policy = policy
        self.timeout = timeout
        self.gcInterval = gcInterval
        self.userdata = userdata
        self.expressions = expressions
    }
}

/// One element as the kernel holds it (an interval is two of them, or one with `keyEnd` in concatenations).
public struct SetElement: Sendable, Hashable {
    public enum Data: Sendable, Hashable {
        case value([UInt8])
        case verdict(Expression.VerdictData)
        case object(String)
    }
    /// Empty with `NFT_SET_ELEM_CATCHALL`.
    public var key: [UInt8]
    public var keyEnd: [UInt8]?
    /// `NFT_SET_ELEM_INTERVAL_END` 1, `NFT_SET_ELEM_CATCHALL` 2.
    public var flags: UInt32
    public var data: Data?
    /// Milliseconds.
    public var timeout: UInt64?
    public var expiration: UInt64?
    public var userdata: [UInt8]
    public var expressions: [Expression]
    public init(
        key: [UInt8], keyEnd: [UInt8]? = nil, flags: UInt32 = 0, data: Data? = nil, timeout: UInt64? = nil, expiration: UInt64? = nil,
        userdata: [UInt8] = [], expressions: [Expression] = []
    ) {
        self.key = key
        self.keyEnd = keyEnd
        self.flags = flags
        self.data = data
        self.timeout = timeout
        self.expiration = expiration
        self.userdata = userdata
        self.expressions = expressions
    }
}
