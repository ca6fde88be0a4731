/// An nftables table's address family. Raw values are nft's words.
public enum Family: String, Sendable, Codable, Hashable, CaseIterable {
    case ip, ip6, inet, arp, bridge, netdev
}

/// An nftables table and all that it holds.
public struct Table: Sendable, Codable, Hashable {
    public struct Flags: OptionSet, Sendable, Codable, Hashable {
        public var rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// Its chains are not hooked. `NFT_TABLE_F_DORMANT`.
        public static let dormant = Flags(rawValue: 1)
        /// It lives and dies with the socket that made it. `NFT_TABLE_F_OWNER`.
        public static let owner = Flags(rawValue: 2)
        /// It survives its owner. `NFT_TABLE_F_PERSIST`, from kernel 6.9.
        public static let persist = Flags(rawValue: 4)
    }

    public var family: Family
    public var name: String
    public var flags: Flags
    public var comment: String?
    /// The policy that made it, from the table's userdata; nil on tables that are not Weir's.
    public var owner: String?
    public var chains: [Chain]
    public var sets: [SetDeclaration]
    public var objects: [StatefulObject]
    public var flowtables: [Flowtable]
    public var at: Located

    public init(
        family: Family, name: String, flags: Flags = [], comment: String? = nil, owner: String? = nil, chains: [Chain] = [],
        sets: [SetDeclaration] = [], objects: [StatefulObject] = [], flowtables: [Flowtable] = [], at location: SourceLocation? = nil
    ) {
        self.family = family
        self.name = name
        self.flags = flags
        self.comment = comment
        self.owner = owner
        self.chains = chains
        self.sets = sets
        self.objects = objects
        self.flowtables = flowtables
        self.at = Located(location)
    }
}
