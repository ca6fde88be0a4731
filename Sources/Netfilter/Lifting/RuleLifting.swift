import WeirModel

/// Lifts the expressions of a rule to statements, so that lowering the statements gives the same expressions.
///
/// Registers are followed symbolically; each expression that decides or does something closes a statement. Its possible meanings are a list
/// of candidates, the first of which that lowers to the very same expressions is taken; if none does, the expressions stay raw.
struct RuleLifting {
    let table: TableContext
    var context: ProtocolContext
    /// What is known of the packet that a tunnel's packet carries.
    var inner = ProtocolContext(family: .bridge)
    /// The bits of what is set, as in the lowering.
    var targetBits: Int?
    var symbols: [Int: SymbolicValue] = [:]
    var statements: [Statement] = []
    /// The expressions since the last statement.
    var pending: [Expression] = []
    /// The lower end of a range; its upper end is the next comparison.
    var rangeStart: [UInt8]?

    init(table: TableContext) {
        self.table = table
        context = ProtocolContext(family: table.family)
    }

    static func lift(_ rule: CompiledRule, in table: TableContext) -> Rule {
        let statements = lift(rule.expressions, in: table)
        return Rule(statements, comment: UserData.comment(in: rule.userdata))
    }

    /// `NFT_RULE_MAXEXPRS`: longer rules are none of a kernel's, and stay raw.
    private static let longest = 128

    static func lift(_ expressions: [Expression], in table: TableContext) -> [Statement] {
        var lifting = RuleLifting(table: table)
        guard expressions.count <= longest else { return expressions.map(lifting.kept) }
        for (index, expression) in expressions.enumerated() {
            lifting.lift(expression, next: index + 1 < expressions.count ? expressions[index + 1] : nil)
        }
        lifting.flush()
        let target = expressions.canonical
        guard lifting.lowers(lifting.statements, to: target) else {
            return expressions.map(lifting.kept)
        }
        return lifting.withoutDependencies(target)
    }

    private func lowers(_ statements: [Statement], to target: [Expression]) -> Bool {
        guard let lowered = try? RuleLowering.lower(statements, in: table) else { return false }
        return lowered.canonical == target
    }

    /// Leaves out the matches that lowering would add.
    private func withoutDependencies(_ target: [Expression]) -> [Statement] {
        var result = statements
        for index in statements.indices.reversed() where statements[index].isPossibleDependency && result.count > 1 {
            var shorter = result
            shorter.remove(at: index)
            if lowers(shorter, to: target) { result = shorter }
        }
        return result
    }

    // MARK: one expression

    private mutating func lift(_ expression: Expression, next: Expression?) {
        pending.append(expression)
        if case .cmp(CmpOp.greaterOrEqual, let source, let from) = expression, case .cmp(CmpOp.lessOrEqual, source, _)? = next {
            rangeStart = from
            return
        }
        if let (load, register) = expression.load {
            set(register, .load(load))
            return
        }
        switch expression {
        case .immediate(let register, let data): set(register, .constant(data))
        case .bitwise(let bitwise): apply(bitwise)
        case .byteorder(let byteorder):
            guard let symbol = symbol(at: byteorder.source) else { return flush() }
            set(byteorder.register, .byteorder(symbol))
        case .hash(let hash):
            guard let slot = Registers.slot(of: hash.source), let key = symbols(at: slot, bytes: Int(hash.length)) else { return flush() }
            var open = hash
            (open.register, open.source) = (0, 0)
            set(hash.register, .hash(key, open))
        case .lookup(let lookup) where lookup.register != nil && lookup.register != Registers.verdict:
            guard let slot = Registers.slot(of: lookup.source), let register = lookup.register,
                let key = symbols(at: slot, bytes: keyBytes(of: lookup.set))
            else { return flush() }
            if let slot = Registers.slot(of: register) {
                // The data overwrites the key.
                let covered = min((dataBytes(of: lookup.set) + 3) / 4, Registers.slots)
                for covered in slot..<(slot + covered) { symbols[covered] = nil }
            }
            set(register, .map(key: key, lookup.set))
        default:
            if !close(candidates(for: expression)) { flush() }
        }
    }

    private mutating func apply(_ bitwise: Expression.Bitwise) {
        guard let source = symbol(at: bitwise.source) else { return flush() }
        switch bitwise.operation {
        case .mask(let and, let xor): set(bitwise.register, .mask(source, and: and, xor: xor))
        case .leftShift(let amount): set(bitwise.register, .shift(source, left: true, by: amount, bytes: bitwise.length))
        case .rightShift(let amount): set(bitwise.register, .shift(source, left: false, by: amount, bytes: bitwise.length))
        case .combine(let op, let register):
            guard let other = symbol(at: register) else { return flush() }
            set(bitwise.register, .combine(source, op, other, bytes: bitwise.length))
        }
    }

