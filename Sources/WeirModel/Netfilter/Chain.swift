/// The types of base chains. Raw values are the kernel's `NFTA_CHAIN_TYPE` strings.
public enum ChainType: String, Sendable, Codable, Hashable, CaseIterable {
    case filter, nat, route
}

/// The hooks of all families. Raw values are nft's words; the number of a hook depends on the family.
public enum Hook: String, Sendable, Codable, Hashable, CaseIterable {
    case prerouting, input, forward, output, postrouting, ingress, egress
}

public enum ChainPolicy: String, Sendable, Codable, Hashable {
    case accept, drop
}

/// The type, hook and priority of a base chain.
public struct BaseChain: Sendable, Codable, Hashable {
    public var type: ChainType
    public var hook: Hook
    /// The kernel's number; `filter`, `dstnat - 5` and the like are spellings of it that depend on family and hook.
    public var priority: Int32
    /// `nil` for none, which the kernel takes as accept.
    public var policy: ChainPolicy?
    /// Ingress and egress hooks only. A trailing `*` is a wildcard (kernel 6.16).
    public var devices: [String]
    /// `NFT_CHAIN_HW_OFFLOAD`.
    public var offload: Offload

    public init(type: ChainType, hook: Hook, priority: Int32, policy: ChainPolicy? = nil, devices: [String] = [], offload: Offload = .never)
    {
        self.type = type
        self.hook = hook
        self.priority = priority
        self.policy = policy
        self.devices = devices
        self.offload = offload
    }
}

/// A chain of rules. One without `base` is reached by jump and goto only.
public struct Chain: Sendable, Codable, Hashable {
    public var name: String
    public var base: BaseChain?
    public var comment: String?
    public var rules: [Rule]
    public var at: Located

    public init(name: String, base: BaseChain? = nil, comment: String? = nil, rules: [Rule] = [], at location: SourceLocation? = nil) {
        self.name = name
        self.base = base
        self.comment = comment
        self.rules = rules
        self.at = Located(location)
    }
}

/// One rule: statements in the order in which the kernel runs them.
public struct Rule: Sendable, Codable, Hashable {
    public var statements: [Statement]
    public var comment: String?
    public var at: Located

    public init(_ statements: [Statement], comment: String? = nil, at location: SourceLocation? = nil) {
        self.statements = statements
        self.comment = comment
        self.at = Located(location)
    }
}
