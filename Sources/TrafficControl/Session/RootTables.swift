internal import CNl
internal import Netlink
import WeirModel

// The root tables of u32: each priority has one, whose number is the kernel's choice.

extension TrafficControlSession {
    /// The same with the table of a u32 node that was made without its number being known.
    func withRootTable(_ step: TrafficControlStep, _ names: InterfaceTable) throws(TrafficControlError) -> TrafficControlStep {
        guard case .filter(var filter) = step.object, step.verb != .add, filter.needsRootTable,
            let root = try u32RootTable(of: filter, try names.index(of: step.link))
        else { return step }
        filter.status = FilterStatus(handle: root << 20 | filter.heldHandle)
        var copy = step
        copy.object = .filter(filter)
        return copy
    }

    /// The number of u32's root table for the filter's priority; `nil` if there is no such priority.
    func u32RootTable(of filter: Filter, _ interface: UInt32) throws(TrafficControlError) -> UInt32? {
        let root: UInt32 = 0xfff0_0000  // TC_U32_ROOT
        do {
            return try get(filter, handle: root, on: interface) { $0.handle >> 20 }
        } catch {
            // There are no filters at all.
            if error.kernelMessage?.hasPrefix("Cannot find specified filter chain") == true { return nil }
            throw error
        }
    }

    /// Before filters of u32 come back to priorities that are gone: makes each priority with the root table that it had.
    ///
    /// The kernel allocates table ids cyclically from 0x801 to 0xfff, so an id can be obtained again by retrying; 0x800 is only given to the
    /// first table.
    /// - Returns: steps that delete the nodes that keep the priorities, for when the filters are there.
    func regainRootTables(of steps: [TrafficControlStep], _ names: InterfaceTable) throws(TrafficControlError) -> [TrafficControlStep] {
        var gone: [RootTable] = []
        for step in steps where step.verb == .add {
            guard case .filter(let filter) = step.object, filter.kind == Filter.U32.kind, let root = filter.status?.rootTable else {
                continue
            }
            let table = RootTable(step.link, filter, root)
            if gone.contains(where: { $0.isOfPriority(table) }) { continue }
            if try u32RootTable(of: filter, try names.index(of: step.link)) == nil { gone.append(table) }
        }
        var keepers: [TrafficControlStep] = []
        var places: [Attachment] = []
        for table in gone.sorted(by: { $0.number < $1.number }) {
            // The first table gets 800: a temporary priority takes it.
            if !places.contains(table.attachment), table.number != 0x800 {
                let holder = RootTable(table.link, attachment: table.attachment, priority: .max, number: 0x800)
                if try send(.add, holder, names) == nil {
                    if try u32RootTable(of: holder.node, try names.index(of: table.link)) == 0x800 {
                        keepers.append(holder.step(.delete, isWhole: true))
                    } else {
                        _ = try send(.delete, holder, isWhole: true, names)
                    }
                }
            }
            places.append(table.attachment)
            for _ in 0..<0x800 {
                if let refusal = try send(.add, table, names) {
                    throw TrafficControlError(refusal, "can't make u32's priority \(table.priority) on \(table.link) again")
                }
                let found = try u32RootTable(of: table.node, try names.index(of: table.link))
                if found == table.number { break }
                _ = try send(.delete, table, isWhole: true, names)
            }
            keepers.insert(table.step(.delete), at: 0)
        }
        return keepers
    }

    private func send(_ verb: TrafficControlStep.Verb, _ table: RootTable, isWhole: Bool = false, _ names: InterfaceTable)
        throws(TrafficControlError) -> KernelError?
    {
        let step = try withRootTable(table.step(verb, isWhole: isWhole), names)
        return try execute(try step.requests(names)[...]).refusals.lazy.compactMap { $0 }.first
    }
}

/// A priority of u32 and the number that its root table has to have.
private struct RootTable {
    var link: String
    var attachment: Attachment
    var chain: UInt32 = 0
    var priority: UInt16
    var protocolID = Filter.allProtocols
    var number: UInt32

    init(_ link: String, attachment: Attachment, priority: UInt16, number: UInt32) {
        (self.link, self.attachment, self.priority, self.number) = (link, attachment, priority, number)
    }

    init(_ link: String, _ filter: Filter, _ number: UInt32) {
        self.init(link, attachment: filter.attachment, priority: filter.priority ?? 0, number: number)
        (chain, protocolID) = (filter.chain, filter.protocolID)
    }

    func isOfPriority(_ other: RootTable) -> Bool {
        (link, attachment, chain, priority, protocolID) == (other.link, other.attachment, other.chain, other.priority, other.protocolID)
    }

    /// A node that decides nothing, with a number that tc gives last.
    var node: Filter {
        var options = Filter.U32()
        options.step = Filter.U32.Step()
        return Filter(options, on: attachment, chain: chain, priority: priority, protocolID: protocolID, handle: 0xfff)
    }

    func step(_ verb: TrafficControlStep.Verb, isWhole: Bool = false) -> TrafficControlStep {
        var filter = node
        if isWhole { filter.handle = nil }
        return TrafficControlStep(link: link, verb, .filter(filter))
    }
}
