internal import CNl
import WeirModel

// The root tables of u32: each priority has one, whose number is the kernel's choice.

extension Session {
    /// The same with the table of a u32 node that was made without its number being known.
    func withRootTable(_ step: TrafficControlStep, _ names: LinkNames) throws(TrafficControlError) -> TrafficControlStep {
        guard case .filter(var filter) = step.object, step.verb != .add, filter.needsRootTable,
            let root = try u32RootTable(of: filter, try names.index(of: step.link))
        else { return step }
        filter.status = FilterStatus(handle: root << 20 | filter.heldHandle)
        var copy = step
        copy.object = .filter(filter)
        return copy
    }

    /// The number of the table that u32 made for the filter's priority; nil where there is no such priority.
    func u32RootTable(of filter: Filter, _ interface: UInt32) throws(TrafficControlError) -> UInt32? {
        var request = TrafficControlMessage(type: UInt16(RTM_GETTFILTER), flags: 0, interface: interface)
        request.attach(to: filter.attachment)
        request.handle = 0xfff0_0000  // TC_U32_ROOT
        request.info = UInt32(filter.priority ?? 0) << 16 | UInt32(filter.protocolID.byteSwapped)
        var writer = AttributeWriter()
        writer.put(Int(TCA_KIND), text: filter.kind)
        if filter.chain != 0 { writer.put(Int(TCA_CHAIN), filter.chain) }
        request.attributes = writer.bytes
        return try get(request).map { $0.handle >> 20 }
    }

    /// Before filters of u32 come back to a priority that is gone: makes the priority with the root table that it had. The kernel counts
    /// tables through, from 801 to fff and around, so the number comes by again; but 800 it gives only to the first of all.
    func regainRootTables(of steps: [TrafficControlStep], _ names: LinkNames) throws(TrafficControlError) {
        for step in steps where step.verb == .add {
            guard case .filter(let filter) = step.object, let options = filter.classifier.as(Filter.U32.self), options.divisor == nil, options.table == nil,
                let root = filter.status.map({ $0.handle >> 20 }), root != 0x800, try u32RootTable(of: filter, try names.index(of: step.link)) == nil
            else { continue }
            // A node that decides nothing.
            var probe = Filter.U32()
            probe.step = Filter.U32.Step()
            let node = Filter(probe, on: filter.attachment, chain: filter.chain, priority: filter.priority, protocolID: filter.protocolID, handle: 0x800)
            var priority = node
            priority.handle = nil
            for _ in 0..<0x800 {
                for refusal in try execute(try TrafficControlStep(link: step.link, .add, .filter(node)).messages(names)).refusals {
                    if let refusal { throw refusal.error("can't make u32's priority \(filter.priority ?? 0) on \(step.link) anew") }
                }
                let found = try u32RootTable(of: filter, try names.index(of: step.link))
                let used = TrafficControlStep(link: step.link, .delete, .filter(found == root ? node : priority))
                _ = try execute(try withRootTable(used, names).messages(names))
                if found == root || found == 0x800 { break }
            }
        }
    }
}
