import Diagrams
import Netfilter
import WeirModel

/// All packets at once: a condition is a set of packets, the bits of a word are functions of the packet.
///
/// A packet is an assignment of `VariableOrder`. What rules read and nothing is known of is an unknown of its own for each source, equal to itself.
/// The model has packets that no network sends; so a set that is empty here is empty there, and what is equal for all of these is equal.
package final class SymbolicLogic: PacketLogic {
    package typealias Condition = Diagram
    package typealias Word = SymbolicWord

    package let arena: Arena
    let program: Program
    package let names: LinkNames
    /// The packets' place: what is known of them depends on it.
    package let place: PacketPlace
    let unknowns: Unknowns
    /// The packets for which something was done besides verdicts since `begin`.
    package internal(set) var effects = Diagram.never
    /// Whether a load since `begin` met a value that some rule writes, or a state was asked.
    package internal(set) var readsWritten = false
    package internal(set) var asksState = false
    /// Whether a value was written since `begin`.
    package internal(set) var writesValues = false
    /// Written words and bytes.
    var written: [LoadKey: [SymbolicWord]] = [:]
    var writtenBytes: [ByteKey: [Diagram]] = [:]
    /// How often each state was asked since `reset`.
    var visits: [Int: Int] = [:]
    /// The rule that runs.
    var rule = 0
    private var loaded: [LoadKey: [SymbolicWord]] = [:]
    /// What some rule of the hook writes.
    var volatileLoads: Set<LoadKey> = []
    var volatileBytes: Set<ByteKey> = []
    /// Sets that rules add to.
    var growingSets: Set<Int> = []
    var members: [MemberKey: Diagram] = [:]
    /// The rules that asked a set that changes, by the set's number, in order.
    var questions: [RulePlace: Int] = [:]
    private let stateNames: [Int: String]
    var writesOptions = false
    /// Whether diagrams that are made now are taken back.
    package var isWithinQuestion = false

    /// Whether connections are tracked where packets are: not in chains before conntrack, whose priority is -200.
    package var isTracked = true
    /// Whether addresses and ports that NAT changes are seen by what comes behind it.
    let translates: Bool
    /// The packets that NAT changed.
    package internal(set) var translated = Diagram.never
    /// Those that it changed at this hook.
    var translatedHere = Diagram.never
    /// A verdict of a rule, or of a chain's policy.
    package struct Decision {
        /// nil for a policy.
        package var rule: RulePlace?
        package var verdict: Verdict
        package var packets: Diagram
    }
    /// The verdicts that ended or led packets, in order; who reads them empties them.
    package var decisions: [Decision] = []

    /// - Parameter rules: the rules that run here, by their numbers in the program: what they write is not what packets come with.
    package init(
        _ program: Program, rules: [Int], at place: PacketPlace, names: LinkNames, unknowns: Unknowns, translates: Bool = false
    ) {
        self.program = program
        self.translates = translates
        self.place = place
        self.names = names
        self.unknowns = unknowns
        arena = unknowns.arena
        stateNames = program.stateNames
        if translates { volatileLoads.insert(LoadKey(Self.status)) }
        readWrites(of: rules.flatMap { program.instructions[program.rules[$0]] })
    }

    /// Packets as they come from another hook of the program: with all that was written there.
    package func follow(_ previous: SymbolicLogic) {
        written = previous.written
        writtenBytes = previous.writtenBytes
        visits = previous.visits
        translated = previous.translated
    }

    /// Begins a rule whose effects and reads are to be told apart.
    package func begin(rule: Int) {
        self.rule = rule
        effects = .never
        readsWritten = false
        asksState = false
        writesValues = false
    }

    /// Forgets all writes and states.
    package func reset() {
        written = [:]
        writtenBytes = [:]
        visits = [:]
    }

    /// The variables of all values that rules write, as packets come with them.
    package var writtenVariables: [VariableRange] {
        volatileLoads.compactMap { key in
            switch key {
            case LoadKey(.meta(key: MetaNumber.mark)): VariableOrder.mark
            case LoadKey(.ct(key: 3, direction: nil)): VariableOrder.connectionMark
            case LoadKey(.ct(key: 0, direction: nil)): VariableOrder.connection
            default: unknowns.known(.load(key.name))
            }
        }
            + volatileBytes.flatMap { key in
                [byte(key.base, key.offset, true), byte(key.base, key.offset, false)].compactMap { bits in
                    bits.last.flatMap { arena.variableLevel(of: $0) }.map { VariableRange(first: $0 - 7, count: 8) }
                }
            }
    }

    /// Whether some rule asked for the state of the packet's connection.
    package var readsConnectionState: Bool { loaded[LoadKey(.ct(key: 0, direction: nil))] != nil }

    // MARK: conditions

    package var always: Diagram { .always }
    package var never: Diagram { .never }
    package func isNever(_ condition: Diagram) -> Bool { condition.isNever }
    package func both(_ left: Diagram, _ right: Diagram) -> Diagram { arena.and(left, right) }
    package func either(_ left: Diagram, _ right: Diagram) -> Diagram { arena.or(left, right) }
    package func without(_ left: Diagram, _ right: Diagram) -> Diagram { arena.without(left, right) }
    package var isExhausted: Bool { arena.isExhausted }

    // MARK: words

    package func word(_ bits: UInt32) -> SymbolicWord { .constant(bits) }
    package func and(_ left: SymbolicWord, _ right: SymbolicWord) -> SymbolicWord { arena.combine(left, right, &, arena.and) }
    package func or(_ left: SymbolicWord, _ right: SymbolicWord) -> SymbolicWord { arena.combine(left, right, |, arena.or) }
    package func xor(_ left: SymbolicWord, _ right: SymbolicWord) -> SymbolicWord { arena.combine(left, right, ^, arena.xor) }

    package func shiftedLeft(_ word: SymbolicWord, by bits: Int) -> SymbolicWord {
        let old = word.diagrams
        return SymbolicWord((0..<32).map { $0 + bits < 32 ? old[$0 + bits] : .never })
    }

    package func shiftedRight(_ word: SymbolicWord, by bits: Int) -> SymbolicWord {
        let old = word.diagrams
        return SymbolicWord((0..<32).map { $0 >= bits ? old[$0 - bits] : .never })
    }

    package func byteSwapped(_ word: SymbolicWord) -> SymbolicWord { word.reordered({ $0 ^ 24 }, constant: \.byteSwapped) }
    package func halvesSwapped(_ word: SymbolicWord) -> SymbolicWord {
        word.reordered({ $0 ^ 8 }, constant: { $0 >> 8 & 0x00ff_00ff | ($0 & 0x00ff_00ff) << 8 })
    }
    package func equal(_ word: SymbolicWord, _ bits: UInt32) -> Diagram { arena.equal(word, bits) }
    package func less(_ word: SymbolicWord, than bits: UInt32) -> Diagram { arena.less(word, than: bits) }

    // MARK: loads

    package func load(_ source: Load, into registers: inout RegisterFile<SymbolicWord>, at slot: Int, under condition: Diagram) -> Diagram {
        let (words, there) = load(source, registers, under: condition)
        for (offset, word) in words.enumerated() where slot + offset < registers.words.count { registers[slot + offset] = word }
        return arena.and(condition, there)
    }

    private func load(_ source: Load, _ registers: RegisterFile<SymbolicWord>, under condition: Diagram) -> (
        words: [SymbolicWord], there: Diagram
    ) {
        switch source {
        case .payload(let base, let offset, let length):
            return payload(base, Int(clamping: offset), Int(clamping: length), under: condition)
        case .ct(let number, _) where !isTracked: return untracked(number)
        case .meta, .ct, .rt, .fib, .socket, .osf, .xfrm, .tunnel, .exthdr, .inner:
            let key = LoadKey(source)
            let there = isThere(source)
            if volatileLoads.contains(key) {
                readsWritten = true
                if let words = written[key] { return (words, there) }
            }
            if let known = loaded[key] { return (known, there) }
            let words = value(of: source, key)
            if !isWithinQuestion { loaded[key] = words }
            return (words, there)
        case .numgen(let type, let modulus, let offset, let source):
            asksState = true
            if type == 0 { effects = arena.or(effects, condition) }
            return ([number(below: modulus, plus: offset, self.source(source))], .always)
        case .symhash(let modulus, let offset, _):
            return ([number(below: modulus, plus: offset, .load("symhash \(modulus)"))], .always)
        case .jhash(let slot, let length, let modulus, let seed, let offset, let number):
            let words = registers.words[slot..<min(slot + (length + 3) / 4, registers.words.count)]
            let name = seed == nil ? self.source(number) : .load("jhash \(words.map(\.hashValue)) \(modulus) \(seed ?? 0)")
            return ([self.number(below: modulus, plus: offset, name)], .always)
        }
    }

    /// What a state says when it is asked once more.
    func source(_ state: Int) -> UnknownSource { .state(stateNames[state] ?? "\(state)", visit(state)) }

    func visit(_ state: Int) -> Int {
        let visit = visits[state] ?? 0
        visits[state] = visit + 1
        return visit
    }

    /// An unknown number below another, in the order of this host. Without a bit to spare each value is one; else some are the values of several.
    private func number(below modulus: UInt32, plus offset: UInt32, _ source: UnknownSource) -> SymbolicWord {
        guard modulus > 1 else { return .constant(offset.hostBytes) }
        let count = 32 - (modulus - 1).leadingZeroBitCount
        var bits = [Diagram](repeating: .never, count: 32 - count) + arena.bits(unknowns.variables(source, count: count))
        let isLess = arena.atMost(bits, modulus.bytes, orEqual: false)
        bits[32 - count] = arena.and(bits[32 - count], isLess)
        guard offset > 0 else { return byteSwapped(SymbolicWord(bits)) }
        var carry = Diagram.never
        for index in (0..<32).reversed() {
            let addend: Diagram = offset >> UInt32(31 - index) & 1 == 1 ? .always : .never
            let bit = bits[index]
            bits[index] = arena.xor(arena.xor(bit, addend), carry)
            carry = arena.or(arena.and(bit, addend), arena.and(carry, arena.or(bit, addend)))
        }
        return byteSwapped(SymbolicWord(bits))
    }
}

extension Program {
    /// Of each state a name that it has in another program, too, where both have as many alike before it.
    fileprivate var stateNames: [Int: String] {
        var names: [(Int, String)] = actions.map { ($0.number, "\($0.kind)") }
        for instruction in instructions {
            switch instruction {
            case .load(.numgen(let type, let modulus, let offset, let source), _):
                names.append((source, "numgen \(type) \(modulus) \(offset)"))
            case .load(.jhash(_, _, let modulus, _, _, let source), _): names.append((source, "jhash \(modulus)"))
            case .load, .constant, .compare, .range, .mask, .shift, .combine, .byteOrder, .lookup, .value, .verdicts, .objects, .verdict,
                .write,
                .act:
                break
            }
        }
        var counts: [String: Int] = [:]
        return Dictionary(
            names.sorted { $0.0 < $1.0 }.map { number, name in
                counts[name, default: 0] += 1
                return (number, "\(name) \(counts[name] ?? 0)")
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension UInt32 {
    /// The word that holds this host's number.
    var hostBytes: UInt32 {
        #if _endian(little)
            byteSwapped
        #else
            self
        #endif
    }
}
