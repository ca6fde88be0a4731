import WeirModel

/// A table in the kernel's terms: a lowered `Table`, or the table of a dump.
package struct CompiledTable: Sendable, Hashable {
    package var family: Family
    package var name: String
    package var flags: Table.Flags
    /// The TLVs of `NFTA_TABLE_USERDATA`: comment, and the policy that owns the table.
    package var userdata: [UInt8]
    package var handle: UInt64?
    package var chains: [CompiledChain]
    package var sets: [CompiledSet]
    package var objects: [CompiledObject]
    package var flowtables: [Flowtable]
    package var at: Located

    package init(
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
package struct CompiledChain: Sendable, Hashable {
    package var name: String
    package var base: BaseChain?
    package var userdata: [UInt8]
    package var rules: [CompiledRule]
    package var handle: UInt64?
    /// Of live chains: the handle of each rule, in order.
    package var ruleHandles: [UInt64]
    /// Of desired chains: where each rule was written, in order (empty when not known).
    package var ruleLocations: [Located]
    package var at: Located

    package init(
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
package struct CompiledSet: Sendable, Hashable {
    package var name: String
    package var specification: SetSpecification
    package var elements: SetElements
    /// Of desired sets: whether another program adds and removes elements.
    package var isManagedElsewhere = false
    package var handle: UInt64?
    /// Of live sets: the number of elements that the kernel reports (attribute 20, kernels that have it).
    package var elementCount: UInt32?
    package var at: Located

    package init(
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
package struct CompiledObject: Sendable, Hashable {
    package var name: String
    package var definition: StatefulObject.Definition
    package var userdata: [UInt8]
    package var handle: UInt64?
    package var at: Located

    package init(
        name: String, definition: StatefulObject.Definition, userdata: [UInt8] = [], handle: UInt64? = nil, at: Located = Located()
    ) { (self.name, self.definition, self.userdata, self.handle, self.at) = (name, definition, userdata, handle, at) }
}
