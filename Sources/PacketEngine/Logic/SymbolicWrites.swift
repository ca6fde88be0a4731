import Diagrams
import Netfilter

extension SymbolicLogic {
    /// What some rule writes, so that loads of it depend on the way of the packet.
    func readWrites(of instructions: [Instruction]) {
        for instruction in instructions {
            switch instruction {
            case .write(.meta(let key), _): volatileLoads.insert(LoadKey(.meta(key: key)))
            case .write(.ct(let key, let direction), _): volatileLoads.insert(LoadKey(.ct(key: key, direction: direction)))
            case .write(.payload(let write), _): volatileBytes.formUnion(bytes(write))
            case .act(let number):
                switch program.actions[number].kind {
                case .notrack: volatileLoads.insert(LoadKey(.ct(key: 0, direction: nil)))
                case .dynset(_, let set, _, _, _, _): growingSets.insert(set)
                case .nat(let nat): if translates { volatileBytes.formUnion(bytes(translatedBy: nat)) }
                case .masquerade: if translates { volatileBytes.formUnion(bytes(translatedBy: Action.Nat(source: true, nil, nil))) }
                case .redirect: if translates { volatileBytes.formUnion(bytes(translatedBy: Action.Nat(source: false, nil, nil))) }
                case .limit, .quota, .connlimit, .reject, .tproxy, .dup, .fwd, .synproxy, .flowOffload, .queue, .object, .raw: break
                }
            // Options aren't known by their bytes: whether a load finds one is an unknown of its own.
            case .write(.exthdr, _), .write(.resetOption, _): writesOptions = true
            case .load, .constant, .compare, .range, .mask, .shift, .combine, .byteOrder, .lookup, .value, .verdicts, .objects, .verdict:
                break
            }
        }
        guard writesOptions else { return }
        for instruction in instructions {
            if case .load(let load, _) = instruction, case .exthdr = load { volatileLoads.insert(LoadKey(load)) }
        }
    }

    private func bytes(_ write: Expression.PayloadWrite) -> [ByteKey] {
        let first = Int(clamping: write.offset)
        return (first..<(first + min(Int(clamping: write.length), 64))).map { ByteKey(base: write.base, offset: $0) }
    }

    package func write(_ target: WriteTarget, from registers: RegisterFile<SymbolicWord>, at slot: Int, under condition: Diagram) -> Diagram
    {
        effects = arena.or(effects, condition)
        writesValues = true
        switch target {
        case .meta(let key): replace(.meta(key: key), with: registers, slot, under: condition)
        case .ct(let key, let direction):
            // Without an entry nothing is written, and the rule goes on.
            if isTracked { replace(.ct(key: key, direction: direction), with: registers, slot, under: condition) }
        case .payload(let payload):
            // A header that is cut, or whose checksum is, breaks the rule, after some of the write or before.
            let writes = arena.and(
                condition, payload.base == 2 ? transportIsThere(Int(clamping: payload.offset) + Int(clamping: payload.length)) : .always)
            for (index, key) in bytes(payload).enumerated() {
                write(Array(registers[slot + index / 4].diagrams[(index % 4 * 8)..<(index % 4 * 8 + 8)]), to: key, under: writes)
            }
            return payload.checksumFlags != 0
                ? arena.and(writes, unknowns.condition(.there("checksum \(payload.base) \(payload.checksumOffset)"))) : writes
        case .exthdr, .resetOption: forgetOptions()
        }
        return condition
    }

    func write(_ bits: [Diagram], to key: ByteKey, under condition: Diagram) {
        let old = writtenBytes[key] ?? currentByte(key, under: condition)
        writtenBytes[key] = zip(bits, old).map { arena.select(condition, $0, $1) }
    }

    private func currentByte(_ key: ByteKey, under condition: Diagram) -> [Diagram] {
        guard key.base == 1, place.layer != .arp else { return byte(key.base, key.offset, false) }
        return zip(byte(1, key.offset, true), byte(1, key.offset, false)).map { arena.select(isIPv6, $0, $1) }
    }

    private func replace(_ load: Load, with registers: RegisterFile<SymbolicWord>, _ slot: Int, under condition: Diagram) {
        let key = LoadKey(load)
        let old = written[key] ?? value(of: load, key)
        written[key] = old.enumerated().map { index, word in
            slot + index < registers.words.count ? arena.select(condition, registers[slot + index], word) : word
        }
    }

    /// After a write to an option each load of one has another unknown.
    private func forgetOptions() {
        let visit = visit(-1)
        for key in volatileLoads where key.name.hasPrefix("exthdr") {
            let bits = arena.bits(unknowns.variables(.value("\(key.name) after \(rule) \(visit)"), count: 128))
            written[key] = (0..<4).map { SymbolicWord(Array(bits[($0 * 32)..<($0 * 32 + 32)])) }
        }
    }

    /// The packets have no connection from here on, as far as it isn't too late.
    func untrack(_ action: Int, under condition: Diagram) {
        writesValues = true
        let key = LoadKey(.ct(key: 0, direction: nil))
        let old = written[key] ?? value(of: .ct(key: 0, direction: nil), key)
        // Behind conntrack only what has no entry becomes untracked.
        let isInTime =
            translates ? (isTracked ? equal(old.first ?? .constant(0), UInt32(1).hostBytes) : .always) : unknowns.condition(source(action))
        let inTime = arena.and(condition, isInTime)
        written[key] = [arena.select(inTime, .constant(UInt32(64).hostBytes), old.first ?? .constant(0))]
    }

    /// Before conntrack the state is invalid or, of packets that a rule took out, untracked; nothing else is there.
    func untracked(_ key: UInt32) -> (words: [SymbolicWord], there: Diagram) {
        guard key == 0 else { return ([.constant(0)], .never) }
        let state = written[LoadKey(.ct(key: 0, direction: nil))]?.first
        let isTakenOut = state.map { equal($0, UInt32(64).hostBytes) } ?? .never
        return ([arena.select(isTakenOut, .constant(UInt32(64).hostBytes), .constant(UInt32(1).hostBytes))], .always)
    }
}
