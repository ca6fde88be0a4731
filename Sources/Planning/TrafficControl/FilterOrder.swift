import WeirModel

extension [Filter] {
    /// Hash tables before the filters that stand in them or lead to them; and of kinds that put each new filter first, the last one first.
    var inCreationOrder: [Filter] {
        let tables = filter(\.isHashTable)
        var rest = filter { !$0.isHashTable }
        var start = 0
        while start < rest.count {
            var end = start + 1
            while end < rest.count, rest[end].prioritySet == rest[start].prioritySet { end += 1 }
            if [Filter.Basic.kind, Filter.BPF.kind, Filter.FW.kind].contains(rest[start].kind) { rest[start..<end].reverse() }
            start = end
        }
        return tables.reversed() + rest
    }
}

extension Filter {
    var isHashTable: Bool { classifier.as(Filter.U32.self)?.divisor != nil }

    var prioritySet: PrioritySet { PrioritySet(attachment: attachment, chain: chain, priority: priority, protocolID: protocolID, kind: kind) }
}

/// What one classifier of the kernel holds: a priority has one kind and one protocol.
struct PrioritySet: Hashable {
    var attachment: Attachment
    var chain: UInt32
    var priority: UInt16?
    var protocolID: UInt16
    var kind: String
}
