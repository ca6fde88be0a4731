/// A set that an expression refers to: by name, or an anonymous one that lives with its rule.
package enum SetReference: Sendable, Hashable {
    case named(String)
    case anonymous(AnonymousSet)
}

/// An anonymous set or map as the kernel has it: flags, types, elements in register form.
package struct AnonymousSet: Sendable, Hashable {
    package var specification: SetSpecification
    /// Their order means nothing: `==` ignores it, and `canonical` sorts them.
    package var elements: [SetElement]
    package init(specification: SetSpecification, elements: [SetElement]) {
        (self.specification, self.elements) = (specification, elements)
    }
}

/// The attributes of a set in the kernel's terms, save its name and elements.
package struct SetSpecification: Sendable, Hashable {
    /// `NFT_SET_*`, all of them.
    package var flags: UInt32
    /// nft's type number: 6 bits a field in a concatenation.
    package var keyType: UInt32
    /// Bytes.
    package var keyLength: UInt32
    /// 0xffffff00 for verdicts.
    package var dataType: UInt32?
    package var dataLength: UInt32?
    /// `NFT_OBJECT_*` of an object map.
    package var objectType: UInt32?
    /// `NFTA_SET_DESC_CONCAT`: the length in bytes of each field; empty for a single key.
    package var fieldLengths: [UInt32]
    package var size: UInt32?
    /// `NFT_SET_POL_*`; `nil` for performance.
    package var policy: UInt32?
    /// Milliseconds.
    package var timeout: UInt64?
    package var gcInterval: UInt32?
    /// The TLVs of `NFTA_SET_USERDATA`.
    package var userdata: [UInt8]
    package var expressions: [Expression]
    package init(
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
package struct SetElement: Sendable, Hashable {
    package enum Data: Sendable, Hashable {
        case value([UInt8])
        case verdict(Expression.VerdictData)
        case object(String)
    }
    /// Empty with `NFT_SET_ELEM_CATCHALL`.
    package var key: [UInt8]
    package var keyEnd: [UInt8]?
    /// `NFT_SET_ELEM_INTERVAL_END` 1, `NFT_SET_ELEM_CATCHALL` 2.
    package var flags: UInt32
    package var data: Data?
    /// Milliseconds.
    package var timeout: UInt64?
    package var expiration: UInt64?
    package var userdata: [UInt8]
    package var expressions: [Expression]
    package init(
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
