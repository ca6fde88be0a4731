import WeirModel

/// One step of a transaction: one netlink message of the batch (elements: one or several).
package struct Operation: Sendable, Hashable {
    package enum Action: Sendable, Hashable {
        /// Makes the table, or updates its flags and userdata.
        case addTable(flags: Table.Flags, userdata: [UInt8])
        case deleteTable
        /// Makes the chain, without its rules; on an existing chain it updates policy and devices.
        case addChain(CompiledChain)
        case deleteChain(String)
        case addRule(CompiledRule, chain: String, RulePosition)
        case replaceRule(CompiledRule, chain: String, handle: UInt64)
        case deleteRule(chain: String, handle: UInt64)
        /// Deletes all rules of the chain.
        case flushChain(String)
        /// Makes the set, without its elements.
        case addSet(name: String, SetSpecification)
        case deleteSet(String)
        case addElements(set: String, SetElements)
        case deleteElements(set: String, SetElements)
        case flushSet(String)
        /// Makes the object, or updates it where its kind can be (quota, limit, counter resets excluded).
        case addObject(CompiledObject)
        case deleteObject(name: String, StatefulObject.Kind)
        /// Makes the flowtable, or adds devices to it.
        case addFlowtable(Flowtable)
        case deleteFlowtable(String)
        /// Takes only these devices out of the flowtable.
        case deleteFlowtableDevices(String, devices: [String])
    }

    package enum RulePosition: Sendable, Hashable {
        case append
        case prepend
        case after(handle: UInt64)
        case before(handle: UInt64)
    }

    package var family: Family
    package var table: String
    package var action: Action
    /// Where the policy asks for it, for the kernel's complaint.
    package var at: Located

    package init(_ action: Action, family: Family, table: String, at: Located = Located()) {
        (self.family, self.table, self.action, self.at) = (family, table, action, at)
    }
}
