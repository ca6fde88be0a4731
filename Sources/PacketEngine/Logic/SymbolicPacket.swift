import Diagrams
import Netfilter
import WeirModel

/// A load whose value is the same wherever nothing writes it. Payloads are known by their bytes.
struct LoadKey: Hashable {
    let name: String

    init(_ load: Load) {
        switch load {
        case .meta(let key): name = "meta \(key)"
        case .ct(let key, let direction): name = "ct \(key) \(direction.map(Int.init) ?? -1)"
        case .rt(let key): name = "rt \(key)"
        case .fib(let result, let flags): name = "fib \(result) \(flags)"
        case .socket(let key, let level): name = "socket \(key) \(level)"
        case .osf(let ttl, let flags): name = "osf \(ttl) \(flags)"
        case .xfrm(let key, let direction, let number): name = "ipsec \(key) \(direction) \(number)"
        case .tunnel(let key): name = "tunnel \(key)"
        case .exthdr(let header): name = "exthdr \(header.op) \(header.type) \(header.offset) \(header.length) \(header.flags)"
        case .inner(let number): name = "inner \(number)"
        // Known by their bytes, or by their state.
        case .payload(let base, let offset, let length): name = "payload \(base) \(offset) \(length)"
        case .numgen(_, _, _, let source), .symhash(_, _, let source), .jhash(_, _, _, _, _, let source): name = "state \(source)"
        }
    }
}

struct ByteKey: Hashable {
    var base: UInt32
    var offset: Int
}

extension SymbolicLogic {
    // MARK: families

    package var isIPv6: Diagram {
        switch place.layer {
        case .network: arena.variable(VariableOrder.family.first)
        case .bridge, .device: arena.equal(arena.bits(VariableOrder.linkProtocol), [0x86, 0xdd])
        case .arp: .never
        }
    }

    package var isIPv4: Diagram {
        switch place.layer {
        case .network: arena.not(isIPv6)
        case .bridge, .device: arena.equal(arena.bits(VariableOrder.linkProtocol), [0x08, 0x00])
        case .arp: .never
        }
    }

    // MARK: payload

    func payload(_ base: UInt32, _ offset: Int, _ length: Int, under condition: Diagram) -> (words: [SymbolicWord], there: Diagram) {
        let there: Diagram
        var isMixed = false
        var readsIPv6 = false
        switch base {
        case 1:
            readsIPv6 = arena.areDisjoint(condition, isIPv4) && place.layer != .arp
            isMixed = !readsIPv6 && !arena.areDisjoint(condition, isIPv6)
            there =
                offset + length <= (readsIPv6 || isMixed ? 40 : 20)
                ? .always : unknowns.condition(.there("network header \(offset + length)"))
        case 2: there = transportIsThere(offset + length)
        case 0: there = .always
        default: there = unknowns.condition(.there("inner header \(offset + length)"))
        }
        var bits: [Diagram] = []
        bits.reserveCapacity((length + 3) / 4 * 32)
        for place in offset..<(offset + min(length, 64)) {
            let key = ByteKey(base: base, offset: place)
            if volatileBytes.contains(key) {
                readsWritten = true
                if let written = writtenBytes[key] {
                    bits += written
                    continue
                }
            }
            bits +=
                isMixed
                ? zip(byte(base, place, true), byte(base, place, false)).map { arena.select(isIPv6, $0, $1) } : byte(base, place, readsIPv6)
        }
        bits += repeatElement(.never, count: (32 - bits.count % 32) % 32)
        return (stride(from: 0, to: bits.count, by: 32).map { SymbolicWord(Array(bits[$0..<($0 + 32)])) }, there)
    }

    func byte(_ base: UInt32, _ offset: Int, _ isIPv6: Bool) -> [Diagram] {
        let first =
            switch base {
            case 0: VariableOrder.link(offset)
            case 1: isIPv6 ? VariableOrder.network6(offset) : VariableOrder.network4(offset)
            case 2: VariableOrder.transport(offset)
            default: nil as Int?
            }
        var bits = arena.bits(
            first.map { VariableRange(first: $0, count: 8) }
                ?? unknowns.variables(.load("payload \(base) \(offset)\(base == 1 && isIPv6 ? " 6" : "")"), count: 8))
        if base == 1, offset == 0, place.layer != .arp {
            let version: [Diagram] = isIPv6 ? [.never, .always, .always, .never] : [.never, .always, .never, .never]
            bits.replaceSubrange(0..<4, with: version)
        }
        return bits
    }

    /// A cut header is there up to a word, and what comes before is there as well.
    func transportIsThere(_ end: Int) -> Diagram {
        let words = (end + 3) / 4
        guard words <= VariableOrder.transportThere.count else { return unknowns.condition(.there("transport header \(end)")) }
        return (0..<words).reversed().reduce(.always) { arena.and(arena.variable(VariableOrder.transportThere.first + $1), $0) }
    }

    // MARK: other loads

    /// The states of a connection as `ct state` has them, by the value of the variables: new, established, related, invalid; the rest untracked.
    static let states: [UInt32] = [8, 2, 4, 1, 64]

    /// The values of the variables of a connection's state; what is beyond them is untracked as well.
    package enum ConnectionState: Int {
        case new, established, related, invalid, untracked
    }

