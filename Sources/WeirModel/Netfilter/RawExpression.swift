/// An expression as the kernel gave it: `NFTA_EXPR_NAME`, and the bytes of `NFTA_EXPR_DATA`.
public struct RawExpression: Sendable, Hashable, Codable {
    public var name: String
    public var data: [UInt8]
    /// The anonymous set or map that a `lookup` or `objref` refers to, which lives with its rule; `nil` if it names one or needs none.
    public var set: RawSet?
    public init(name: String, data: [UInt8], set: RawSet? = nil) { (self.name, self.data, self.set) = (name, data, set) }
}

/// An anonymous set as the kernel's bytes, in the byte order of the host.
public struct RawSet: Sendable, Hashable, Codable {
    /// The attributes of `NFT_MSG_NEWSET` that describe it (`NFTA_SET_*`), without its table, name and number.
    public var attributes: [UInt8]
    /// The attributes of each element (`NFTA_SET_ELEM_*`). Their order means nothing.
    public var elements: [[UInt8]]
    public init(attributes: [UInt8], elements: [[UInt8]]) { (self.attributes, self.elements) = (attributes, elements) }
}
