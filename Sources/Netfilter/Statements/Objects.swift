import WeirModel

// References to stateful objects: by name, or by a map of objects.

extension RuleLowering {
    mutating func lowerObject(_ kind: StatefulObject.Kind, _ reference: ObjectReference) throws {
        switch reference {
        case .named(let name):
            add(.objref(type: kind.kernelNumber, name: name))
        case .map(let key, let source):
            var operand: Operand
            let set: SetReference
            switch source {
            case .named(let name):
                guard let shape = table.sets[name] else { throw undefined(set: name) }
                guard shape.data == .object(kind) else { throw LoweringError("`@\(name)` is not a map of \(kind.rawValue)s") }
                operand = try self.key(key, for: shape)
                set = .named(name)
            case .anonymous(let elements):
                operand = try self.operand(of: key)
                set = .anonymous(try AnonymousSetLowering(rule: self).map(elements, term: key, key: &operand, data: .object(kind)))
            }
            var expressions: [Expression] = []
            operand.emit(into: 0, &expressions)
            expressions.append(.objrefMap(source: Registers.number(slot: 0), set: set))
            add(expressions)
        }
    }
}

extension RuleLifting {
    mutating func lift(objectMapAt register: Expression.Register, _ set: SetReference) -> [Statement] {
        let kind: StatefulObject.Kind?
        switch set {
        case .named(let name):
            if case .object(let known)? = table.sets[name]?.data { kind = known } else { kind = nil }
        case .anonymous(let set):
            kind = set.specification.objectType.flatMap(StatefulObject.Kind.init(kernelNumber:))
        }
        guard let kind else { return [] }
        return liftLookup(register, set, data: .object).map { .object(kind, .map(key: $0, $1)) }
    }
}
