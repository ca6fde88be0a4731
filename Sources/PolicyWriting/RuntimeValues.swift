import WeirModel

extension HostState {
    /// The state without the effects of packets and time: counts, used quotas, the time of the last match, the rest of timeouts.
    package var withoutRuntimeValues: HostState {
        var state = Rewriting.withoutRuntimeValues.rewrite(self)
        for table in state.tables.indices {
            for object in state.tables[table].objects.indices {
                state.tables[table].objects[object].definition = state.tables[table].objects[object].definition.withoutRuntimeValues
            }
            for set in state.tables[table].sets.indices { state.tables[table].sets[set].removeRuntimeValues() }
        }
        return state
    }
}

extension Rewriting {
    fileprivate static var withoutRuntimeValues: Rewriting {
        Rewriting(
            statement: { statement in
                switch statement {
                case .counter: .counter(Counter())
                case .last: .last(since: nil)
                case .quota(let quota): .quota(Quota(bytes: quota.bytes, over: quota.over))
                case .match, .verdict, .verdictMap, .set, .setOverZeroChecksum, .resetTCPOption, .limit, .connectionLimit, .object, .log,
                    .reject, .nat, .tproxy,
                    .dup, .fwd, .notrack, .synproxy, .flowAdd, .queue, .update, .raw:
                    statement
                }
            }, elements: \.withoutRemainingTimes)
    }
}

extension SetDeclaration {
    fileprivate mutating func removeRuntimeValues() {
        statements = statements.map(Rewriting.withoutRuntimeValues.rewrite)
        // Elements that rules added expire by themselves.
        if flags.contains(.dynamic), elements.mayHaveRuntimeValues { elements = ElementList(elements.filter { $0.expires == nil }) }
        elements = Rewriting.withoutRuntimeValues.rewrite(elements)
    }
}

extension ElementList {
    /// Plain rows have none, and are many.
    fileprivate var mayHaveRuntimeValues: Bool { layout?.expiries ?? false || !whole.isEmpty }

    fileprivate var withoutRemainingTimes: ElementList {
        guard mayHaveRuntimeValues else { return self }
        return ElementList(
            map { element in
                var element = element
                element.expires = nil
                return element
            })
    }
}
