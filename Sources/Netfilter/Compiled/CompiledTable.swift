import WeirModel

/// A table in the kernel's terms: a lowered `Table`, or the table of a dump.
public struct CompiledTable: Sendable, Hashable {
    public var family: Family
    public var name: String
    public var flags: Table.Flags
    /// The TLVs of `NFTA_TABLE_USERDATA`: comment, and the policy that owns the table.
    public var userdata: [UInt8]
    public var handle: UInt64?
    public var chains: [CompiledChain]
    public var sets: [CompiledSet]
    public var objects: [CompiledObject]
    public var flowtables: [Flowtable]
    public var at: Located

    public init(
        family: Family, name: String, flags: Table.Flags = [], userdata: [UInt8] = [], handle: UInt64? = nil, chains: [CompiledChain] = [],
        sets: [CompiledSet] = [], objects: [CompiledObject] = [], flowtables: [Flowtable] = [], at: Located = Located()
    ) {
        self.family = family
        self.name = name
        self.flags = flags
        self.userdata = userdata
        self.handle = handle
        self.chains = chains
        self.sets = sets
        self.objects = objects
        self.flowtables = flowtables
        self.at = at
    }
}

/// A chain in the kernel's terms. Anonymous chains are part of the rule that they are bound to, never of this list.
public struct CompiledChain: Sendable, Hashable {
    public var name: String
    public var base: BaseChain?
    public var userdata: [UInt8]
    public var rules: [CompiledRule]
    public var handle: UInt64?
    /// Of live chains: the handle of each rule, in order.
    public var ruleHandles: [UInt64]
    /// Of desired chains: where each rule was written, in order (empty when not known).
    public var ruleLocations: [Located]
    public var at: Located

    public init(
        name: String, base: BaseChain? = nil, userdata: [UInt8] = [], rules: [CompiledRule] = [], handle: UInt64? = nil,
        ruleHandles: [UInt64] = [], ruleLocations: [Located] = [], at: Located = Located()
    ) {
        self.name = name
        self.base = base
        self.userdata = userdata
        self.rules = rules
        self.handle = handle
        self.ruleHandles = ruleHandles
        self.ruleLocations = ruleLocations
        self.at = at
    }
}

/// A named set or map in the kernel's terms.
public struct CompiledSet: Sendable, Hashable {
    public var name: String
    public var specification: SetSpecification
    public var elements: SetElements
    /// Of desired sets: whether another program adds and removes elements.
    public var isManagedElsewhere = false
    public var handle: UInt64?
    /// Of live sets: the number of elements that the kernel reports (attribute 20, kernels that have it).
    public var elementCount: UInt32?
    public var at: Located

    public init(
        name: String, specification: SetSpecification, elements: SetElements = SetElements(), handle: UInt64? = nil,
        elementCount: UInt32? = nil,
        at: Located = Located()
    ) {
        self.name = name
        self.specification = specification
        self.elements = elements
        self.handle = handle
        self.elementCount = elementCount
        self.at = at
    }
}

/// A stateful object in the kernel's terms.
public struct CompiledObject: Sendable, Hashable {
    public var name: String
    public var definition: StatefulObject.Definition
    public var userdata: [UInt8]
    public var handle: UInt64?
    public var at: Located

    public init(
        name: String, definition: StatefulObject.Definition, userdata: [UInt8] = [], handle: UInt64? = nil, at: Located = Located()
    ) {
        self.name = name
        self.definition = definition
        self.userdata = userdata
        self.handle = handle
        self.at = at
    }
}