    package func isInState(_ state: ConnectionState) -> Diagram {
        let bits = arena.bits(VariableOrder.connection)
        return state == .untracked ? arena.not(arena.atMost(bits, UInt128(3))) : arena.equal(bits, state.rawValue)
    }

    /// Packets with an entry.
    private var hasEntry: Diagram { arena.atMost(arena.bits(VariableOrder.connection), UInt128(2)) }

    func isThere(_ source: Load) -> Diagram {
        switch source {
        case .ct(let key, _): key == 0 ? .always : arena.and(hasEntry, key == 1 || key == 3 || key == 2 ? .always : isThereByName(source))
        case .meta(let key):
            MetaNumber.alwaysThere.contains(key) || key == MetaNumber.l4proto && place.layer != .arp ? .always : isThereByName(source)
        case .exthdr(let header) where header.flags & 1 != 0:
            header.op == 0 ? isIPv6 : .always
        case .fib: .always
        // Whether there is a tunnel is always known; which one isn't.
        case .tunnel(let key): key == 0 ? .always : isThereByName(source)
        case .payload, .rt, .socket, .osf, .xfrm, .exthdr, .inner, .numgen, .symhash, .jhash: isThereByName(source)
        }
    }

    private func isThereByName(_ source: Load) -> Diagram { unknowns.condition(.there(LoadKey(source).name)) }

    func value(of source: Load, _ key: LoadKey) -> [SymbolicWord] {
        switch source {
        case .meta(let number): return meta(number, key)
        case .ct(0, _): return [hostNumber { index in Self.states[min(index, 4)] }]
        case .ct(3, _): return [hostWord(arena.bits(VariableOrder.connectionMark))]
        case .exthdr(let header):
            // Presence is 0 or 1 in a byte.
            guard header.flags & 1 == 0 else {
                let bit = unknowns.condition(.load(key.name))
                return [SymbolicWord((0..<32).map { $0 == 7 ? bit : .never })]
            }
            return unknown(key, words: source.words(in: program))
        case .ct, .fib, .rt, .socket, .osf, .xfrm, .tunnel, .inner: return unknown(key, words: source.words(in: program))
        case .payload, .numgen, .symhash, .jhash: return [.constant(0)]
        }
    }

    private func meta(_ number: UInt32, _ key: LoadKey) -> [SymbolicWord] {
        func select(_ ipv4: UInt32, _ ipv6: UInt32) -> [SymbolicWord] { [arena.select(isIPv6, .constant(ipv6), .constant(ipv4))] }
        switch number {
        case MetaNumber.nfproto where place.layer == .network: return select(0x0200_0000, 0x0a00_0000)
        case MetaNumber.linkProtocol:
            if place.layer == .network { return select(0x0800_0000, 0x86dd_0000) }
            return [SymbolicWord(arena.bits(VariableOrder.linkProtocol) + [Diagram](repeating: .never, count: 16))]
        case MetaNumber.l4proto:
            return [SymbolicWord(arena.bits(VariableOrder.transportProtocol) + [Diagram](repeating: .never, count: 24))]
        case MetaNumber.mark: return [hostWord(arena.bits(VariableOrder.mark))]
        case MetaNumber.inName: return name(VariableOrder.inName, key, exists: place.hasInLink)
        case MetaNumber.outName: return name(VariableOrder.outName, key, exists: place.hasOutLink)
        case MetaNumber.inIndex where !place.hasInLink: return [.constant(0)]
        case MetaNumber.outIndex where !place.hasOutLink: return [.constant(0)]
        case MetaNumber.packetType: return [SymbolicWord(unknownBits(key, 8) + [Diagram](repeating: .never, count: 24))]
        default: return unknown(key, words: Load.meta(key: number).words(in: program))
        }
    }

    private func name(_ range: VariableRange, _ key: LoadKey, exists: Bool) -> [SymbolicWord] {
        guard exists else { return [SymbolicWord](repeating: .constant(0), count: 4) }
        return names.words(of: range, in: arena) ?? unknown(key, words: 4)
    }

    /// A number of this host's order from a small field.
    private func hostNumber(_ value: (Int) -> UInt32) -> SymbolicWord {
        let bits = arena.bits(VariableOrder.connection)
        return (0..<8).reduce(.constant(0)) { word, index in
            arena.select(arena.equal(bits, index), .constant(value(index).hostBytes), word)
        }
    }

    private func hostWord(_ bits: [Diagram]) -> SymbolicWord {
        #if _endian(little)
            byteSwapped(SymbolicWord(bits))
        #else
            SymbolicWord(bits)
        #endif
    }

    private func unknownBits(_ key: LoadKey, _ count: Int) -> [Diagram] { arena.bits(unknowns.variables(.load(key.name), count: count)) }

    private func unknown(_ key: LoadKey, words: Int) -> [SymbolicWord] {
        let bits = unknownBits(key, words * 32)
        // Numbers of one word are mostly of this host's order.
        if words == 1 { return [hostWord(bits)] }
        return (0..<words).map { SymbolicWord(Array(bits[($0 * 32)..<($0 * 32 + 32)])) }
    }
}

extension Arena {
    /// Of a field of few bits.
    func equal(_ bits: [Diagram], _ value: Int) -> Diagram {
        bits.indices.reversed().reduce(.always) { result, index in
            value >> (bits.count - 1 - index) & 1 == 1 ? select(bits[index], result, .never) : select(bits[index], .never, result)
        }
    }
}