    /// The possible meanings of an expression that closes a statement.
    private mutating func candidates(for expression: Expression) -> [[Statement]] {
        if let statement = Self.liftStateful(expression) { return [[statement]] }
        switch expression {
        case .cmp(let op, let source, let data): return liftComparison(op, source, data)
        case .range(let op, let source, let from, let to): return liftRange(op, source, from, to)
        case .lookup(let lookup): return liftLookup(lookup)
        case .verdict(let data): return lift(data).map { [[.verdict($0)]] } ?? []
        case .metaWrite(let key, let source): return MetaKey(kernelNumber: key).map { liftSet(.meta($0), source) } ?? []
        case .ctWrite(let key, let direction, let source):
            return CtKey(kernelNumber: key).map { liftSet(.ct($0, direction: direction.flatMap(CtDirection.init(kernelNumber:))), source) }
                ?? []
        case .payloadWrite(let write): return lift(write)
        case .exthdrWrite(let exthdr, let source): return exthdrFields(exthdr, bitLength: nil).flatMap { liftSet($0, source) }
        case .exthdrReset(let type, let op): return op == ExthdrOp.tcpOption ? [[.resetTCPOption(kind: type)]] : []
        case .objref(let type, let name): return StatefulObject.Kind(kernelNumber: type).map { [[.object($0, .named(name))]] } ?? []
        case .objrefMap(let source, let set): return lift(objectMapAt: source, set).map { [$0] }
        case .log(let log): return Log(log).map { [[.log($0)]] } ?? []
        case .reject(let type, let code): return lift(rejectType: type, code: code).map { [[.reject($0)]] } ?? []
        case .nat(let nat): return lift(nat).map { [.nat($0)] }
        case .masq(let flags, let min, let max):
            return lift(.masquerade, family: nil, address: (nil, nil), port: (min, max), flags: flags).map { [.nat($0)] }
        case .redir(let flags, let min, let max):
            return lift(.redirect, family: nil, address: (nil, nil), port: (min, max), flags: flags).map { [.nat($0)] }
        case .tproxy(let family, let address, let port):
            return liftTransparentProxy(family: family, address: address, port: port).map { [$0] }
        case .dup(let address, let device): return liftDup(address: address, device: device).map { [$0] }
        case .fwd(let device, let address, let nfproto): return liftFwd(device: device, address: address, nfproto: nfproto).map { [$0] }
        case .notrack: return [[.notrack]]
        case .synproxy(let mss, let wscale, let flags): return [[.synproxy(Synproxy(mss: mss, wscale: wscale, flags: flags))]]
        case .flowOffload(let name): return [[.flowAdd(flowtable: name)]]
        case .queue(let queue): return lift(queue).map { [$0] }
        case .dynset(let dynset): return lift(dynset).map { [$0] }
        default: return []
        }
    }

    /// Takes the first candidate that lowers to the pending expressions, or else the one that lowers to most of the last of them: those
    /// before it stay raw.
    private mutating func close(_ candidates: [[Statement]]) -> Bool {
        let target = pending.canonical
        var best: (candidate: [Statement], count: Int, lowering: RuleLowering)?
        for candidate in candidates {
            var lowering = lowering
            guard (try? candidate.forEach { try lowering.lower($0) }) != nil else { continue }
            let lowered = lowering.finish().canonical
            guard lowered.count <= target.count, lowered.count > best?.count ?? 0, target.suffix(lowered.count) == lowered[...] else {
                continue
            }
            best = (candidate, lowered.count, lowering)
            if lowered.count == target.count { break }
        }
        // Of joined expressions it is not known which are the last.
        guard let best, best.count == target.count || pending.count == target.count else { return false }
        statements += pending.dropLast(best.count == target.count ? pending.count : best.count).map(kept) + best.candidate
        (context, inner) = (best.lowering.context, best.lowering.inner)
        pending = []
        symbols = [:]
        return true
    }

    /// A lowering at this point of the rule.
    var lowering: RuleLowering {
        var lowering = RuleLowering(table: table)
        (lowering.context, lowering.inner, lowering.targetBits) = (context, inner, targetBits)
        return lowering
    }

    /// Keeps pending expressions as raw ones.
    private mutating func flush() {
        statements += pending.map(kept)
        pending = []
        symbols = [:]
    }

    // MARK: registers

    private mutating func set(_ register: Expression.Register, _ symbol: SymbolicValue) {
        guard let slot = Registers.slot(of: register) else { return flush() }
        symbols[slot] = symbol
    }

    func symbol(at register: Expression.Register) -> SymbolicValue? {
        Registers.slot(of: register).flatMap { symbols[$0] }
    }

    /// The symbols that fill `bytes` from a slot on.
    func symbols(at slot: Int, bytes: Int) -> [SymbolicValue]? {
        var result: [SymbolicValue] = []
        var next = slot
        var rest = bytes
        while rest > 0 {
            guard let symbol = symbols[next] else { return nil }
            result.append(symbol)
            // A map's data fills the rest.
            let size = symbol.bytes ?? rest
            guard size > 0 else { return nil }
            next += (size + 3) / 4
            rest -= size <= rest ? min(rest, (size + 3) / 4 * 4) : rest
        }
        return result
    }

    private func dataBytes(of set: SetReference) -> Int {
        switch set {
        case .named(let name):
            if case .values(let components, let interval)? = table.sets[name]?.data { components.bytes * (interval ? 2 : 1) } else { 0 }
        case .anonymous(let set): Int(set.specification.dataLength ?? 0)
        }
    }

    func keyBytes(of set: SetReference) -> Int {
        switch set {
        case .named(let name): table.sets[name]?.keyBytes ?? 0
        case .anonymous(let set): Int(set.specification.keyLength)
        }
    }
}

extension Statement {
    /// Whether lowering may have added this match.
    fileprivate var isPossibleDependency: Bool {
        guard case .match(.field(let field), .equal, _) = self else { return false }
        return ProtocolContext.isProtocolKey(field.carried)
    }
}

extension UserData {
    static func comment(in userdata: [UInt8]) -> String? {
        decode(userdata)?.first { $0.type == comment }.map { text($0.value) }
    }
}
