import Netfilter
import WeirModel

extension Program {
    /// Throws where a name leads nowhere, a register is none, or jumps go deeper than the kernel lets them.
    package init(_ tables: [CompiledTable]) throws(ProgramError) {
        var builder = ProgramBuilder()
        try builder.add(tables)
        self = builder.program
    }
}

/// Numbers the parts of all tables, then makes instructions of their rules.
struct ProgramBuilder {
    var program = Program()
    /// Of the table whose rules are being made.
    private(set) var table = 0
    private(set) var place = RulePlace(chain: 0, rule: 0)
    private var chainNumbers: [[String: Int]] = []
    private var setNumbers: [[String: Int]] = []
    private var objectNumbers: [[String: Int]] = []
    /// The chains of `jump { … }` that are still to be made.
    private var pending: [(chain: Int, rules: [CompiledRule])] = []

    mutating func add(_ tables: [CompiledTable]) throws(ProgramError) {
        for (number, table) in tables.enumerated() { declare(table, number) }
        for (number, table) in tables.enumerated() {
            self.table = number
            for set in table.sets {
                guard let setNumber = setNumbers[number][set.name] else { continue }
                place = RulePlace(chain: -1, rule: 0)
                program.sets[setNumber] = try resolved(
                    set.specification, set.elements, name: set.name, number: setNumber, managedElsewhere: set.isManagedElsewhere)
            }
            for chain in table.chains {
                guard let chainNumber = chainNumbers[number][chain.name] else { continue }
                try fill(chainNumber, chain.rules)
            }
            while let next = pending.popLast() { try fill(next.chain, next.rules) }
        }
        var depth = JumpDepth(program)
        try depth.check()
    }

    private mutating func declare(_ table: CompiledTable, _ number: Int) {
        program.tables.append(
            Program.TableName(family: table.family, name: table.name, isDormant: table.flags.contains(.dormant)))
        var chains: [String: Int] = [:]
        for chain in table.chains {
            chains[chain.name] = program.chains.count
            program.chains.append(Program.Chain(table: number, name: chain.name, base: chain.base, rules: 0..<0))
        }
        var sets: [String: Int] = [:]
        for set in table.sets {
            sets[set.name] = program.sets.count
            program.sets.append(ProgramSet(number: program.sets.count, table: number, name: set.name, specification: set.specification))
        }
        var objects: [String: Int] = [:]
        for object in table.objects {
            objects[object.name] = program.objects.count
            program.objectActions.append(action(.object(program.objects.count)))
            program.objects.append(Program.Object(table: number, name: object.name, definition: object.definition))
        }
        chainNumbers.append(chains)
        setNumbers.append(sets)
        objectNumbers.append(objects)
    }

    private mutating func fill(_ chain: Int, _ rules: [CompiledRule]) throws(ProgramError) {
        let first = program.rules.count
        for (index, rule) in rules.enumerated() {
            place = RulePlace(chain: chain, rule: index)
            let start = program.instructions.count
            for expression in rule.expressions { try append(expression) }
            program.rules.append(start..<program.instructions.count)
        }
        program.chains[chain].rules = first..<program.rules.count
    }

    // MARK: parts

    mutating func append(_ instruction: Instruction) { program.instructions.append(instruction) }

    mutating func action(_ kind: Action.Kind) -> Int {
        program.actions.append(Action(kind: kind, place: place, number: stateful()))
        return program.actions.count - 1
    }

    /// The number of an expression with a state.
    mutating func stateful() -> Int {
        defer { program.statefuls += 1 }
        return program.statefuls
    }

    mutating func inner(_ inner: Expression.Inner) -> Int {
        program.inner.append(inner)
        return program.inner.count - 1
    }

    mutating func pooled(_ bytes: [UInt8]) -> Range<Int> {
        let start = program.constants.count
        program.constants.append(contentsOf: bytes.registerWords)
        return start..<program.constants.count
    }

    mutating func constant(_ bytes: [UInt8]) -> Constant {
        Constant(words: pooled(bytes), lastMask: lastWordMask(bytes: bytes.count))
    }

    func slot(_ register: Expression.Register, words: Int = 1) throws(ProgramError) -> Int {
        guard let slot = Registers.slot(of: register), slot + words <= Registers.slots else {
            throw error("register \(register) can't hold \(words * 4) bytes")
        }
        return slot
    }

    func slot(_ register: Expression.Register?) throws(ProgramError) -> Int? {
        guard let register else { return nil }
        return try slot(register, words: 1)
    }

    mutating func verdict(_ data: Expression.VerdictData) throws(ProgramError) -> Verdict {
        switch data.code {
        case 0: return .drop
        case 1: return .accept
        case -1: return .continue
        case -3: return .jump(try chain(data.chain))
        case -4: return .goto(try chain(data.chain))
        case -5: return .return
        default: throw error("verdict \(data.code) is unknown")
        }
    }

    private mutating func chain(_ reference: Expression.ChainReference?) throws(ProgramError) -> Int {
        switch reference {
        case nil: throw error("a jump names no chain")
        case .named(let name):
            guard let number = chainNumbers[table][name] else { throw error("there is no chain `\(name)` in the table") }
            return number
        case .anonymous(let chain):
            let number = program.chains.count
            program.chains.append(Program.Chain(table: table, name: "", base: nil, rules: 0..<0, owner: place))
            pending.append((number, chain.rules))
            return number
        }
    }

    mutating func set(_ reference: SetReference) throws(ProgramError) -> Int {
        switch reference {
        case .named(let name): return try set(named: name)
        case .anonymous(let set):
            let number = program.sets.count
            program.sets.append(ProgramSet(number: number, table: table, name: nil, specification: set.specification))
            program.sets[number] = try resolved(
                set.specification, SetElements(set.elements), name: nil, number: number, managedElsewhere: false)
            return number
        }
    }

    func set(named name: String) throws(ProgramError) -> Int {
        guard let number = setNumbers[table][name] else { throw error("there is no set `\(name)` in the table") }
        return number
    }

    func object(named name: String) throws(ProgramError) -> Int {
        guard let number = objectNumbers[table][name] else { throw error("there is no object `\(name)` in the table") }
        return number
    }

    func error(_ message: String) -> ProgramError {
        let chain = program.chains.indices.contains(place.chain) ? program.chains[place.chain].name : ""
        return ProgramError(table: program.tables[table].name, chain: chain, rule: chain.isEmpty ? nil : place.rule, message: message)
    }
}

extension [UInt8] {
    /// The words that a register holds these bytes in.
    package var registerWords: [UInt32] {
        stride(from: 0, to: count, by: 4).map { start in
            (0..<4).reduce(0) { $0 << 8 | (start + $1 < count ? UInt32(self[start + $1]) : 0) }
        }
    }
}

/// The bits of the last word that count, of so many bytes.
func lastWordMask(bytes: Int) -> UInt32 {
    bytes % 4 == 0 ? .max : ~(UInt32.max >> UInt32(8 * (bytes % 4)))
}
