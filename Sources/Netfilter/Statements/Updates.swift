import WeirModel

// Packets that add to, update or delete from a set or map.

extension RuleLowering {
    mutating func lowerUpdate(_ update: SetUpdate) throws {
        guard let shape = table.sets[update.set] else { throw undefined(set: update.set) }
        var expressions: [Expression] = []
        let key = try operand(of: update.key, expecting: Expectation(shape.key))
        guard key.components.count == shape.key.count else {
            throw LoweringError("`@\(update.set)` has keys of \(shape.key.count) parts, and \(key.components.count) are given")
        }
        key.emit(into: 0, &expressions)
        var data: Expression.Register?
        if let term = update.data {
            guard case .values(let components, _)? = shape.data else { throw LoweringError("`@\(update.set)` is not a map of values") }
            let keySlots = dataSlot(after: key)
            let operand = try operand(of: term, expecting: Expectation(components))
            operand.emit(into: keySlots, &expressions)
            data = Registers.number(slot: keySlots)
        }
        let op: UInt32 =
            switch update.operation {
            case .add: 0
            case .update: 1
            case .delete: 2
            }
        expressions.append(
            .dynset(
                .init(
                    op: op, set: update.set, key: Registers.number(slot: 0), data: data, timeout: update.timeout ?? 0,
                    expressions: try update.statements.flatMap { try lowerStateful($0) })))
        add(expressions)
    }

    /// The data's register comes after the key's: a concatenation takes its length, anything else a whole register. Older versions give a
    /// concatenation a whole register too, and let the data overwrite the rest.
    private func dataSlot(after key: Operand) -> Int {
        let needed = Registers.slots(forBits: key.bits)
        return key.components.count > 1 && (table.dialect >= .ranges || needed > 4) ? needed : 4
    }
}

extension RuleLifting {
    mutating func lift(_ dynset: Expression.Dynset) -> [Statement] {
        guard let shape = table.sets[dynset.set], let operation: SetUpdate.Operation = [0: .add, 1: .update, 2: .delete][dynset.op] else {
            return []
        }
        var data: [Term?] = [nil]
        if let register = dynset.data {
            guard case .values(let components, _)? = shape.data else { return [] }
            data = keys(at: register, components)
        }
        let statements = dynset.expressions.compactMap(Self.liftStateful)
        guard statements.count == dynset.expressions.count else { return [] }
        return keys(at: dynset.key, shape.key).flatMap { key in
            data.map { data in
                .update(
                    SetUpdate(
                        operation, set: dynset.set, key: key, data: data, timeout: dynset.timeout == 0 ? nil : dynset.timeout,
                        statements: statements))
            }
        }
    }
}

extension SetShape {
    var keyBytes: Int { key.count == 1 ? (key[0].bits + 7) / 8 : RuleLowering.bits(of: key) / 8 }
}
